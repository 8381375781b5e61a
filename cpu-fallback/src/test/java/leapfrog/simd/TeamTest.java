package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
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
    void threadsEndWhenItIsClosed() throws InterruptedException {
        long before = rowThreads();
        Team team = new Team(4);
        assertEquals(before + 3, rowThreads());
        team.close();
        for (int k = 0; k < 1000 && rowThreads() > before; k++) {
            Thread.sleep(1);
        }
        assertTrue(rowThreads() <= before);
    }

    private static long rowThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("leapfrog-rows-"))
                .count();
    }
}
