package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import leapfrog.report.figure.FigureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws figures of every kind into files of their own, and says which cannot be drawn. */
class PlotCommandTest {
    @TempDir
    private Path folder;

    @Test
    void everyKindIsAFileOfItsOwn() throws IOException {
        Path fit = folder.resolve("fit");
        CommandRun.fit(Tables.groups(folder), Tables.GROUPS, fit, "--draws", 60);
        for (String kind : FigureKind.names()) {
            Path file = folder.resolve(kind + ".svg");
            CommandRun run = CommandRun.of("plot", fit, kind, "-o", file).expect(ExitCode.DONE);
            assertTrue(run.out().replaceAll("\\s+", " ").contains("Look for "), run.out());
            String svg = Files.readString(file);
            assertTrue(svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""), svg);
            assertFalse(svg.contains("var("), kind);
            assertLegendWithin(svg);
        }
    }

    /** Letters of a legend are about 6.4 wide. */
    private static void assertLegendWithin(String svg) {
        Matcher box = Pattern.compile("viewBox=\"0 0 (\\d+)").matcher(svg);
        assertTrue(box.find());
        Matcher key = Pattern.compile("<text x=\"(\\d+)\" y=\"\\d+\" class=\"key\">([^<]*)<")
                .matcher(svg);
        while (key.find()) {
            double end = Integer.parseInt(key.group(1)) + 6.4 * key.group(2).length();
            assertTrue(end <= Integer.parseInt(box.group(1)), key.group());
        }
    }

    /** What is said of groups and of the population is said at the mean of another covariate, which is far from 0. */
    @Test
    void shrinkageIsTowardsThePopulationAtTheSameMeans() throws IOException {
        String[] lines = new String[61];
        lines[0] = "y,base,x,z,g";
        for (int i = 0; i < 60; i++) {
            double x = i * 5 % 7 / 3.0;
            double z = 20 + i * 7 % 11;
            double y = 10 + 2 * z + x / 2 + i / 10 / 3.0 + (i * 11 % 13 - 6) / 20.0;
            lines[i + 1] = y + ",10," + x + "," + z + ",g" + i / 10;
        }
        Path data = Tables.write(folder, "two.csv", lines);
        Path svg = folder.resolve("s.svg");
        for (String formula : new String[] {"y ~ x + z + offset(base) + (1 + x || g)", "y ~ x + z + (1 | g)"}) {
            Path fit = folder.resolve("fit" + formula.length());
            CommandRun.fit(data, formula, fit, "--warmup", 300, "--draws", 60);
            String caption = CommandRun.of("plot", fit, "shrinkage", "-o", svg)
                    .expect(ExitCode.DONE)
                    .out()
                    .replaceAll("\\s+", " ");
            assertTrue(caption.contains("All else in the model is at its mean over all rows"), caption);
            String text = Files.readString(svg);
            assertTrue(text.contains("intercept (x = 0, all else at its mean)"), "axis");
            String axis = formula.contains("||") ? "x" : "y";
            double[] ticks = Pattern.compile("class=\"axis-text-" + axis + "\"[^>]*>(?:<tspan[^>]*>)?([-.0-9]+)<")
                    .matcher(text)
                    .results()
                    .mapToDouble(tick -> Double.parseDouble(tick.group(1)))
                    .toArray();
            assertTrue(
                    ticks.length > 1 && Arrays.stream(ticks).min().orElseThrow() > 57,
                    () -> formula + ": " + Arrays.toString(ticks));
        }
    }

    @Test
    void aFitWithoutUnpooledEstimatesIsRefused() throws IOException {
        Path data = Tables.groups(folder);
        Path svg = folder.resolve("s.svg");
        Path fit = folder.resolve("fit");
        CommandRun.fit(data, Tables.GROUPS, fit);
        Path unpooled = folder.resolve("unpooled");
        CommandRun.fit(data, "y ~ 0 + g + g:x", unpooled);
        Path other = folder.resolve("other");
        String shifted = Files.readString(data).replaceAll("(?m)^([-0-9.]+)", "5$1");
        CommandRun.fit(Tables.write(folder, "shifted.csv", shifted.split("\n")), "y ~ 0 + g + g:x", other);
        CommandRun.of("plot", fit, "shrinkage", "--unpooled", unpooled, "-o", svg)
                .expect(ExitCode.DONE);
        assertTrue(Files.readString(svg).contains("unpooled (unpooled)"));
        assertEquals(
                "leapfrog: 'other' gives no unpooled estimates: it must be fitted to the same values of y and x,"
                        + " with coefficients of g and of x that have no group effects: 0 + g + g:x\n",
                CommandRun.of("plot", fit, "lines", "--unpooled", other, "-o", svg)
                        .expect(ExitCode.WRONG_INPUT)
                        .err());
        assertEquals(
                "leapfrog: 'trace' shows no unpooled estimates; lines and shrinkage do\n",
                CommandRun.of("plot", fit, "trace", "--unpooled", unpooled, "-o", svg)
                        .expect(ExitCode.WRONG_INPUT)
                        .err());
    }

    /** Levels that are numbers, rows in another order, and a level less: what both have is taken. */
    @Test
    void unpooledEstimatesAreTakenOfLevelsWithTheSameRows() throws IOException {
        List<String> lines = Files.readAllLines(Tables.groups(folder)).stream()
                .map(line -> line.replaceAll(",g([0-9])", ",200$1").replace(",g", ",year"))
                .toList();
        Path data = Tables.write(folder, "years.csv", lines.toArray(String[]::new));
        List<String> reversed = new ArrayList<>(lines.subList(1, 25).reversed().stream()
                .filter(line -> !line.endsWith("2005"))
                .toList());
        reversed.addFirst(lines.getFirst());
        Path others = Tables.write(folder, "others.csv", reversed.toArray(String[]::new));
        Path fit = folder.resolve("fit");
        Path level = folder.resolve("level");
        Path unpooled = folder.resolve("unpooled");
        CommandRun.fit(data, "y ~ x + (1 + x || year)", fit);
        CommandRun.fit(data, "y ~ x + (1 | year)", level);
        CommandRun.fit(others, "y ~ 0 + factor(year) + factor(year):x", unpooled);
        Path svg = folder.resolve("s.svg");
        String caption = CommandRun.of("plot", fit, "shrinkage", "--unpooled", unpooled, "-o", svg)
                .expect(ExitCode.DONE)
                .out()
                .replaceAll("\\s+", " ");
        assertTrue(
                caption.contains(
                        " 1 of 6 have no arrow: all their rows share one value of x, or are others in the unpooled"
                                + " fit."),
                caption);
        assertTrue(Files.readString(svg).contains("unpooled (unpooled)"));
        String wrong = CommandRun.of("plot", fit, "lines", "--unpooled", level, "-o", svg)
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertTrue(wrong.endsWith(": 0 + factor(year) + factor(year):x\n"), wrong);
        assertEquals(
                "leapfrog: 'unpooled' gives no unpooled estimates: where slopes do not vary, they are the means of"
                        + " rows\n",
                CommandRun.of("plot", level, "shrinkage", "--unpooled", unpooled, "-o", svg)
                        .expect(ExitCode.WRONG_INPUT)
                        .err());
        CommandRun.of("plot", level, "lines", "--unpooled", unpooled, "-o", svg).expect(ExitCode.DONE);
    }

    @Test
    void theHelpNamesEveryKind() {
        String help =
                CommandRun.of("plot", "--help").expect(ExitCode.DONE).out().replaceAll("\\s+", " ");
        assertTrue(help.contains("which figure: " + String.join(", ", FigureKind.names()) + " "), help);
    }

    @Test
    void aWrongKindIsTold() throws IOException {
        Path fit = folder.resolve("fit");
        CommandRun.fit(Tables.line(folder), "y ~ x", fit);
        String wrong = CommandRun.of("plot", fit, "forrest")
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertTrue(
                wrong.startsWith("leapfrog: no such figure: 'forrest' (did you mean forest?); figures are: trace, "),
                wrong);
        String absent = CommandRun.of("plot", fit, "forest", "-o", folder.resolve("f.svg"))
                .expect(ExitCode.WRONG_INPUT)
                .err();
        assertEquals("leapfrog: 'forest' of 'fit' cannot be drawn: the model has no group effects\n", absent);
    }
}
