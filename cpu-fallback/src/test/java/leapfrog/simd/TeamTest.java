package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {
    private static final int PIECES = 2000;

    /** Now and then there is time to fall asleep before the next piece, or during one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyMemberDoesEachPieceOnce(int members) {
        AtomicIntegerArray done = new AtomicIntegerArray(members);
        try (Team team = new Team(members)) {
            for (int piece = 1; piece <= PIECES; piece++) {
                boolean slow = piece % 500 == 0;
                team.run(member -> {
                    if (slow && member == members - 1) {
                        LockSupport.parkNanos(2_000_000);
                    }
                    done.incrementAndGet(member);
                });
                for (int m = 0; m < members; m++) {
                    assertEquals(piece, done.get(m));
                }
                if (piece % 700 == 0) {
                    LockSupport.parkNanos(2_000_000);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatAMemberThrowsIsThrownOnWhenAllAreDone(int member) {
        AtomicIntegerArray done = new AtomicIntegerArray(3);
        IllegalStateException failure = new IllegalStateException();
        try (Team team = new Team(3)) {
            assertSame(
                    failure,
                    assertThrows(
                            IllegalStateException.class,
                            () -> team.run(m -> {
                                if (m == member) {
                                    throw failure;
                                }
                                LockSupport.parkNanos(1_000_000);
                                done.incrementAndGet(m);
                            })));
            assertEquals(2, done.get(0) + done.get(1) + done.get(2));
            team.run(done::incrementAndGet);
            assertEquals(5, done.get(0) + done.get(1) + done.get(2));
        }
    }

    @Test
    @Timeout(60)
    void threadsEndWhenItIsClosed() throws InterruptedException {
        // Those of other teams may end at any moment.
        Set<Thread> earlier = rowThreads();
        Team team = new Team(4);
        Set<Thread> own = rowThreads();
        own.removeAll(earlier);
        assertEquals(3, own.size());
        team.close();
        for (Thread thread : own) {
            thread.join();
        }
    }

    private static Set<Thread> rowThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("leapfrog-rows-"))
                .collect(Collectors.toSet());
    }
}
