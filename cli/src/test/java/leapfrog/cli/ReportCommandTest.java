package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import leapfrog.model.InputException;
import leapfrog.report.figure.FigureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reports fits of every sort, and says what is wrong with what cannot be reported. */
class ReportCommandTest {
    /** What a page may weigh. */
    private static final int MOST_BYTES = 3_000_000;

    @TempDir
    private Path folder;

    private String report(Object... arguments) throws IOException {
        Path page = folder.resolve("page.html");
        List<Object> all = new ArrayList<>(List.of("report", "-o", page));
        all.addAll(Arrays.asList(arguments));
        CommandRun run = CommandRun.of(all.toArray()).expect(ExitCode.DONE);
        assertEquals("written to " + page + "\n", run.out());
        assertTrue(Files.size(page) <= MOST_BYTES, () -> page.toFile().length() + " bytes");
        return Files.readString(page);
    }

    private static long figures(String page) {
        return Pattern.compile("<figure ").matcher(page).results().count();
    }

    /** Kinds are either drawn or not, with the reason. */
    private static void assertWhole(String page) {
        for (FigureKind kind : FigureKind.values()) {
            boolean drawn = page.contains("class=\"" + kind.text() + "\"")
                    || page.contains("class=\"" + kind.text() + " single\"");
            boolean absent = page.contains(kind.title() + " (");
            assertTrue(drawn ^ absent, () -> kind + ": drawn " + drawn + ", absent " + absent);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // chains, warm-up, draws, figures
        "4, 60, 60, 11",
        "1, 60, 60, 10",
        "2, 20, 1, 7",
        "2, 20, 3, 7",
        "300, 10, 12, 11"
    })
    void anyNumberOfChainsAndDrawsGivesAWholePage(int chains, int warmup, int draws, int figures) throws IOException {
        Path fit = folder.resolve("fit");
        CommandRun.fit(
                Tables.groups(folder), Tables.GROUPS, fit, "--chains", chains, "--warmup", warmup, "--draws", draws);
        String page = report(fit);
        assertWhole(page);
        assertEquals(figures, figures(page));
        assertEquals(chains > 8, page.contains("8 of " + chains + " chains"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "y ~ 1; gaussian; 8",
                "y ~ x; gaussian; 8",
                "y ~ x + (1 | g); gaussian; 11",
                "y ~ 1 + (1 | g); gaussian; 10",
                "y ~ x + (1 + x | g) + (1 | h); student_t; 11",
                "c ~ x + (1 + x || g); poisson; 10",
                "c ~ x + (1 | g); negative_binomial; 10",
                "d ~ x + (1 + x || g); bernoulli; 10",
                "c | trials(n) ~ x + (1 | g); binomial; 10"
            })
    void everyFamilyAndShapeGivesAWholePage(String formula, String family, int figures) throws IOException {
        Path data = families();
        Path fit = folder.resolve("fit");
        CommandRun.fit(data, formula, fit, "--family", family, "--draws", 40);
        String page = report(fit);
        assertWhole(page);
        assertEquals(
                figures,
                figures(page),
                page.lines().filter(line -> line.contains("Not drawn")).toList()::toString);
    }

    private Path families() throws IOException {
        String[] lines = new String[31];
        lines[0] = "y,x,g,h,c,d,n";
        for (int i = 0; i < 30; i++) {
            double x = i * 5 % 7 / 3.0;
            lines[i + 1] = (1 + x / 2 + (i * 11 % 13 - 6) / 20.0) + "," + x + ",g" + i / 5 + ",h" + i % 4 + ","
                    + i * 7 % 6 + "," + i * 3 % 5 / 3 + ",9";
        }
        return Tables.write(folder, "families.csv", lines);
    }

    @Test
    void aPageThatCannotBeWrittenLeavesNothing() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("page.html"));
        Files.createFile(taken.resolve("mine"));
        assertThrows(InputException.class, () -> ReportFile.write(taken, "page"));
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith(".")));
        }
    }

    @Test
    void aPriorIsReportedForWhatItIs() throws IOException {
        Path fit = folder.resolve("prior");
        CommandRun.fit(Tables.groups(folder), Tables.GROUPS, fit, "--prior-only");
        String page = report(fit);
        assertWhole(page);
        assertTrue(page.contains("the likelihood is dropped"), "rows");
        assertTrue(page.contains("drawn again from prior draws"), "replicates");
    }

    @Test
    void namesAreTextWhateverTheyHold() throws IOException {
        Path data = Tables.write(
                folder,
                "odd.csv",
                "y,x,g",
                "1,0,<b>a</b>",
                "2,1,<b>a</b>",
                "3,1,\"</script><i x=\"\"1\"\">\"",
                "2.5,0,\"</script><i x=\"\"1\"\">\"",
                "4,0,R & D",
                "5,1,R & D");
        Path fit = folder.resolve("fit");
        CommandRun.fit(data, Tables.GROUPS, fit);
        String page = report(fit);
        assertFalse(page.contains("<b>a"), "an element of the data's");
        assertFalse(page.contains("<i x"), "an element of the data's");
        assertTrue(page.contains("coef_g[R &amp; D,x]"), "table");
        // The end of a script within the table's data would end the script.
        assertEquals(
                Pattern.compile("<script").matcher(page).results().count(),
                Pattern.compile("</script").matcher(page).results().count());
    }

    @Test
    void thePageIsAFunctionOfTheFitAndNamesNoOtherPlace() throws IOException {
        Path fit = folder.resolve("fit");
        CommandRun.fit(Tables.groups(folder), Tables.GROUPS, fit);
        String page = report(fit);
        assertEquals(page, report(fit));
        Matcher address =
                Pattern.compile("(?:https?:)?//[a-z]|@import|url\\((?!#)").matcher(page);
        assertFalse(address.find(), () -> address.group() + " in the page");
        CommandRun.of("report", fit).expect(ExitCode.DONE);
        assertEquals(page, Files.readString(fit.resolve("report.html")), "in the fit's folder by default");
    }

    /** One far above the others, one without difference between floors, one without a house on the first floor. */
    @Test
    void theTutorialsCountiesAreAmongThoseChosen() throws IOException {
        Path fit = folder.resolve("radon");

        CommandRun.fit(
                Tables.RADON, "log_radon ~ floor + (1 + floor || county)", fit, "--backend", "scalar", "--seed", 1);
        Path svg = folder.resolve("lines.svg");
        CommandRun.of("plot", fit, "lines", "-o", svg).expect(ExitCode.DONE);
        String text = Files.readString(svg);
        for (String county : new String[] {"CASS", "CROW WING", "FREEBORN"}) {
            assertTrue(text.contains(county), county);
        }
    }

    @Test
    void fitsOfOtherRowsStandSideBySideUnranked() throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        CommandRun.fit(Tables.groups(folder), "y ~ x", one);
        CommandRun.fit(Tables.line(folder), "y ~ x", other);
        String page = report(one, other);
        assertEquals(
                2, Pattern.compile("<section id=\"fit-").matcher(page).results().count());
        assertFalse(page.contains("class=\"ranking\""), "no table");
        assertTrue(page.contains("These fits are not ranked: models one and other use different rows: "), "why");
        Path prior = folder.resolve("prior");
        CommandRun.fit(Tables.groups(folder), "y ~ x", prior, "--prior-only");
        assertTrue(report(one, prior).contains("These fits are not ranked: the likelihood was dropped"), "prior");
    }

    /** Figures are drawn by several threads, by whatever order of events. */
    @Test
    void drawingAtOnceChangesNothing() throws IOException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        CommandRun.fit(Tables.groups(folder), Tables.GROUPS, one, "--draws", 60);
        CommandRun.fit(Tables.groups(folder), "y ~ x", other, "--draws", 60);
        String page = report(one, other);
        assertEquals(19, figures(page));
        for (int k = 0; k < 5; k++) {
            assertEquals(page, report(one, other));
        }
    }

    @Test
    void groupsAreTheUsersIfNamed() throws IOException {
        Path fit = folder.resolve("fit");
        CommandRun.fit(Tables.groups(folder), Tables.GROUPS, fit);
        String page = report(fit, "--groups", "g4,g1");
        assertTrue(page.contains("g4 · 4 rows") && page.contains("g1 · 4 rows"), "the two");
        assertFalse(page.contains("g2 · 4 rows"), "no other");
        CommandRun wrong = CommandRun.of("report", fit, "--groups", "g44", "-o", folder.resolve("no.html"));
        assertEquals(
                "leapfrog: --groups g44: g has no such level; did you mean g4?\n",
                wrong.expect(ExitCode.WRONG_INPUT).err());
        assertFalse(Files.exists(folder.resolve("no.html")));
    }

    @Test
    void groupsThatAreNotThereAreToldWhereNoneIsDrawn() throws IOException {
        Path data = Tables.groups(folder);
        Path flat = folder.resolve("flat");
        Path plain = folder.resolve("plain");
        CommandRun.fit(data, "y ~ 1 + (1 | g)", flat);
        CommandRun.fit(data, "y ~ x", plain);
        Path page = folder.resolve("no.html");
        Object[][] lines = {
            {"g has no such level; its levels are g0, g1, g2, g3, g4, g5", "report", flat, "-o", page},
            {"the model has no groups", "report", plain, "-o", page},
            {"g has no such level; its levels are g0, g1, g2, g3, g4, g5", "report", flat, plain, "-o", page},
            {"g has no such level; its levels are g0, g1, g2, g3, g4, g5", "plot", flat, "trace", "-o", page},
            {"the model has no groups", "compare", plain, "--report", page},
        };
        for (Object[] line : lines) {
            List<Object> arguments = new ArrayList<>(Arrays.asList(line).subList(1, line.length));
            arguments.addAll(List.of("--groups", "nowhere"));
            assertEquals(
                    "leapfrog: --groups nowhere: " + line[0] + "\n",
                    CommandRun.of(arguments.toArray())
                            .expect(ExitCode.WRONG_INPUT)
                            .err());
            assertFalse(Files.exists(page));
        }
        CommandRun.of("report", flat, plain, "--groups", "g1", "-o", page).expect(ExitCode.DONE);
    }

    @Test
    void aLevelMayHaveCommas() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Tables.groups(folder))) {
            lines.add(line.replaceAll(",g([01])$", ",\"it's, g$1\""));
        }
        Path fit = folder.resolve("fit");
        CommandRun.fit(Tables.write(folder, "commas.csv", lines.toArray(String[]::new)), Tables.GROUPS, fit);
        String page = report(fit, "--groups", "it's, g1", "--groups", "g4,g2");
        for (String level : List.of(", g1", "g4", "g2")) {
            assertTrue(page.contains(level + " · 4 rows"), level);
        }
        assertFalse(page.contains("g0 · 4 rows"), "no other");
    }

    @Test
    void onlyItsOwnPagesAndFiguresAreReplaced() throws IOException {
        Path data = Tables.line(folder);
        byte[] rows = Files.readAllBytes(data);
        Path fit = folder.resolve("fit");
        CommandRun.fit(data, "y ~ x", fit);
        Path mine = Files.writeString(folder.resolve("mine.html"), "<!DOCTYPE html>\n<title>About Leapfrog</title>");
        Path empty = Files.createFile(folder.resolve("empty.svg"));
        Object[][] lines = {
            {data, "report", fit, "-o", data},
            {data, "plot", fit, "trace", "-o", data},
            {data, "compare", fit, "--report", data},
            {mine, "report", fit, "-o", mine},
            {empty, "plot", fit, "trace", "-o", empty}
        };
        for (Object[] line : lines) {
            CommandRun run =
                    CommandRun.of(Arrays.copyOfRange(line, 1, line.length)).expect(ExitCode.WRONG_INPUT);
            assertEquals("", run.out());
            assertEquals(
                    "leapfrog: '" + line[0] + "' exists and is no page or figure of Leapfrog's, so it is not"
                            + " overwritten; name another file\n",
                    run.err());
        }
        assertArrayEquals(rows, Files.readAllBytes(data));
        assertEquals(0, Files.size(empty));
        Files.copy(data, fit.resolve("report.html"));
        CommandRun.of("report", fit).expect(ExitCode.WRONG_INPUT);
        assertArrayEquals(rows, Files.readAllBytes(fit.resolve("report.html")), "the default too");

        Path own = folder.resolve("own");
        CommandRun.of("report", fit, "-o", own).expect(ExitCode.DONE);
        CommandRun.of("plot", fit, "trace", "-o", own).expect(ExitCode.DONE);
        CommandRun.of("compare", fit, "--report", own).expect(ExitCode.DONE);
        assertTrue(Files.readString(own).startsWith("<!DOCTYPE html>"));
    }

    @Test
    void wrongPlacesAreToldBeforeWork() throws IOException {
        Path fit = folder.resolve("fit");
        CommandRun.fit(Tables.line(folder), "y ~ x", fit);
        String isFolder = CommandRun.of("report", fit, "-o", folder)
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertTrue(
                isFolder.contains("is a folder; name a file in it, such as " + folder.resolve("report.html")),
                isFolder);
        String figure = CommandRun.of("plot", fit, "trace", "-o", folder)
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertTrue(figure.contains("such as " + folder.resolve("trace.svg")), figure);
        String nowhere = CommandRun.of("report", fit, "-o", folder.resolve("a/b.html"))
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertTrue(nowhere.contains("there is no folder"), nowhere);
        String none = CommandRun.of("report", folder.resolve("none"))
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertTrue(none.contains("no such fit"), none);
    }
}
