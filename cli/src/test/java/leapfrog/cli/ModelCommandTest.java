package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Checks what {@code leapfrog model} and {@code leapfrog lmer} print of small surveys. */
class ModelCommandTest {
    @TempDir
    private Path folder = Path.of("");

    /** Houses with two rows in one cell, and one row without its floor. */
    private String houses() throws IOException {
        Path file = folder.resolve("houses.csv");
        Files.writeString(file, """
            y,floor,u,county,kind
            1,0,0.5,A,brick
            2,0,0.5,A,brick
            4,1,0.5,A,wood
            2,0,0.7,B,stone
            5,1,0.7,B,brick
            3,0,0.7,B,wood
            9,,0.7,B,wood
            7,1,0.9,C,stone
            """);
        return file.toString();
    }

    private static String print(Callable<Integer> command, String... arguments) {
        StringWriter text = new StringWriter();
        int code = new CommandLine(command).setOut(new PrintWriter(text)).execute(arguments);
        assertEquals(0, code);
        return text.toString();
    }

    @Test
    void aModelIsShownWhole() throws IOException {
        assertEquals(
                """
                y ~ floor + kind + (1 + floor || county)

                  y_i ~ Normal(η_i, sigma),  i = 1 … 7
                  η_i = b_kind[kind_i] + coef_county[county_i,Intercept] + coef_county[county_i,floor] · floor_i
                  b_kind[brick] = 0 (reference level)
                  coef_county[j,Intercept] ~ Normal(b_Intercept, sd_county[Intercept]),  j = 1 … 3 (county)
                  coef_county[j,floor] ~ Normal(b_floor, sd_county[floor]),  j = 1 … 3 (county)

                priors
                  Intercept ~ normal(0, 10)   (user)
                  b ~ normal(0, 5)            (user)
                  sigma ~ half_cauchy(5)      (user)
                  sd_county ~ exponential(1)  (user)

                parameters (13 unconstrained coordinates)
                  b_Intercept
                  b_floor
                  b_kind       2 kind_contrast
                  sd_county    2 county_effect
                  sigma
                  coef_county  3 county × 2 county_effect

                parametrization
                  county[Intercept]  noncentered  coef_county[j,Intercept] = b_Intercept + sd_county[Intercept] · z_j, z_j ~ Normal(0, 1) is sampled
                  county[floor]      centered     coef_county[j,floor] is sampled

                rows
                  7 rows (1 dropped for missing values), reduced exactly to 6 cells of rows that share levels and covariates
                """,
                print(
                        new ModelCommand(),
                        houses(),
                        "y ~ floor + kind + (1 + floor || county)",
                        "--prior=Intercept ~ normal(0, 10)",
                        "--prior=b ~ normal(0, 5)",
                        "--prior=sigma ~ half_cauchy(5)",
                        "--prior=sd_county ~ exponential(1)",
                        "--parametrization=county[floor]=centered"));
    }

    @Test
    void correlatedEffectsAreMultivariateNormal() throws IOException {
        String text = print(
                new ModelCommand(),
                houses(),
                "y ~ floor + (1 + floor | county) + (0 + floor + u + floor:u | kind)",
                "--prior=cor_kind ~ lkj(2)",
                "--parametrization=county=centered");
        assertEquals("""
              (coef_county[j,Intercept], coef_county[j,floor]) ~ MultivariateNormal((b_Intercept, b_floor), S R S),  j = 1 … 3 (county)
                S = diag(sd_county[Intercept], sd_county[floor]),  R = 2 × 2 correlation matrix of cor_county[Intercept,floor]
              (r_kind[j,floor], r_kind[j,u], r_kind[j,floor:u]) ~ MultivariateNormal((0, 0, 0), S R S),  j = 1 … 3 (kind)
                S = diag(sd_kind[floor], sd_kind[u], sd_kind[floor:u]),  R = 3 × 3 correlation matrix of cor_kind
            """, text.substring(text.indexOf("  (coef_county"), text.indexOf("\npriors")));
        assertEquals(
                List.of("cor_kind ~ lkj(2) (user)", "cor_county ~ lkj(1) (default)"),
                text.lines()
                        .map(line -> line.strip().replaceAll(" +", " "))
                        .filter(line -> line.startsWith("cor_") && line.contains("~"))
                        .toList());
        assertEquals("""
              cor_county   1 county_effect_pair
              sd_kind      3 kind_effect
              cor_kind     3 kind_effect_pair
            """, text.substring(text.indexOf("  cor_county   1"), text.indexOf("  sigma\n")));
        assertEquals("""
              county[Intercept], county[floor]     centered     (coef_county[j,Intercept], coef_county[j,floor]) are sampled
              kind[floor], kind[u], kind[floor:u]  noncentered  (r_kind[j,floor], r_kind[j,u], r_kind[j,floor:u]) = S L z_j, R = L Lᵀ, z_j ~ Normal(0, I) is sampled
            """, text.substring(text.indexOf("  county[Intercept], "), text.indexOf("\nrows")));
    }

    @Test
    void offsetsInteractionsAndFurtherGroupsHaveTheirNotation() throws IOException {
        String text = print(
                new ModelCommand(), houses(), "y ~ 0 + county:floor + u + offset(u) + (1 | kind)", "--reduce=off");
        assertEquals("""
              y_i ~ Normal(η_i, sigma),  i = 1 … 7
              η_i = offset_i + b_u · u_i + b_county:floor[county_i] · floor_i + r_kind[kind_i,Intercept]
              r_kind[j,Intercept] ~ Normal(0, sd_kind[Intercept]),  j = 1 … 3 (kind)
            """, text.substring(text.indexOf("\n\n") + 2, text.indexOf("\npriors")));
        assertEquals(
                "  7 rows (1 dropped for missing values), not reduced",
                text.stripTrailing().lines().toList().getLast());
    }

    @Test
    void theRowsSayHowTheyWereReduced() throws IOException {
        Path file = folder.resolve("line.csv");
        StringBuilder rows = new StringBuilder("y,x,g,h\n");
        for (int i = 0; i < 24; i++) {
            rows.append(i % 5 + 0.1 * i)
                    .append(',')
                    .append(i * i)
                    .append(",g")
                    .append(i % 2)
                    .append(",h")
                    .append(i / 2)
                    .append('\n');
        }
        Files.writeString(file, rows);
        assertEquals("  24 rows, reduced exactly to 2 rows by QR", rowsOf(file, "y ~ x"));
        assertEquals("  24 rows, reduced exactly to 4 rows by QR per g", rowsOf(file, "y ~ x + (1 | g)"));
        assertEquals(
                "  24 rows, reduced exactly to 2 cells of rows that share levels and covariates",
                rowsOf(file, "y ~ 1 + (1 | g)"));
        assertEquals("  24 rows, not reduced: hardly any share levels and covariates", rowsOf(file, "y ~ x + (1 | h)"));
    }

    private static String rowsOf(Path file, String formula) {
        return print(new ModelCommand(), file.toString(), formula)
                .stripTrailing()
                .lines()
                .toList()
                .getLast();
    }

    /** The numbers are lme4's (R 4.2.2, lme4 1.1-31). */
    @Test
    void aMixedModelIsATable() throws IOException {
        StringBuilder rows = new StringBuilder("y,x,g\n");
        for (int i = 0; i < 40; i++) {
            rows.append(i % 3 + i / 10 * 2 + 0.5 * (i % 10))
                    .append(',')
                    .append(i % 10)
                    .append(",g")
                    .append(i / 10)
                    .append('\n');
        }
        Path file = folder.resolve("groups.csv");
        Files.writeString(file, rows);
        String reml = print(new LmerCommand(), file.toString(), "y ~ x + (1 | g)");
        assertEquals("""
            y ~ x + (1 | g)
              40 rows, 4 g
              REML criterion 120.4775

            group effects
              group     name       variance       sd
              g         Intercept    6.6662   2.5819
              residual              0.76266  0.87331

            fixed effects
                         estimate  std_error       t
              Intercept    3.9545     1.3162   3.004
              x           0.50455   0.048074  10.495
            """, reml);
        String ml = print(new LmerCommand(), file.toString(), "y ~ x + (1 | g)", "--ml");
        assertEquals(
                "  maximum likelihood: log likelihood -59.2202, deviance 118.4404, AIC 126.44, BIC 133.20",
                ml.lines().toList().get(2));
    }
}
