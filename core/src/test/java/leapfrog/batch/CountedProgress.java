package leapfrog.batch;

import java.util.List;
import leapfrog.sample.Diagnosis;

/** Makes the progress of a run that has recorded so many fits, for the tests of every module. */
public final class CountedProgress {
    private CountedProgress() {}

    /** A progress of these counts; the fits themselves nobody has made. */
    public static BatchProgress of(int total, int earlier, int good, int bad, int failed) {
        BatchProgress progress = new BatchProgress(total, earlier);
        for (int i = 0; i < good; i++) {
            progress.count(fitted(true));
        }
        for (int i = 0; i < bad; i++) {
            progress.count(fitted(false));
        }
        for (int i = 0; i < failed; i++) {
            progress.count(new FitRecord.Failed(null, "no rows"));
        }
        return progress;
    }

    private static FitRecord fitted(boolean good) {
        Diagnosis diagnosis = new Diagnosis(0, 0, new double[0], 1, 1, 1, 1, good, List.of());
        return new FitRecord.Fitted(null, null, null, List.of(), diagnosis, 1);
    }
}
