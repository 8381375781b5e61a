package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import leapfrog.data.FitFolder;
import leapfrog.model.Table.Column;
import leapfrog.sample.Fit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what commands make of families and of what formulas say about responses. */
class FamilyCommandTest {
    @TempDir
    private Path folder;

    private Path survey;

    @BeforeEach
    void makeTable() throws IOException {
        survey = Tables.write(
                folder,
                "survey.csv",
                "answer,hits,shots,events,time,score,error,x,g,w",
                "yes,3,5,2,1.5,0.4,0.2,0.1,a,1",
                "no,0,4,0,0.5,-0.6,0.3,-1.2,a,2",
                "yes,2,2,5,2.5,1.9,0.1,0.8,b,1",
                "no,1,6,1,1.0,0.2,,-0.4,b,1",
                "no,4,9,3,3.5,-1.1,0.4,0.3,c,0.5",
                "yes,0,0,7,2.0,0.7,0.2,1.4,c,1",
                "yes,6,7,2,1.0,5.3,0.5,0.9,c,1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
        student_t         ; score ~ x                     ; score_i ~ StudentT(nu, η_i, sigma),  i = 1 … 7
        student_t(nu=4)   ; score ~ x                     ; score_i ~ StudentT(4, η_i, sigma),  i = 1 … 7
        bernoulli         ; answer ~ x                    ; answer_i ~ Bernoulli(p_i),  i = 1 … 7|logit(p_i) = η_i|answer_i = 0 for 'no', 1 for 'yes'
        binomial          ; hits | trials(shots) ~ x      ; hits_i ~ Binomial(shots_i, p_i),  i = 1 … 7|logit(p_i) = η_i
        binomial          ; hits | trials(9) ~ x          ; hits_i ~ Binomial(9, p_i),  i = 1 … 7|logit(p_i) = η_i
        poisson           ; events | weights(w) ~ x       ; events_i ~ Poisson(mu_i),  i = 1 … 7|log(mu_i) = η_i|the log density of row i counts w_i times
        negative_binomial ; events ~ x                    ; events_i ~ NegativeBinomial(mu_i, shape), variance mu_i + mu_i² / shape,  i = 1 … 7|log(mu_i) = η_i
        gaussian          ; score | se(error) ~ x         ; score_i ~ Normal(η_i, error_i),  i = 1 … 6
        gaussian          ; score | se(error, sigma) ~ x  ; score_i ~ Normal(η_i, √(sigma² + error_i²)),  i = 1 … 6
        gaussian(sigma=2) ; score ~ x                     ; score_i ~ Normal(η_i, 2),  i = 1 … 7
        """)
    void aModelIsShownInMathematicalNotation(String family, String formula, String lines) {
        String out = CommandRun.of("model", survey, formula, "--family", family)
                .expect(ExitCode.DONE)
                .out();
        String equations = out.substring(out.indexOf("\n\n") + 2, out.indexOf("\npriors"));
        String expected = "  " + lines.replace("|", "\n  ") + "\n  η_i = b_Intercept + b_x · x_i\n";
        assertEquals(expected, equations);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
        student_t         ; score ~ x + (1 | g)                                 ; sigma nu
        bernoulli         ; answer ~ x + (1 | g)                                ; ''
        binomial          ; hits | trials(shots) + weights(w) ~ x + (1 | g)     ; ''
        poisson           ; events ~ x + offset(log(time)) + (1 | g)            ; ''
        negative_binomial ; events ~ x + offset(log(time)) + (1 | g)            ; shape
        gaussian          ; score | se(error) + weights(w) ~ x + (1 | g)        ; ''
        gaussian          ; score | se(error, sigma) ~ x + (1 | g)              ; sigma
        """)
    void aFitIsKeptWithItsFamilyAndGoesOn(String family, String formula, String parameters) {
        Path whole = folder.resolve("whole");
        Path part = folder.resolve("part");
        CommandRun.fit(survey, formula, whole, "--family", family, "--draws", 12);
        CommandRun fitted = CommandRun.fit(survey, formula, part, "--family", family, "--draws", 5);
        assertEquals(!family.equals("gaussian"), fitted.out().contains("  family    " + family), fitted.out());
        CommandRun.of("fit", "--resume", part, "--draws", 7).expect(ExitCode.DONE);
        Fit resumed = FitFolder.read(part).fit();
        assertEquals(family, resumed.recipe().family().text());
        assertEquals(Bits.of(whole), Bits.of(part));
        String expected = "b_Intercept b_x sd_g[Intercept] " + (parameters.isEmpty() ? "" : parameters + " ")
                + "coef_g[a,Intercept] coef_g[b,Intercept] coef_g[c,Intercept]";
        assertEquals(expected, String.join(" ", resumed.draws().names()));
        CommandRun.of("diagnose", part).expect(ExitCode.DONE);
        CommandRun.of("summary", part, "--groups").expect(ExitCode.DONE);
    }

    @Test
    void columnsOfAdditionsAreKeptByName() {
        Path fit = folder.resolve("fit");
        CommandRun.fit(survey, "hits | trials(shots) + weights(w) ~ x", fit, "--family", "binomial");
        Fit read = FitFolder.read(fit).fit();
        assertEquals(java.util.List.of("hits", "x", "shots", "w"), read.data().names());
        assertTrue(read.data().find("shots") instanceof Column.Numbers(double[] shots) && shots[1] == 4);
        assertTrue(Files.isDirectory(fit.resolve("draws.zarr/constant_data/shots")));
        assertTrue(Files.isDirectory(fit.resolve("draws.zarr/observed_data/hits")));
    }

    @Test
    void aTextResponseSaysWhatItsNumbersAre() {
        CommandRun run = CommandRun.fit(survey, "answer ~ x", folder.resolve("fit"), "--family", "bernoulli");
        assertTrue(run.out().contains("  family    bernoulli, 0 is 'no', 1 is 'yes'"), run.out());
    }

    /** The value is log C(5, 3) + … of independent binomials at η = 0, plus the priors' log densities. */
    @Test
    void theLogDensityIsThatOfTheFamily() throws IOException {
        Path points = Files.writeString(
                folder.resolve("points.json"), "{\"parameters\": [\"b_Intercept\"], \"points\": [[0]]}");
        CommandRun run = CommandRun.of(
                        "logdensity",
                        survey,
                        "hits | trials(shots) ~ 1",
                        "--family",
                        "binomial",
                        "--points",
                        points,
                        "--backend",
                        "scalar")
                .expect(ExitCode.DONE);
        double choices = Math.log(10) + Math.log(6) + Math.log(126) + Math.log(7);
        double trials = 5 + 4 + 2 + 6 + 9 + 7;
        double prior = -Math.log(2.5) - 0.5 * Math.log(2 * Math.PI);
        double expected = choices - trials * Math.log(2) + prior;
        String out = run.out().replaceAll("\\s", "");
        double actual = Double.parseDouble(out.replaceAll(".*\"log_density\":\\[([^]]*)].*", "$1"));
        assertEquals(expected, actual, 1e-13);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
        binomial  ; hits ~ x                 ; needs its numbers of trials
        poisson   ; hits | trials(shots) ~ x ; trials( ) is for the binomial family
        poisson   ; score ~ x                ; score is 0.4 in row 1; a poisson response is a whole number from 0 on
        bernoulli ; hits ~ x                 ; hits is 3 in row 1; a bernoulli response is 0 or 1
        gausian   ; score ~ x                ; family 'gausian': no such family (did you mean gaussian?)
        """)
    void whatDoesNotFitIsRefused(String family, String formula, String message) {
        for (String command : new String[] {"fit", "model"}) {
            CommandRun run =
                    CommandRun.of(command, survey, formula, "--family", family).expect(ExitCode.WRONG_INPUT);
            assertEquals("", run.out());
            assertTrue(run.err().contains(message), run.err());
        }
    }

    @Test
    void mixedModelsByMaximumLikelihoodAreGaussianOfTheResponseAlone() {
        CommandRun family = CommandRun.of("lmer", survey, "events ~ x + (1 | g)", "--family", "poisson")
                .expect(ExitCode.WRONG_INPUT);
        assertTrue(family.err().contains("lmer fits the gaussian family alone, not poisson"), family.err());
        CommandRun error =
                CommandRun.of("lmer", survey, "score | se(error) ~ x + (1 | g)").expect(ExitCode.WRONG_INPUT);
        assertTrue(error.err().contains("takes the response alone"), error.err());
    }
}
