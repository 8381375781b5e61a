package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gives the command what new users give it by mistake: one message that says what, where and what would be right; nothing on disk. */
class WrongInputTest {
    @TempDir
    private Path folder;

    private Path line;

    @BeforeEach
    void makeTables() throws IOException {
        line = Tables.line(folder);
    }

    @Test
    void aTableThatIsNoTableIsNamed() throws IOException {
        Tables.write(folder, "header.csv", "y,x");
        Tables.write(folder, "empty.csv");
        Tables.write(folder, "ragged.csv", "y,x", "1,2", "3");
        Tables.write(folder, "missing.csv", "y,x", "NA,2", "NA,3");
        Tables.write(folder, "infinite.csv", "y,x", "1,2", "2,inf", "3,1");
        Files.createDirectory(folder.resolve("sub"));
        refused("y ~ x", "nowhere.csv", "no such file", "nowhere.csv");
        refused("y ~ x", "sub", "folder", "sub");
        refused("y ~ x", "empty.csv", "empty.csv is empty", "header");
        refused("y ~ x", "header.csv", "header.csv", "no rows");
        refused("y ~ x", "ragged.csv", "ragged.csv", "line 3");
        refused("y ~ x", "missing.csv", "no row is left", "y (2 missing)");
        refused("y ~ x", "infinite.csv", "'x'", "row 2", "finite");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ z;column 5;no column 'z'",
                "yy ~ x;column 1;the columns are: y, x",
                "y ~ x + (1 | x;column 15;expected the ')' of column 9",
                "y x;column 3;expected '~'",
                "y ~ x +;column 8;found the end"
            })
    void aWrongFormulaIsPointedAt(String formula, String where, String right) throws IOException {
        refused(formula, "line.csv", where, right);
    }

    @Test
    void textIsNoResponseAndBlanksNoFormula() throws IOException {
        Tables.write(folder, "text.csv", "y,x", "one,1", "two,2");
        refused("y ~ x", "text.csv", "'y' must be numeric", "'one'");
        refused(" ", "line.csv", "the formula is empty", "y ~ x");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "sdd ~ normal(0, 1);did you mean sd?",
                "sigma ~ nrmal(0, 1);did you mean normal?",
                "sigma ~ half_normal(-1);it must be greater than 0",
                "b ~ normal(0);normal takes 2 arguments",
                "b ~ normal(0, inf);inf",
                "b_z ~ normal(0, 1);coefficients are: Intercept, x",
                "sd ~ half_normal(1);no groups",
                "sd_g ~ half_normal(1);no group",
                "b normal(0, 1);'CLASS ~ DENSITY'",
                "b ~ normal(0, 1, lower=2, upper=1);the lower bound 2.0 is not below the upper bound 1.0",
                "b ~ normal(0, 1, low=2);bounds are lower= and upper=",
                "b_x ~ gamma(2, 1);or bound it: gamma(2, 1, lower=0)",
                "sigma ~ uniform(-1, 1);the lower bound is below 0, but sigma is positive",
                "Intercept_centered ~ uniform(0, 1);give bounds for the raw Intercept",
                "precision:b ~ gamma(1, 1);b has no precision; sigma and the groups' sds have",
                "variance:sd ~ inv_gamma(1, 1);no groups"
            })
    void aPriorThatCannotBeUsedIsQuotedWithWhatCan(String prior, String right) throws IOException {
        refused("y ~ x", "line.csv", List.of("--prior", prior), "prior '" + prior + "'", right);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "--chains 0;chains is 0;at least 1",
                "--chains four;'--chains';is not a whole number",
                "--draws 0;draws is 0;at least 1",
                "--draws -5;draws is -5;at least 1",
                "--draws 5000000000;5000000000;is not between -2147483648 and 2147483647",
                "--draws 2000000 --thin 2000;draws x thin is 4000000000;2147483647",
                "--draws 2000000000;memory;fewer --draws",
                "--chains 100000 --draws 100000;100000 chains x 100000 draws;LEAPFROG_JAVA_OPTS",
                "--chains 2000000000 --draws 2000000000 --warmup 2000000000;memory;fewer --draws or --chains",
                "--warmup -1;warmup is -1;at least 0",
                "--thin 0;thin is 0;at least 1",
                "--target-accept 2;target-accept is 2.0;between 0 and 1",
                "--target-accept 0.9d;0.9d;is not a number",
                "--max-depth 99;max-depth is 99;from 1 to 20",
                "--threads 0;--threads is 0;at least 1",
                "--seed x;'--seed';is not a whole number",
                "--metric full;--metric full;diagonal, dense or fisher",
                "--adapt some;--adapt some;chain or pooled",
                "--init zero;--init zero;jitter",
                "--reduce on;--reduce on;auto or off",
                "--family unknown;family 'unknown';families are: gaussian, student_t",
                "--family student;family 'student';did you mean student_t?",
                "--family student_t(nu=0);nu is 0;positive",
                "--family student_t(df=4);student_t(df=4);student_t(nu=4)",
                "--family poisson(nu=4);poisson(nu=4);no parameter to fix",
                "--parametrization centred;'centred';centered or noncentered",
                "--parametrization g=centered;no group 'g';no groups",
                "--backend cuda;'cuda';scalar",
                "--priors nowhere.txt;--priors nowhere.txt;no such file",
                "--bogus;'--bogus';--help",
                "--drws 5;'--drws';--draws",
                "extra;'extra';--help"
            })
    void aWrongOptionIsNamedWithWhatWouldBeRight(String options, String what, String right) throws IOException {
        refused("y ~ x", "line.csv", List.of(options.split(" ")), what, right);
    }

    @Test
    void aPriorFileIsReadLineByLine() throws IOException {
        Path priors = Tables.write(folder, "priors.txt", "# ours", "b ~ normal(0, 1)", "sigma ~ nrmal(0, 1)");
        refused("y ~ x", "line.csv", List.of("--priors", priors.toString()), "priors.txt line 3", "normal");
        refused("y ~ x", "line.csv", List.of("--priors", folder.toString()), "--priors", "cannot be read");
    }

    @Test
    void thePriorAloneMustBeProper() throws IOException {
        List<String> flat = List.of("--prior-only", "--prior", "b ~ flat(lower=0)", "--prior", "sigma ~ flat");
        refused("y ~ x", "line.csv", flat, "without the likelihood", "give a proper prior on b_x, sigma");
    }

    @Test
    void theDefaultPriorsOfAConstantResponseDoNotExist() throws IOException {
        Tables.write(folder, "constant.csv", "y,x", "1,1", "1,2", "1,3");
        Tables.write(folder, "one.csv", "y,x", "1,1");
        refused("y ~ x", "constant.csv", "constant", "give priors on Intercept, b, sigma");
        refused("y ~ x", "one.csv", "one row", "give priors on Intercept, b, sigma");
    }

    @Test
    void nothingIsWrittenWhereItMustNot() throws IOException {
        Path strange = Files.createDirectory(folder.resolve("strange"));
        Files.writeString(strange.resolve("thesis.txt"), "years of work");
        refusedTo("strange", List.of(), "'", "exists; name a new folder");
        refusedTo("strange", List.of("--overwrite"), "is not a fit", "name another folder");
        refusedTo("line.csv", List.of("--overwrite"), "line.csv", "is a file");
        refusedTo("line.csv/fit", List.of(), "cannot be made", "is a file");
        CommandRun.fit(line, "y ~ x", folder.resolve("fit"));
        refusedTo("fit", List.of(), "exists", "--overwrite");
        CommandRun.fit(line, "y ~ x", folder.resolve("fit"), "--overwrite");
    }

    @Test
    void aCommandWithoutWhatItNeedsSaysSo() throws IOException {
        refused(new Object[] {}, "which command?", "fit, batch, sbc, compare, model, lmer, summary");
        refused(new Object[] {"fti"}, "'fti'", "--help");
        refused(new Object[] {"fit"}, "DATA and FORMULA", "for example");
        refused(new Object[] {"fit", line}, "DATA and FORMULA", "for example");
        refused(new Object[] {"summary"}, "FIT", "summary --help");
        refused(new Object[] {"diagnose"}, "FIT", "diagnose --help");
        refused(new Object[] {"logdensity", line, "y ~ x"}, "--points", "logdensity --help");
        refused(new Object[] {"verify", "--backend", "cuda"}, "cuda", "scalar");
    }

    @Test
    void whatIsNotAFitIsNotRead() throws IOException {
        Path strange = Files.createDirectory(folder.resolve("strange"));
        for (String command : List.of("summary", "diagnose")) {
            refused(new Object[] {command, folder.resolve("nowhere")}, "no such fit", "nowhere");
            refused(new Object[] {command, strange}, "is not a fit", "fit.json");
            refused(new Object[] {command, line}, "line.csv", "folder is needed");
        }
        refused(new Object[] {"fit", "--resume", strange, "--draws", 5}, "is not a fit", "fit.json");
        refused(new Object[] {"fit", "--resume", strange}, "--draws N", "at least 1");
        Files.writeString(strange.resolve("fit.json"), "{ \"formula\":");
        refused(new Object[] {"summary", strange}, "fit.json", "");
    }

    @Test
    void aContinuedFitKeepsItsModel() throws IOException {
        Path fit = folder.resolve("fit");
        CommandRun.fit(line, "y ~ x", fit);
        for (String option : List.of(
                "--seed 3", "--warmup 5", "--prior b~flat", "--prior-only", "--reduce off", "--family gaussian2")) {
            List<Object> arguments = new ArrayList<>(List.of("fit", "--resume", fit, "--draws", 5));
            arguments.addAll(List.of((Object[]) option.split(" ")));
            refused(arguments.toArray(), option.split(" ")[0], "--resume takes the model and its settings");
        }
        refused(new Object[] {"fit", line, "y ~ x", "--resume", fit, "--draws", 5}, "DATA", "--resume takes");
        refused(new Object[] {"fit", "--resume", fit, "--draws", 2147483647}, "2147483647", "more than");
    }

    private void refused(String formula, String table, String... fragments) throws IOException {
        refused(formula, table, List.of(), fragments);
    }

    private void refused(String formula, String table, List<String> options, String... fragments) throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of("fit", folder.resolve(table), formula, "--out", folder.resolve("out")));
        if (!options.contains("--backend")) {
            arguments.addAll(List.of("--backend", "scalar"));
        }
        arguments.addAll(options);
        refused(arguments.toArray(), fragments);
    }

    private void refusedTo(String out, List<String> options, String... fragments) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("fit", line, "y ~ x", "--out", folder.resolve(out)));
        arguments.addAll(options);
        refused(arguments.toArray(), fragments);
    }

    /** Exit code 2, nothing but one message on standard error, with these pieces, and the folder as it was. */
    private void refused(Object[] arguments, String... fragments) throws IOException {
        List<String> before = content();
        CommandRun run = CommandRun.of(arguments);
        String of = Arrays.toString(arguments) + "\n" + run.err();
        assertAll(
                () -> assertEquals(ExitCode.WRONG_INPUT, run.code(), of),
                () -> assertEquals("", run.out(), of),
                () -> assertTrue(run.err().startsWith("leapfrog: "), of),
                () -> assertEquals(1, run.err().split("leapfrog: ", -1).length - 1, of),
                () -> assertFalse(run.err().contains("\tat ") || run.err().contains("Exception"), of),
                () -> assertTrue(run.err().lines().count() <= 4, of),
                () -> assertEquals(before, content(), of));
        for (String fragment : fragments) {
            assertTrue(run.err().contains(fragment), () -> "'" + fragment + "' is missing: " + of);
        }
    }

    /** Every path in the folder. */
    private List<String> content() throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.map(Path::toString).sorted().toList();
        }
    }
}
