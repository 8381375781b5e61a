package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import leapfrog.data.CsvTable;
import leapfrog.data.FitFolder;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.SummaryRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Makes data with known truth, and finds the truth again. */
class SimulateCommandTest {
    private static final String SURVEY = "log_radon ~ floor + uranium + (1 + floor || state/county)";

    @TempDir
    private Path folder;

    private static double[] numbers(Table table, String name) {
        return ((Column.Numbers) Objects.requireNonNull(table.find(name), name)).values();
    }

    private static String[] text(Table table, String name) {
        String[] values = new String[table.rows()];
        for (int row = 0; row < values.length; row++) {
            values[row] = String.valueOf(((Column.Text) Objects.requireNonNull(table.find(name), name)).values()[row]);
        }
        return values;
    }

    private Path survey(int rows) {
        Path file = folder.resolve("survey.csv");
        CommandRun.of(
                        "simulate",
                        SURVEY,
                        "--levels",
                        "state=5,county=12",
                        "--rows",
                        rows,
                        "--binary",
                        "floor=0.2",
                        "--at",
                        "uranium=county",
                        "--value",
                        "b_floor=-0.6",
                        "--value",
                        "sd_state[floor]=0.3",
                        "--value",
                        "sd_state:county=0.4",
                        "--out",
                        file,
                        "--seed",
                        4)
                .expect(ExitCode.DONE);
        return file;
    }

    private Map<String, Double> truth() {
        Table table = CsvTable.read(folder.resolve("survey-truth.csv"));
        Map<String, Double> truth = new HashMap<>();
        String[] names = text(table, "parameter");
        for (int k = 0; k < names.length; k++) {
            truth.put(names[k], numbers(table, "value")[k]);
        }
        return truth;
    }

    @Test
    void aSurveyHasItsStructure() {
        Table table = CsvTable.read(survey(3000));
        assertEquals(List.of("log_radon", "floor", "uranium", "state", "county"), table.names());
        String[] state = text(table, "state");
        String[] county = text(table, "county");
        double[] uranium = numbers(table, "uranium");
        Map<String, Double> ofCounty = new HashMap<>();
        double basements = 0;
        for (int row = 0; row < 3000; row++) {
            Double known = ofCounty.putIfAbsent(state[row] + ":" + county[row], uranium[row]);
            assertTrue(known == null || known == uranium[row]);
            basements += numbers(table, "floor")[row];
        }
        assertEquals(60, ofCounty.size());
        assertEquals(60, new HashSet<>(ofCounty.values()).size());
        assertEquals(0.2, basements / 3000, 5 * Math.sqrt(0.16 / 3000));
        Map<String, Double> truth = truth();
        assertEquals(-0.6, truth.get("b_floor"));
        assertEquals(0.3, truth.get("sd_state[floor]"));
        assertEquals(0.4, truth.get("sd_state:county[floor]"), 1e-15);
        assertEquals(0.5, truth.get("sd_state[Intercept]"));
        assertEquals(8 + 2 * 5 + 2 * 60, truth.size());
    }

    /**
     * The tutorial's follow-up: other states, counties within them, uranium. 138 z scores of a right program are nearly standard normal:
     * the largest is below 5 but once in 10⁴ seeds, and the mean of their squares is 1 up to 5 √(2 / 60) for the about 60 of them that
     * are free of one another.
     */
    @Test
    void aFitFindsTheTruthAgain() {
        Path fit = folder.resolve("fit");
        CommandRun.fit(survey(2000), SURVEY, fit, "--backend", "simd", "--chains", 2, "--warmup", 400, "--draws", 300);
        Map<String, Double> truth = truth();
        List<SummaryRow> summary = FitFolder.read(fit).summary();
        assertEquals(
                truth.keySet(),
                Set.copyOf(summary.stream().map(SummaryRow::parameter).toList()));
        double squares = 0;
        for (SummaryRow row : summary) {
            double z = (row.mean() - truth.get(row.parameter())) / row.sd();
            assertTrue(Math.abs(z) < 5, () -> row.parameter() + " is off by " + z + " standard deviations");
            squares += z * z;
        }
        assertEquals(1, squares / summary.size(), 5 * Math.sqrt(2.0 / 60));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = ';', textBlock = """
        gaussian          ; y | se(s, sigma) ~ x + soil + (1 + x | g) ; --levels=g=4,soil=3
        student_t         ; y ~ scale(x) * I(z^2) + (1 | a) + (1 | b) ; --levels=a=3,b=4
        bernoulli         ; y ~ x + (1 | a:b)                         ; --levels=a=3,b=2
        binomial          ; y | trials(n) ~ x                         ; --binary=x=0.5
        poisson           ; y ~ x + offset(log(t))                    ; --uniform=t=0.5:2
        negative_binomial ; y ~ 0 + factor(year) + (0 + x + z + w | g); --levels=year=3,g=5
        """)
    void everyFamilyCanBeFittedAfterwards(String family, String formula, String option) {
        Path file = folder.resolve("data.csv");
        CommandRun.of("simulate", formula, option, "--family", family, "--rows", 60, "--seed", 3, "--out", file)
                .expect(ExitCode.DONE);
        Path fit = folder.resolve("fit");
        CommandRun.fit(file, formula, fit, "--family", family);
        Table truth = CsvTable.read(folder.resolve("data-truth.csv"));
        assertEquals(
                List.of(text(truth, "parameter")),
                FitFolder.read(fit).summary().stream()
                        .map(SummaryRow::parameter)
                        .toList());
    }

    @Test
    void theSeedMakesTheData() throws Exception {
        byte[] first = Files.readAllBytes(survey(200));
        Files.delete(folder.resolve("survey.csv"));
        Files.delete(folder.resolve("survey-truth.csv"));
        assertArrayEquals(first, Files.readAllBytes(survey(200)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        y ~ x + (1 | g)            ; --rows=20                       ; say how many levels it has: --levels g=N
        y ~ x                      ; --value=b_y=1                   ; did you mean b_x?
        y ~ x + (1 | g)            ; --levels=g=3,h=2                ; the formula has no column 'h' to be made
        y ~ x + (1 | g)            ; --levels=g=0                    ; it must be at least 1
        y ~ x                      ; --binary=x=1.5                  ; it must be a probability
        y ~ x                      ; --uniform=x=3                   ; it must be LOW:HIGH
        y ~ x                      ; --at=x=g                        ; the formula does not group by 'g'
        y ~ x                      ; --value=sigma=-1                ; it must not be negative
        log(y) ~ x                 ; --rows=20                       ; data are made for a response that is a column
        y | weights(w) ~ x         ; --rows=20                       ; weights have no part
        """)
    void wrongInputIsNamed(String formula, String option, String message) {
        CommandRun run = CommandRun.of("simulate", formula, "--rows", 30, option, "--out", folder.resolve("s.csv"));
        if (option.startsWith("--rows")) {
            run = CommandRun.of("simulate", formula, option, "--out", folder.resolve("s.csv"));
        }
        run.expect(ExitCode.WRONG_INPUT);
        assertTrue(run.err().contains(message), run.err());
    }
}
