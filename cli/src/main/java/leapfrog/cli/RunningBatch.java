package leapfrog.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import leapfrog.batch.BatchProgress;

/**
 * Tells other processes how far a batch is while it runs, in a file of one line beside its ledger: that can be read by nobody else as long as it is
 * written.
 */
final class RunningBatch implements AutoCloseable {
    private static final String FILE = "running.txt";
    private static final long PERIOD_MILLIS = 1000;

    private final Path folder;
    private final BatchProgress progress;
    private final long started = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("leapfrog-running").factory());

    RunningBatch(Path folder, BatchProgress progress) {
        this.folder = folder;
        this.progress = progress;
        var _ = clock.scheduleAtFixedRate(this::write, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What a process that is at work on a batch has last said. */
    static Optional<String> read(Path folder) {
        try {
            return Optional.of(Files.readString(folder.resolve(FILE)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private synchronized void write() {
        if (clock.isShutdown()) {
            return;
        }
        String line = "process " + ProcessHandle.current().pid() + " is at work: "
                + BatchText.progress(progress, (System.nanoTime() - started) * 1e-9) + "\n";
        Path hidden = folder.resolve("." + FILE);
        try {
            Files.write(hidden, line.getBytes(StandardCharsets.UTF_8));
            Files.move(hidden, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Who asks is told that the batch is in use.
        }
    }

    @Override
    public synchronized void close() {
        clock.shutdownNow();
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            // It is overwritten by the next run.
        }
    }
}
