package leapfrog.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import leapfrog.batch.Batch;
import leapfrog.batch.BatchProgress;
import leapfrog.batch.FitRecord;
import leapfrog.batch.Ledger;
import leapfrog.batch.PlannedFit;
import leapfrog.batch.Refit;
import leapfrog.regression.Compute;
import leapfrog.regression.SteadyCompute;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Makes fits in the JVM of an executor. There is one engine in it, with all its threads or its device: tasks that run there at the same time take
 * turns.
 *
 * @param compute what is asked for; the executor chooses among what it has
 * @param chains of all fits of the batch, by which is chosen
 * @param refitBad whether bad fits are made once more
 * @param standIn what computes when that has failed twice in turn, or null
 */
record Engine(
        Compute compute,
        int chains,
        boolean refitBad,
        @Nullable Compute standIn) implements Serializable {
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    private static final ReentrantLock TURN = new ReentrantLock(true);

    /** Makes fits, and of each a row, in any order. */
    List<Row> rows(List<PlannedFit> fits) {
        List<Row> rows = Collections.synchronizedList(new ArrayList<>());
        Ledger ledger = new Ledger() {
            @Override
            public Set<String> recorded() {
                return Set.of();
            }

            @Override
            public void record(FitRecord fit) {
                rows.add(ResultRows.row(fit));
            }
        };
        TaskContext task = TaskContext.get();
        Batch.Surroundings surroundings = new Batch.Surroundings(
                System::nanoTime,
                task::isInterrupted,
                new BatchProgress(fits.size(), 0),
                notice -> LOG.log(System.Logger.Level.WARNING, notice));
        TURN.lock();
        try {
            new Batch(
                            new SteadyCompute(compute, chains, _ -> {}),
                            ledger,
                            new Batch.Options(compute.threads(), refitBad ? Refit.BAD : Refit.NEVER, standIn),
                            surroundings)
                    .run(fits);
        } finally {
            TURN.unlock();
        }
        if (task.isInterrupted()) {
            throw new org.apache.spark.TaskKilledException(task.getKillReason().getOrElse(() -> "killed"));
        }
        return rows;
    }
}
