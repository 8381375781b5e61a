package leapfrog.cli;

import java.nio.file.Path;

/** Makes reports of short radon fits, for tests that open them. */
public final class ReportPages {
    private static final String PARTIAL = "log_radon ~ floor + (1 + floor || county)";
    private static final String UNPOOLED = "log_radon ~ 0 + county + county:floor";

    private ReportPages() {}

    /** A report by 'fit --report'. */
    public static Path ofPartial(Path folder) {
        Path fit = folder.resolve("partial");
        CommandRun.fit(Tables.RADON, PARTIAL, fit, "--warmup", 200, "--draws", 100, "--report", "--quiet");
        return fit.resolve("report.html");
    }

    /** A report of that fit, which must be there, and an unpooled one. */
    public static Path ofPartialAndUnpooled(Path folder) {
        Path unpooled = folder.resolve("unpooled");
        CommandRun.fit(
                Tables.RADON,
                UNPOOLED,
                unpooled,
                "--warmup",
                100,
                "--draws",
                50,
                "--prior",
                "b ~ normal(0, 100)",
                "--quiet");
        Path page = folder.resolve("two.html");
        CommandRun.of("report", folder.resolve("partial"), unpooled, "-o", page).expect(ExitCode.DONE);
        return page;
    }
}
