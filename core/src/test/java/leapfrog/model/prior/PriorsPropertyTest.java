package leapfrog.model.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
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
        Arbitrary<String> arguments = Arbitraries.doubles()
                .list()
                .ofMaxSize(3)
                .map(values -> values.stream().map(String::valueOf).collect(Collectors.joining(" ,")));
        Arbitrary<String> bounds = Arbitraries.oneOf(
                Arbitraries.of("", "", ", lower=0", ", upper = -1.5", ",lower=1,upper=2", ", upper=3, lower=-3"),
                Arbitraries.doubles().map(value -> ", lower=" + value));
        arguments = Combinators.combine(arguments, bounds).as((a, b) -> "( " + a + b + ")");
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
                "flat");
        Arbitrary<String> proper =
                Combinators.combine(target, density, arguments).as((t, d, a) -> t + "~" + d + a);
        return Arbitraries.oneOf(odd, proper);
    }
}
