package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.sample.RunReport;
import leapfrog.warmup.WarmupLength;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Holds the text of {@code fit.json}, which others read, and what its reader says of a wrong one. */
final class FitJsonTest {
    private static final String GOLDEN = """
        {
          "leapfrog": "0.1.0",
          "format": 1,
          "created": "2026-01-02T03:04:05Z",
          "formula": "y ~ 1 + (1 | county)",
          "family": "gaussian",
          "priors": [
            {
              "target": "sd_county",
              "density": "exponential(1.2)",
              "source": "default"
            }
          ],
          "user_priors": ["b ~ normal(0, 1)"],
          "parametrization": ["county=centered"],
          "reduce": true,
          "prior_only": true,
          "marginalized": true,
          "settings": {
            "chains": 2,
            "warmup": 7,
            "draws": 3,
            "thin": 2,
            "seed": -9223372036854775807,
            "target_accept": 0.8,
            "max_depth": 10,
            "metric": "dense",
            "adapt": "pooled",
            "init": "jitter"
          },
          "backend": "scalar",
          "device": "one \\"CPU\\", 2 threads",
          "choice": "the only one",
          "rejections": ["opencl: no device\\ninstall one"],
          "rows": {
            "table": 4,
            "used": 2,
            "reduced": 2
          },
          "dimension": 3,
          "kept_draws": 3,
          "seconds": {
            "total": 1.25,
            "compile": null,
            "warmup": 0.1,
            "sampling": 0.2
          },
          "warmup": {
            "transitions": 7
          },
          "leapfrogs": {
            "warmup": 1099511627776,
            "sampling": 12
          },
          "divergences": 1,
          "treedepth_hits": 0,
          "ebfmi": [0.9, null],
          "max_rhat": "Infinity",
          "min_ess_bulk": 12.5,
          "min_ess_tail": null,
          "good": false,
          "findings": ["one", "two"],
          "warnings": ["constant response ≠ good"],
          "interrupted": true
        }
        """;

    @Example
    void isWhatOthersRead() {
        assertEquals(GOLDEN, FitJson.write(SampleFits.odd(2, 3)));
    }

    @Example
    void saysWhichEntryIsWrong() {
        assertEquals("fit.json: settings 'seed' is missing; it must be an integer", message("\"seed\"", "\"sead\""));
        assertEquals("fit.json: settings 'chains' is not an integer", message("\"chains\": 2", "\"chains\": 2.5"));
        assertEquals(
                "fit.json: settings 'chains' is not a 32-bit integer",
                message("\"chains\": 2", "\"chains\": 4294967296"));
        assertEquals("fit.json: 'rows' is not an object", message("\"rows\": {", "\"rows\": 1, \"x\": {"));
        assertEquals(
                "fit.json: family 'gauss': no such family; families are: gaussian, student_t, bernoulli, binomial,"
                        + " poisson, negative_binomial",
                message("\"gaussian\"", "\"gauss\""));
        assertEquals("fit.json: 'good' is not true or false", message("\"good\": false", "\"good\": 0"));
        assertEquals("fit.json: 'findings' is not a list of texts", message("[\"one\", \"two\"]", "[1]"));
        assertEquals("fit.json: 'max_rhat' is not a number", message("\"Infinity\"", "\"high\""));
    }

    @Example
    void fixedParametersOfFamiliesComeBack() {
        byte[] json = GOLDEN.replace("\"gaussian\"", "\"student_t(nu=4)\"").getBytes(StandardCharsets.UTF_8);
        assertEquals(
                new Family(Family.Kind.STUDENT_T, Map.of("nu", 4.0)),
                FitJson.read("fit.json", json).recipe().family());
    }

    @Example
    void whatAWarmupCameToComesBack() {
        String json = GOLDEN.replace("\"warmup\": 7", "\"warmup\": \"auto\"")
                .replace(
                        "\"transitions\": 7\n",
                        "\"transitions\": 124,\n    \"settled\": true,\n    \"superchains\": 8\n");
        FitJson.Content content = FitJson.read("fit.json", json.getBytes(StandardCharsets.UTF_8));
        assertEquals(new WarmupLength.Auto(), content.settings().warmup());
        assertEquals(new RunReport.Warmup(124, true, 8), content.run().warmup());
    }

    /** As version 0.1.0 wrote them at first. */
    @Example
    void fitsWithoutThatMadeWhatTheyWereToMake() {
        String json = GOLDEN.replace("\"warmup\": {\n    \"transitions\": 7\n  },\n", "");
        assertEquals(GOLDEN.length() - 38, json.length());
        FitJson.Content content = FitJson.read("fit.json", json.getBytes(StandardCharsets.UTF_8));
        assertEquals(new RunReport.Warmup(7, false, 0), content.run().warmup());
    }

    private static String message(String right, String wrong) {
        assertEquals(1, GOLDEN.split(Pattern.quote(right), -1).length - 1, right);
        byte[] json = GOLDEN.replace(right, wrong).getBytes(StandardCharsets.UTF_8);
        return assertThrows(InputException.class, () -> FitJson.read("fit.json", json))
                .getMessage();
    }

    @Property(seed = "1", tries = 500)
    void anyTextAndNumberComeBack(@ForAll String text, @ForAll double number, @ForAll long integer) {
        String json = new JsonWriter()
                .text(text, text)
                .number("number " + text, number)
                .number("integer " + text, integer)
                .finish();
        JsonObject read = JsonObject.parse("here", json.getBytes(StandardCharsets.UTF_8));
        assertEquals(text, read.text(text));
        assertEquals(number, read.number("number " + text));
        assertEquals(integer, read.integer("integer " + text));
    }
}
