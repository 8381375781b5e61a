package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Compares prior densities with values of high precision, and checks that each integrates to 1 over the unconstrained line. */
class PriorDensityTest {
    private static final double[] NO_GRADIENT = new double[1];

    /** {@code reference/priors.py}; the error of a density's logarithm is that of its parts, which are of the size of the result. */
    @Example
    void valuesAreThoseOfHighPrecision() {
        List<String> lines = Json.text("priors.csv").lines().skip(1).toList();
        assertEquals(294, lines.size());
        StringBuilder wrong = new StringBuilder();
        for (String line : lines) {
            String[] fields = line.split(";", -1);
            double expected = Double.parseDouble(fields[2]);
            double actual = at(OnePrior.of(fields[0]), Double.parseDouble(fields[1]));
            if (!(Math.abs(actual - expected) <= 1e-11 * Math.max(1, Math.abs(expected)))) {
                wrong.append(line).append(" but ").append(actual).append('\n');
            }
        }
        assertTrue(wrong.isEmpty(), wrong::toString);
    }

    /**
     * The trapezoidal rule over s with θ = sinh(sinh s), under which every integrand here falls off faster than exponentially, so that its
     * error is of the order of rounding. Where exp θ is beyond the range of numbers, a log density may be none.
     */
    @Property(tries = 400, seed = "3")
    void everyProperPriorIntegratesToOne(@ForAll("priors") String statement) {
        LogDensity density = OnePrior.of(statement);
        int perUnit = 256;
        double sum = 0;
        for (int i = -6 * perUnit; i <= 6 * perUnit; i++) {
            double s = (double) i / perUnit;
            double theta = Math.sinh(Math.sinh(s));
            double value = Math.exp(at(density, theta)) * Math.cosh(Math.sinh(s)) * Math.cosh(s);
            sum += Math.abs(theta) > 350 && Double.isNaN(value) ? 0 : value;
        }
        assertEquals(1, sum / perUnit, 1e-9, statement);
    }

    private static double at(LogDensity density, double coordinate) {
        return density.evaluate(new double[] {coordinate}, 0, NO_GRADIENT, 0);
    }

    @Provide
    Arbitrary<String> priors() {
        Arbitrary<Integer> hundredths = Arbitraries.integers().between(20, 400);
        Arbitrary<String> density = Combinators.combine(
                        Arbitraries.of(
                                "normal(b, a",
                                "student_t(a, b, c",
                                "cauchy(b, a",
                                "half_normal(a",
                                "half_cauchy(a",
                                "half_student_t(a, c",
                                "exponential(a",
                                "gamma(a, c",
                                "inv_gamma(a, c",
                                "uniform(b, d"),
                        hundredths,
                        Arbitraries.integers().between(0, 200),
                        hundredths)
                .as((form, a, b, c) -> written(form, number(a), number(b), number(c), number(b + c)));
        Arbitrary<String> bounds = Combinators.combine(Arbitraries.of("", "l", "u", "lu"), hundredths, hundredths)
                .as((which, low, width) -> (which.contains("l") ? ", lower=" + number(low) : "")
                        + (which.contains("u") ? ", upper=" + number(low + width) : ""));
        return Combinators.combine(
                        Arbitraries.of("Intercept", "sd", "sigma", "variance:sd", "precision:sigma"), density, bounds)
                .as(PriorDensityTest::legal);
    }

    /** A form with its letters replaced by numbers. */
    private static String written(String form, String a, String b, String c, String d) {
        int open = form.indexOf('(');
        return form.substring(0, open)
                + form.substring(open)
                        .replace("a", a)
                        .replace("b", b)
                        .replace("c", c)
                        .replace("d", d);
    }

    /** A uniform has no further bounds, a positive density of a coefficient has a lower one. */
    private static String legal(String target, String density, String bounds) {
        boolean real = density.startsWith("normal") || density.startsWith("student") || density.startsWith("cauchy");
        String lower = target.equals("Intercept") && !real && !bounds.contains("lower") ? ", lower=0" : "";
        return target + " ~ " + density + (density.startsWith("uniform") ? "" : lower + bounds) + ")";
    }

    private static String number(int hundredths) {
        return Double.toString(hundredths / 100.0);
    }
}
