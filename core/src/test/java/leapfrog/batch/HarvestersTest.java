package leapfrog.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HarvestersTest {
    /** An idle thread of the common pool would keep what it harvested last: all draws of a fit. */
    @Test
    void workAndItsParallelStreamsStayOnThreadsThatEndWithThem() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (Harvesters harvesters = new Harvesters(2)) {
            for (int piece = 0; piece < 100; piece++) {
                harvesters.add(
                        () -> IntStream.range(0, 100).parallel().forEach(_ -> threads.add(Thread.currentThread())));
            }
            harvesters.await();
        }
        assertFalse(threads.isEmpty());
        for (Thread thread : threads) {
            assertTrue(
                    thread instanceof ForkJoinWorkerThread worker && worker.getPool() != ForkJoinPool.commonPool(),
                    thread::toString);
        }
    }

    @Test
    void whoBringsMoreThanMayWaitIsHeldUp() throws InterruptedException {
        CountDownLatch begin = new CountDownLatch(1);
        AtomicInteger brought = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (Harvesters harvesters = new Harvesters(1)) {
            Thread bringer = Thread.ofPlatform().start(() -> {
                for (int piece = 0; piece < 10; piece++) {
                    harvesters.add(() -> {
                        awaitUninterruptibly(begin);
                        done.incrementAndGet();
                    });
                    brought.incrementAndGet();
                }
            });
            while ((brought.get() < 3 || bringer.getState() != Thread.State.WAITING) && bringer.isAlive()) {
                Thread.onSpinWait();
            }
            assertEquals(3, brought.get(), "one at work, two waiting");
            begin.countDown();
            bringer.join();
            harvesters.await();
            assertEquals(10, done.get());
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWorkThrowsIsThrownToWhoeverWaits() {
        try (Harvesters harvesters = new Harvesters(1)) {
            harvesters.add(() -> {
                throw new IllegalStateException("disk full");
            });
            assertEquals(
                    "disk full",
                    assertThrows(IllegalStateException.class, harvesters::await).getMessage());
            assertTrue(harvesters.hasFailed());
            AtomicInteger done = new AtomicInteger();
            harvesters.add(done::incrementAndGet);
            assertThrows(IllegalStateException.class, harvesters::await);
            assertEquals(0, done.get(), "no more is done after a failure");
        }
    }
}
