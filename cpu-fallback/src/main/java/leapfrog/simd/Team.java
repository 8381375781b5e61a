package leapfrog.simd;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Does pieces of work on the caller's thread and on threads of its own, which stay awake for some microseconds after a piece, for the next
 * one may be there by then, and sleep after that. Serves one caller at a time.
 */
final class Team implements AutoCloseable {
    /** Work that its doers share out among themselves. */
    interface Work {
        /** Does the share of one member: 0 is the caller. */
        void run(int member);
    }

    /** Looks for work before a thread goes to sleep. */
    private static final int LOOKS = 1 << 10;

    private final Thread[] others;
    private final AtomicInteger piece = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile Work work = member -> {};
    private volatile Thread caller = Thread.currentThread();
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    /** @param members the caller among them, at least 1 */
    Team(int members) {
        others = new Thread[members - 1];
        for (int m = 1; m < members; m++) {
            int member = m;
            others[m - 1] =
                    Thread.ofPlatform().daemon().name("leapfrog-rows-" + m).start(() -> serve(member));
        }
    }

    /** Returns when every member is done; throws what one of them threw. */
    void run(Work whole) {
        work = whole;
        failure = null;
        caller = Thread.currentThread();
        busy.set(others.length);
        piece.incrementAndGet();
        for (Thread thread : others) {
            LockSupport.unpark(thread);
        }
        attempt(0);
        for (int look = 0; busy.get() > 0; look++) {
            pause(look);
        }
        switch (failure) {
            case null -> {
                // Done.
            }
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private void serve(int member) {
        for (int done = 0; ; done++) {
            for (int look = 0; piece.get() == done; look++) {
                if (closed) {
                    return;
                }
                pause(look);
            }
            attempt(member);
            if (busy.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    private void attempt(int member) {
        try {
            work.run(member);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private void pause(int look) {
        if (look < LOOKS) {
            Thread.onSpinWait();
        } else {
            LockSupport.park(this);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : others) {
            LockSupport.unpark(thread);
        }
    }
}
