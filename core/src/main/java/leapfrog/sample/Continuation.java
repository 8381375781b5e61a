package leapfrog.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Joins an earlier fit and what continues it into the fit they are together. */
final class Continuation {
    private Continuation() {}

    /** @param later with further draws alone, in memory as the earlier ones */
    static Fit join(Fit earlier, Fit later) {
        int chains = earlier.draws().chains();
        double[][] values = new double[chains][];
        for (int chain = 0; chain < chains; chain++) {
            values[chain] =
                    concatenated(earlier.draws().values()[chain], later.draws().values()[chain]);
        }
        int before = earlier.draws().draws();
        int after = later.draws().draws();
        SamplerStatistics.Held statistics = new SamplerStatistics.Held(chains * (before + after));
        SamplerStatistics.Held ofFirst = earlier.statistics().held();
        SamplerStatistics.Held ofSecond = later.statistics().held();
        for (int chain = 0; chain < chains; chain++) {
            int to = chain * (before + after);
            statistics.put(to, ofFirst, chain * before, before);
            statistics.put(to + before, ofSecond, chain * after, after);
        }
        return together(
                earlier, later, new Kept(new Draws(later.draws().variables(), before + after, values), statistics));
    }

    /** @param later with the draws of both, {@link ContinuedBlocks} */
    static Fit of(Fit earlier, Fit later) {
        return together(earlier, later, new Kept(later.draws(), later.statistics()));
    }

    private static Fit together(Fit earlier, Fit later, Kept kept) {
        return new Fit(
                later.recipe(),
                later.settings(),
                later.data(),
                kept.draws(),
                kept.statistics(),
                later.end(),
                report(earlier.run(), later.run()));
    }

    private static RunReport report(RunReport a, RunReport b) {
        RunReport.Seconds first = a.seconds();
        RunReport.Seconds second = b.seconds();
        List<String> warnings = new ArrayList<>(a.warnings());
        b.warnings().stream().filter(warning -> !warnings.contains(warning)).forEach(warnings::add);
        return new RunReport(
                b.priors(),
                b.backend(),
                b.device(),
                b.choice(),
                b.rejections(),
                b.tableRows(),
                b.rows(),
                b.reducedRows(),
                b.dimension(),
                warnings,
                new RunReport.Seconds(
                        first.total() + second.total(),
                        first.compile() + second.compile(),
                        first.warmup() + second.warmup(),
                        first.sampling() + second.sampling()),
                a.warmup(),
                a.warmupLeapfrogs() + b.warmupLeapfrogs(),
                a.samplingLeapfrogs() + b.samplingLeapfrogs(),
                b.interrupted());
    }

    private static double[] concatenated(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
