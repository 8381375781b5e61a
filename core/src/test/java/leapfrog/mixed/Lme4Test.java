package leapfrog.mixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares fits with lme4's: {@code expected.tsv} is made by {@code make.R} (R 4.2.2, lme4 1.1-31, its optimum sharpened).
 *
 * <p>The criterion must agree to 1e-8, estimates to 1e-6 of themselves or of the standard deviation that they are to be seen against
 * (standard error, sd of the group, sigma).
 */
class Lme4Test {
    private record Case(String data, String formula, Criterion criterion) {}

    private static Map<Case, Map<String, Double>> expected() {
        Map<Case, Map<String, Double>> cases = new LinkedHashMap<>();
        Tables.text("/mixed/expected.tsv").lines().skip(1).forEach(line -> {
            String[] fields = line.split("\t");
            cases.computeIfAbsent(
                            new Case(fields[0], fields[1], Criterion.valueOf(fields[2])), c -> new LinkedHashMap<>())
                    .put(fields[3], Double.parseDouble(fields[4]));
        });
        return cases;
    }

    @Test
    void theCasesWereFound() {
        assertEquals(32, expected().size());
    }

    @TestFactory
    Stream<DynamicTest> fitsAsLme4() {
        Map<String, Table> tables = new HashMap<>();
        return expected().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().toString(), () -> {
                    Case of = entry.getKey();
                    Table table = tables.computeIfAbsent(of.data(), Lme4Test::table);
                    MixedFit fit = LinearMixedModel.fit(
                            DesignBuilder.build(Formula.parse(of.formula()), table), of.criterion());
                    compare(entry.getValue(), quantities(fit));
                }));
    }

    private static Table table(String data) {
        return Tables.read(data.equals("radon_mn") ? "/reference/radon_mn.csv" : "/mixed/" + data + ".csv");
    }

    private static void compare(Map<String, Double> expected, Map<String, Double> actual) {
        assertEquals(expected.get("criterion"), actual.get("criterion"), 1e-8);
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Double> entry : expected.entrySet()) {
            String name = entry.getKey();
            double value = actual.getOrDefault(name, Double.POSITIVE_INFINITY);
            double error = Math.abs(value - entry.getValue()) / scale(name, expected);
            boolean undefined = entry.getValue().isNaN() && Double.isNaN(value);
            if (!(error <= 1e-6) && !undefined) {
                wrong.add(name + " is " + value + ", not " + entry.getValue());
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    /** What an error in a quantity is to be seen against. */
    private static double scale(String name, Map<String, Double> expected) {
        double own = Math.abs(expected.get(name));
        double sigma = expected.get("sigma");
        return switch (name.substring(0, name.indexOf('_') + 1)) {
            case "b_" -> Math.max(own, expected.get("se_" + name.substring(2)));
            case "r_" -> {
                String group = name.substring(2, name.indexOf('['));
                String coefficient = name.substring(name.lastIndexOf(',') + 1, name.length() - 1);
                yield Math.max(own, expected.get("sd_" + group + "[" + coefficient + "]") + 1e-3 * sigma);
            }
            case "sd_" -> Math.max(own, 1e-3 * sigma);
            default -> name.equals("singular") ? 1 : Math.max(own, 1e-300);
        };
    }

    private static Map<String, Double> quantities(MixedFit fit) {
        Map<String, Double> values = new HashMap<>();
        values.put("criterion", fit.deviance());
        values.put("logLik", fit.logLikelihood());
        values.put("sigma", fit.sigma());
        values.put("singular", fit.singular() ? 1.0 : 0.0);
        for (MixedFit.FixedEffect effect : fit.fixed()) {
            values.put("b_" + effect.name(), effect.estimate());
            values.put("se_" + effect.name(), effect.standardError());
        }
        for (MixedFit.GroupEffect group : fit.groups()) {
            for (int k = 0; k < group.sd().length; k++) {
                String coefficient = group.coefficients().get(k);
                values.put("sd_" + group.group() + "[" + coefficient + "]", group.sd()[k]);
                for (int m = 0; m < k; m++) {
                    values.put(
                            "cor_" + group.group() + "[" + group.coefficients().get(m) + "," + coefficient + "]",
                            group.correlation()[k][m]);
                }
                for (int j = 0; j < group.levels().size(); j++) {
                    values.put(
                            "r_" + group.group() + "[" + group.levels().get(j) + "," + coefficient + "]",
                            group.modes()[j][k]);
                }
            }
        }
        return values;
    }
}
