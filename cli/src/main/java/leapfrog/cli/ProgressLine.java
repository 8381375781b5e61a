package leapfrog.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import leapfrog.sample.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Shows a run's progress on one line of the terminal, short enough for 80 columns: of a fit transitions, rate, divergences, step size, time left,
 * over all chains. Appears only when a run takes longer than a second, and only on a terminal; goes away at the end.
 */
final class ProgressLine implements AutoCloseable {
    private static final long DELAY_MILLIS = 1000;
    private static final long PERIOD_MILLIS = 200;
    private static final int WIDTH = 79;
    /** Back to the line's begin, and everything from there on erased. */
    private static final String ERASE = "\r\033[K";

    private final DoubleFunction<String> text;
    private final PrintStream out;
    private final @Nullable ScheduledExecutorService clock;
    private final long started = System.nanoTime();
    private boolean shown;

    /**
     * Begins to watch a fit.
     *
     * @param label what is done, or its name
     * @param shown false for none at all
     */
    ProgressLine(String label, Progress progress, PrintStream out, boolean shown) {
        this(seconds -> text(label, progress, seconds), out, shown);
    }

    /**
     * Begins to watch a run.
     *
     * @param text what to show so many seconds after it began
     * @param shown false for none at all
     */
    ProgressLine(DoubleFunction<String> text, PrintStream out, boolean shown) {
        this.text = text;
        this.out = out;
        clock = shown
                ? Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("leapfrog-progress").factory())
                : null;
        if (clock != null) {
            var _ = clock.scheduleAtFixedRate(this::update, DELAY_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Whether standard error is a terminal: the launcher says so, since it filters what the JVM writes there. */
    static boolean onTerminal() {
        return Boolean.getBoolean("leapfrog.terminal");
    }

    private synchronized void update() {
        if (clock != null && !clock.isShutdown()) {
            String line = text.apply((System.nanoTime() - started) * 1e-9);
            out.print(ERASE + line.substring(0, Math.min(WIDTH, line.length())));
            out.flush();
            shown = true;
        }
    }

    /** @param seconds since the run began */
    private static String text(String label, Progress progress, double seconds) {
        Progress.Variational variational = progress.variational();
        if (variational != null) {
            return String.format(
                    Locale.ROOT,
                    "advi %d iterations, average ELBO %.6g, %s",
                    variational.iterations(),
                    variational.elbo(),
                    clock(seconds));
        }
        long done = progress.transitions();
        double rate = done / seconds;
        String left = done == 0 ? "?" : clock((progress.total() - done) / rate);
        return String.format(
                Locale.ROOT,
                "%s %d/%d, %.0f/s, %d divergent, step size %.2g, %s left",
                label,
                done,
                progress.total(),
                rate,
                progress.divergences(),
                progress.stepSize(),
                left);
    }

    /** {@code 1:05}, or with hours {@code 1:01:05}. */
    static String clock(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        return time.toHours() > 0
                ? String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
                : String.format("%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
        synchronized (this) {
            if (shown) {
                out.print(ERASE);
                out.flush();
            }
        }
    }
}
