package leapfrog.model.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import leapfrog.model.InputException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Feeds odd statements to the parser: it makes a prior, or a message that quotes the statement. */
class PriorsPropertyTest {
    @Property(tries = 2000, seed = "7")
    void nothingButAPriorOrAMessage(@ForAll("statements") String statement) {
        try {
            PriorStatement parsed = Priors.of(List.of(statement)).statements().getFirst();
            String canonical = parsed.canonical();
            PriorStatement second = Priors.of(List.of(canonical)).statements().getFirst();
            assertEquals(
                    new PriorStatement(canonical, "", parsed.quantity(), parsed.target(), parsed.density()), second);
            assertEquals(canonical, second.canonical());
        } catch (InputException e) {
            assertTrue(e.getMessage().startsWith("prior '" + statement.strip() + "': "), e.getMessage());
        }
    }

    @Property(tries = 1000, seed = "8")
    void whatIsPrintedParsesBack(@ForAll("subjects") String subject, @ForAll("densities") Density density) {
        String canonical = subject + " ~ " + density.text();
        PriorStatement parsed = Priors.of(List.of(canonical)).statements().getFirst();
        assertEquals(density, parsed.density());
        assertEquals(subject, parsed.subject());
        assertEquals(canonical, parsed.canonical());
    }

    @Provide
    Arbitrary<String> subjects() {
        return Arbitraries.of(
                "b",
                "Intercept_centered",
                "b_x",
                "b_g[a~[b]]",
                "sigma",
                "variance:sigma",
                "precision:sd",
                "variance:sd_g[x]");
    }

    @Provide
    Arbitrary<Density> densities() {
        Arbitrary<Double> positive = Combinators.combine(
                        Arbitraries.integers().between(1, 9_999_999),
                        Arbitraries.integers().between(-300, 290))
                .as((digits, exponent) -> Double.parseDouble(digits + "e" + exponent));
        Arbitrary<Double> real = Arbitraries.oneOf(positive, positive.map(value -> -value), Arbitraries.just(0.0));
        Arbitrary<Density> free = Combinators.combine(Arbitraries.integers().between(0, 10), real, positive, positive)
                .as(PriorsPropertyTest::density);
        Arbitrary<Support> bounds = Combinators.combine(Arbitraries.integers().between(0, 2), real, positive)
                .as((ends, lower, width) -> new Support(
                        ends == 0 ? Double.NEGATIVE_INFINITY : lower,
                        ends == 1 ? Double.POSITIVE_INFINITY : width + 2 * Math.abs(lower)));
        Arbitrary<Density> cut = Combinators.combine(free, bounds)
                .as((density, ends) ->
                        density instanceof Density.Uniform ? density : new Density.Truncated(density, ends));
        return Arbitraries.oneOf(free, cut);
    }

    private static Density density(int form, double real, double a, double b) {
        return switch (form) {
            case 0 -> new Density.Normal(real, a);
            case 1 -> new Density.StudentT(a, real, b);
            case 2 -> new Density.Cauchy(real, a);
            case 3 -> new Density.HalfNormal(a);
            case 4 -> new Density.HalfCauchy(a);
            case 5 -> new Density.HalfStudentT(a, b);
            case 6 -> new Density.Exponential(a);
            case 7 -> new Density.Gamma(a, b);
            case 8 -> new Density.InverseGamma(a, b);
            case 9 -> new Density.Uniform(real, a + 2 * Math.abs(real));
            default -> new Density.Flat();
        };
    }

    @Provide
    Arbitrary<String> statements() {
        Arbitrary<String> odd = Arbitraries.of(
                        "b",
                        "sd",
                        "sigma",
                        "Intercept",
                        "_g",
                        ":",
                        "[",
                        "x",
                        "]",
                        "~",
                        " ~ ",
                        "normal",
                        "flat",
                        "student_t",
                        "exponential",
                        "(",
                        ")",
                        ",",
                        "=",
                        "lower=",
                        "uniform",
                        "precision:",
                        "0",
                        "1",
                        "-2.5e3",
                        "1e-9",
                        "nan",
                        " ",
                        "é")
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
        Arbitrary<String> target = Arbitraries.of(
                        "b", "sd", "sigma", "Intercept", "b_x", "b:x", "sd:g [x]", "sd_g[ é~1 ]", "sd_", "nu")
                .flatMap(name -> Arbitraries.of("", "precision:", "variance: ").map(quantity -> quantity + name));
        Arbitrary<String> number = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 99).map(tenths -> Double.toString(tenths / 10.0)),
                Arbitraries.doubles().map(String::valueOf));
        Arbitrary<String> bounds = Arbitraries.oneOf(
                Arbitraries.of("", "", ", lower=0", ", upper = -1.5", ",lower=1,upper=2", ", upper=3, lower=-3"),
                number.map(value -> ", lower=" + value));
        Arbitrary<String> arguments = Combinators.combine(
                        number.list().ofMinSize(1).ofMaxSize(3), bounds)
                .as((values, ends) -> "( " + String.join(" ,", values) + ends + ")");
        Arbitrary<String> density = Arbitraries.of(
                "normal",
                "student_t",
                "cauchy",
                "half_normal",
                "half_cauchy",
                "half_student_t",
                "exponential",
                "gamma",
                "inv_gamma",
                "uniform",
                "lkj",
                "flat");
        Arbitrary<String> proper =
                Combinators.combine(target, density, arguments).as((t, d, a) -> t + "~" + d + a);
        return Arbitraries.oneOf(odd, proper);
    }
}
