package leapfrog.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.bench.GradientLoop;
import leapfrog.bench.Limits;
import leapfrog.engine.Backend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Yardstick;
import leapfrog.model.Family;
import leapfrog.model.Likelihood;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;

/**
 * Times gradients of few chains over rows that no cache holds. On processors in turn with plain loops over as many bytes as those rows are, one that
 * reads them and one that copies them, on the same threads: prints a Markdown table of bytes a second, and of the gradient's time over the
 * reading's. On devices beside their limits: prints the shares of the arithmetic and of the copy.
 *
 * <p>A row is its response and its covariates, 8 bytes each: rows are sorted by their group.
 */
public final class LargeData {
    /** Rounds of a gradient, a reading and a copy, of which the best counts, as in STREAM. */
    private static final int ROUNDS = 40;
    /** Nanoseconds of rounds before that, until all is compiled. */
    private static final long BEFORE = 3_000_000_000L;

    private static final int COVARIATES = 9;
    /** Doubles of a piece that a thread reads at a time. */
    private static final int PIECE = 1 << 15;

    private LargeData() {}

    /**
     * Runs with options {@code --rows 10000000 --chains 1,4 --threads 2 --families gaussian,bernoulli --formulas "y ~ x1 + (1 | g)" --levels 1000
     * --backend simd --device ""}; formulas are separated by semicolons, covariates are x1 … x9, the group is g.
     */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        int rows = number(given, "--rows", 10_000_000);
        int levels = number(given, "--levels", 1000);
        int threads = number(given, "--threads", Runtime.getRuntime().availableProcessors());
        Backend backend = Backends.named(text(given, "--backend", "simd"));
        String device = text(given, "--device", "");
        Optional<Limits> limits = limits(backend, device);
        limits.ifPresentOrElse(LargeData::head, LargeData::head);
        for (String family : list(given, "--families", "gaussian,bernoulli", ",")) {
            for (String formula : list(given, "--formulas", "y ~ x1 + (1 | g)", ";")) {
                Problem problem = problem(family, formula.trim(), rows, levels);
                for (String chains : list(given, "--chains", "1,4", ",")) {
                    EngineOptions options = new EngineOptions(Integer.parseInt(chains), threads, device);
                    System.out.printf(
                            "| %s | %s | %d | %s |", family, formula.trim().replace("|", "\\|"), rows, chains);
                    try (GradientLoop loop = new GradientLoop(backend, problem, options)) {
                        System.out.println(
                                limits.isPresent()
                                        ? line(loop, problem, options.chains(), limits.get())
                                        : line(loop, problem, threads));
                    }
                }
            }
        }
    }

    private static Optional<Limits> limits(Backend backend, String device) {
        Optional<Yardstick> there = backend.yardstick(device);
        if (there.isEmpty()) {
            return Optional.empty();
        }
        try (Yardstick yardstick = there.get()) {
            return Optional.of(Limits.of(yardstick));
        }
    }

    private static void head() {
        System.out.println("| family | formula | rows | chains | threads | GB/s of copying | GB/s of reading |"
                + " GB/s of a gradient | its milliseconds | over reading's |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    }

    private static void head(Limits limits) {
        System.out.printf(
                Locale.ROOT,
                "The device: %.1f billion fused multiply-adds of doubles a second, a copy of %.1f GB/s read and"
                        + " written.%n%n",
                limits.fmaPerNano(),
                limits.bytesPerNano());
        System.out.println(
                "| family | formula | rows | chains | milliseconds of a gradient | operations a row and chain |"
                        + " of the arithmetic | of the copy |");
        System.out.println("|---|---|---:|---:|---:|---:|---:|---:|");
    }

    /**
     * Operations on doubles that a row and chain takes on a device, as its kernels are written (elementary.cl, softplus.cl, the family's own and rows.cl):
     * additions, products, fused multiply-adds and comparisons one each, a quotient 8, as many as a GPU takes for it. NaN of other families.
     */
    private static double operations(Likelihood likelihood, int covariates) {
        // η and the sum of scores times the covariate, for each covariate; the sum of scores.
        int linear = 2 * covariates + 1;
        return switch (likelihood) {
            // Its residual and the sum of squares.
            case NORMAL -> linear + 2;
            // exp 29; log1p, both tails and both logistic functions 28 and a quotient; the log likelihood and its score
            // 6.
            case BINOMIAL -> linear + 29 + 28 + 8 + 6;
            default -> Double.NaN;
        };
    }

    private static String line(GradientLoop loop, Problem problem, int chains, Limits limits) {
        int rows = problem.tasks().getFirst().rows().count();
        int covariates = problem.tasks().getFirst().rows().covariates().length;
        double[] gradients = new double[ROUNDS];
        loop.evaluate();
        for (int round = 0; round < ROUNDS; round++) {
            gradients[round] = nanos(loop::evaluate);
        }
        double gradient = best(gradients);
        double operations = operations(problem.structure().likelihood(), covariates);
        return String.format(
                Locale.ROOT,
                " %.2f | %.0f | %.0f %% | %.0f %% |",
                1e-6 * gradient,
                operations,
                100 * operations * rows * chains / (gradient * limits.fmaPerNano()),
                100 * (1.0 + covariates) * Double.BYTES * rows / (gradient * limits.bytesPerNano()));
    }

    private static Problem problem(String family, String formula, int rows, int levels) {
        SplittableRandom random = new SplittableRandom(1);
        Family parsed = Family.parse(family);
        IntToDoubleFunction response = switch (parsed.kind()) {
            case BERNOULLI -> i -> random.nextInt(2);
            case POISSON, NEGATIVE_BINOMIAL -> i -> random.nextInt(4);
            case GAUSSIAN, STUDENT_T, BINOMIAL -> i -> random.nextDouble();
        };
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", column(rows, response));
        for (int k = 1; k <= COVARIATES; k++) {
            if (formula.contains("x" + k)) {
                columns.put("x" + k, column(rows, i -> 2 * random.nextDouble() - 1));
            }
        }
        columns.put("g", column(rows, i -> i % levels));
        Model model = Model.of(
                DesignBuilder.build(Formula.parse(formula), Table.of(columns), parsed),
                new ModelOptions(parsed, Priors.none(), Parametrization.noncentered(), false));
        return new Problem(model.structure(), List.of(model.data()));
    }

    private static Column column(int rows, IntToDoubleFunction value) {
        return new Column.Numbers(IntStream.range(0, rows).mapToDouble(value).toArray());
    }

    private static String line(GradientLoop loop, Problem problem, int threads) {
        int rows = problem.tasks().getFirst().rows().count();
        int columns = 1 + problem.tasks().getFirst().rows().covariates().length;
        double bytes = (double) rows * columns * Double.BYTES;
        double[] gradients = new double[ROUNDS];
        double[] readings = new double[ROUNDS];
        double[] copies = new double[ROUNDS];
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            Pieces pieces = new Pieces(pool, Math.ceilDiv(rows * columns, PIECE));
            long start = System.nanoTime();
            for (int round = 0; round < ROUNDS; ) {
                gradients[round] = nanos(loop::evaluate);
                readings[round] = nanos(pieces::read);
                copies[round] = nanos(pieces::copy);
                round += System.nanoTime() - start < BEFORE ? 0 : 1;
            }
        }
        double gradient = best(gradients);
        double reading = best(readings);
        return String.format(
                Locale.ROOT,
                " %d | %.1f | %.1f | %.1f | %.2f | %.2f |",
                threads,
                2 * bytes / best(copies),
                bytes / reading,
                bytes / gradient,
                1e-6 * gradient,
                gradient / reading);
    }

    private static double nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    private static double best(double[] times) {
        return Arrays.stream(times).min().orElseThrow();
    }

    /** Memory in pieces, and as much to copy it to. */
    private static final class Pieces {
        private final ForkJoinPool pool;
        private final double[][] from;
        private final double[][] to;
        private final double[] sums;

        Pieces(ForkJoinPool pool, int count) {
            this.pool = pool;
            from = new double[count][PIECE];
            to = new double[count][PIECE];
            sums = new double[count];
        }

        void read() {
            each(p -> sums[p] = sum(from[p]));
        }

        void copy() {
            each(p -> System.arraycopy(from[p], 0, to[p], 0, PIECE));
        }

        private void each(IntConsumer work) {
            pool.submit(() -> IntStream.range(0, from.length).parallel().forEach(work))
                    .join();
        }

        /** Sums that do not wait for one another. */
        private static double sum(double[] piece) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            double e = 0;
            double f = 0;
            double g = 0;
            double h = 0;
            for (int i = 0; i < PIECE; i += 8) {
                a += piece[i];
                b += piece[i + 1];
                c += piece[i + 2];
                d += piece[i + 3];
                e += piece[i + 4];
                f += piece[i + 5];
                g += piece[i + 6];
                h += piece[i + 7];
            }
            return a + b + c + d + (e + f + g + h);
        }
    }

    private static int number(List<String> given, String option, int otherwise) {
        return Integer.parseInt(text(given, option, Integer.toString(otherwise)));
    }

    private static List<String> list(List<String> given, String option, String otherwise, String separator) {
        return Arrays.asList(text(given, option, otherwise).split(separator, -1));
    }

    private static String text(List<String> given, String option, String otherwise) {
        int at = given.indexOf(option);
        return at < 0 ? otherwise : given.get(at + 1);
    }
}
