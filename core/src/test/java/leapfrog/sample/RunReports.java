package leapfrog.sample;

import java.util.List;

/** Reports of runs that never were. */
final class RunReports {
    private RunReports() {}

    /** Of a warm-up with so many superchains. */
    static RunReport of(int superchains, boolean interrupted) {
        return new RunReport(
                List.of(),
                "scalar",
                "",
                "",
                List.of(),
                1,
                1,
                1,
                2,
                List.of(),
                new RunReport.Seconds(0, 0, 0, 0),
                new RunReport.Warmup(0, false, superchains),
                0,
                0,
                interrupted);
    }
}
