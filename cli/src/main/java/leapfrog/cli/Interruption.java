package leapfrog.cli;

import java.util.concurrent.CountDownLatch;
import leapfrog.data.Staging;
import leapfrog.engine.Cancellation;

/**
 * Turns Ctrl-C and SIGTERM into a wish to stop: the JVM's shutdown waits until the command has written what it has, then the process ends
 * with code 130. Commands that do not watch for them end at once, and what they were writing is removed.
 */
final class Interruption implements Cancellation, AutoCloseable {
    /** Is a hook while nobody watches. */
    private static final Thread REMOVAL = new Thread(Staging::abandonAll, "leapfrog-removal");

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "leapfrog-interruption");
    private final boolean removes;
    private volatile boolean requested;

    private Interruption(boolean removes) {
        this.removes = removes;
    }

    /** Lets a signal remove what this process has not written to its end. */
    static void removeUnfinished() {
        Runtime.getRuntime().addShutdownHook(REMOVAL);
    }

    static Interruption watch() {
        Interruption interruption = new Interruption(Runtime.getRuntime().removeShutdownHook(REMOVAL));
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void stop() {
        requested = true;
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    @Override
    public boolean requested() {
        return requested;
    }

    /** Ends the watch; from here on a signal ends the process at once. */
    @Override
    public void close() {
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
                if (removes) {
                    removeUnfinished();
                }
            } catch (IllegalStateException e) {
                requested = true;
            }
        }
        finished.countDown();
    }
}
