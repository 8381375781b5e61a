package leapfrog.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.Metric;
import leapfrog.model.Family;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.Variable;
import leapfrog.model.Variable.Axis;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.FitSettings.Adaptation;
import leapfrog.sample.FitSettings.MetricKind;
import leapfrog.sample.Recipe;
import leapfrog.sample.RunReport;
import leapfrog.sample.SamplerStatistics;
import leapfrog.sample.SummaryRow;

/** Makes fits of random numbers that look like a model's, with the names and values that are hard to store. */
final class SampleFits {
    private SampleFits() {}

    static SavedFit odd(int chains, int draws) {
        Axis county = new Axis("county", List.of("AITKIN", " blanks ", "LAC QUI PARLE, \"x\"", "größe🐸", "a:b[1]"));
        Axis effect = new Axis("county_effect", List.of("Intercept", "floor"));
        // A grouping column may be named as a parameter, or as a dimension that every fit has.
        Axis sigma = new Axis("sigma", List.of("only"));
        Axis chain = new Axis("chain", List.of("x", "y"));
        List<Variable> variables = variables(
                Map.entry("b_Intercept", List.of()),
                Map.entry("b_county:floor", List.of(county)),
                Map.entry("b_I(x/2) \\ [%]", List.of()),
                Map.entry("coef_county", List.of(county, effect)),
                Map.entry("coef_sigma", List.of(sigma)),
                Map.entry("coef_chain", List.of(chain)),
                Map.entry("b_" + "größe:".repeat(60), List.of()),
                Map.entry("sigma", List.of()));
        Random random = new Random(1);
        Draws plain = draws(variables, chains, draws, random);
        plain.values()[0][0] = -0.0;
        plain.values()[0][1] = Double.MIN_VALUE;
        plain.values()[0][2] = Double.NaN;
        plain.values()[0][3] = Double.NEGATIVE_INFINITY;
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", new Column.Numbers(new double[] {1, Double.NaN, -0.0, 1e-310}));
        columns.put("county", new Column.Text(new String[] {"AITKIN", null, "größe🐸", ""}));
        columns.put("row", new Column.Text(new String[] {"a", "b", "c", "d"}));
        columns.put("county_missing", new Column.Numbers(new double[] {1, 2, 3, 4}));
        columns.put("a/b", new Column.Text(new String[] {null, null, "", "ends with blank "}));
        return saved("y ~ 1 + (1 | county)", Table.of(columns), 0, plain, metric(chains, 3, true), random);
    }

    /** As a fit of the radon survey's partial model: 175 quantities, and a table of 919 rows. */
    static SavedFit radon(int chains, int draws) {
        Axis county = new Axis(
                "county", IntStream.range(0, 85).mapToObj(i -> "COUNTY " + i).toList());
        Axis effect = new Axis("county_effect", List.of("Intercept", "floor"));
        List<Variable> variables = variables(
                Map.entry("b_Intercept", List.of()),
                Map.entry("b_floor", List.of()),
                Map.entry("sd_county", List.of(effect)),
                Map.entry("sigma", List.of()),
                Map.entry("coef_county", List.of(county, effect)));
        Random random = new Random(2);
        Draws drawn = draws(variables, chains, draws, random);
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("log_radon", new Column.Numbers(random.doubles(919).toArray()));
        columns.put(
                "county",
                new Column.Text(
                        random.ints(919, 0, 85).mapToObj(i -> "COUNTY " + i).toArray(String[]::new)));
        return saved("log_radon ~ floor", Table.of(columns), 919, drawn, metric(chains, 175, false), random);
    }

    @SafeVarargs
    private static List<Variable> variables(Map.Entry<String, List<Axis>>... named) {
        List<Variable> variables = new ArrayList<>();
        int offset = 0;
        for (Map.Entry<String, List<Axis>> entry : named) {
            Variable variable = new Variable(entry.getKey(), entry.getValue(), offset);
            variables.add(variable);
            offset += variable.size();
        }
        return variables;
    }

    private static Draws draws(List<Variable> variables, int chains, int draws, Random random) {
        int width = variables.stream().mapToInt(Variable::size).sum();
        double[][] values = new double[chains][];
        Arrays.setAll(values, _ -> random.doubles((long) draws * width, -5, 5).toArray());
        return new Draws(variables, draws, values);
    }

    private static List<Metric> metric(int chains, int dimension, boolean dense) {
        double[] shared = IntStream.range(0, dense ? dimension * dimension : dimension)
                .mapToDouble(i -> 1 / (1.0 + i))
                .toArray();
        return IntStream.range(0, chains)
                .<Metric>mapToObj(i -> {
                    double[] own = shared.clone();
                    own[0] = i == 1 ? 3 : own[0];
                    return dense ? new Metric.Dense(dimension, own) : new Metric.Diagonal(own);
                })
                .toList();
    }

    private static SavedFit saved(
            String formula, Table data, int used, Draws draws, List<Metric> metrics, Random random) {
        int chains = draws.chains();
        int kept = chains * draws.draws();
        int dimension = metrics.getFirst().dimension();
        FitSettings settings = new FitSettings(
                chains,
                7,
                draws.draws(),
                2,
                Long.MIN_VALUE + 1,
                0.8,
                10,
                metrics.getFirst() instanceof Metric.Dense ? MetricKind.DENSE : MetricKind.DIAGONAL,
                Adaptation.POOLED);
        int[] depth = random.ints(kept, 1, 11).toArray();
        boolean[] divergent = new boolean[kept];
        divergent[kept - 1] = true;
        SamplerStatistics statistics = new SamplerStatistics.Held(
                random.doubles(kept).toArray(),
                random.doubles(kept).toArray(),
                random.doubles(kept).toArray(),
                depth,
                random.ints(kept).toArray(),
                divergent,
                random.doubles(kept).toArray());
        List<ChainState> end = IntStream.range(0, chains)
                .mapToObj(i -> new ChainState(
                        i + 3,
                        random.doubles(dimension).toArray(),
                        (1L << 40) + i,
                        random.nextDouble(),
                        metrics.get(i),
                        new DualAveragingState(random.nextDouble(), i, -0.0, random.nextDouble(), random.nextDouble())))
                .toList();
        RunReport run = new RunReport(
                List.of(new RunReport.PriorLine("sd_county", "exponential(1.2)", "default")),
                "scalar",
                "one \"CPU\", 2 threads",
                "the only one",
                List.of("opencl: no device\ninstall one"),
                data.rows(),
                used == 0 ? 2 : used,
                2,
                dimension,
                List.of("constant response ≠ good"),
                new RunReport.Seconds(1.25, Double.NaN, 0.1, 0.2),
                new RunReport.Warmup(7, false, 0),
                1L << 40,
                12,
                true);
        Diagnosis diagnosis = new Diagnosis(
                1,
                0,
                new double[] {0.9, Double.NaN},
                Double.POSITIVE_INFINITY,
                Double.NaN,
                12.5,
                Double.NaN,
                false,
                List.of("one", "two"));
        return new SavedFit(
                new Fit(
                        new Recipe(
                                formula,
                                Family.GAUSSIAN,
                                List.of("b ~ normal(0, 1)"),
                                List.of("county=centered"),
                                true,
                                true,
                                true),
                        settings,
                        data,
                        draws,
                        statistics,
                        end,
                        run),
                summary(draws),
                diagnosis,
                "0.1.0",
                "2026-01-02T03:04:05Z");
    }

    private static List<SummaryRow> summary(Draws draws) {
        List<String> names = draws.names();
        List<SummaryRow> rows = new ArrayList<>();
        for (int k = 0; k < names.size(); k++) {
            double mean = Arrays.stream(draws.quantity(k))
                    .flatMapToDouble(Arrays::stream)
                    .average()
                    .orElseThrow();
            rows.add(new SummaryRow(
                    names.get(k),
                    mean,
                    0.1,
                    -0.0,
                    1e-310,
                    1.0 / 3,
                    Double.NaN,
                    Double.POSITIVE_INFINITY,
                    1e22,
                    1,
                    2,
                    3,
                    4,
                    Double.NaN));
        }
        return rows;
    }
}
