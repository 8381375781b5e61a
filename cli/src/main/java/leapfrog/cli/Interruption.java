package leapfrog.cli;

import java.util.concurrent.CountDownLatch;
import leapfrog.engine.Cancellation;

/**
 * Turns Ctrl-C and SIGTERM into a wish to stop: the JVM's shutdown waits until the command has written what it has, then the process ends
 * with code 130.
 */
final class Interruption implements Cancellation, AutoCloseable {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "leapfrog-interruption");
    private volatile boolean requested;

    private Interruption() {}

    static Interruption watch() {
        Interruption interruption = new Interruption();
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
            } catch (IllegalStateException e) {
                requested = true;
            }
        }
        finished.countDown();
    }
}
