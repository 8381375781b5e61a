package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.engine.ChainState;
import leapfrog.engine.Metric;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Variable;
import leapfrog.model.Variable.Axis;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.SamplerStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes fits and reads them back bit by bit; damages them. */
final class FitFolderTest {
    @TempDir
    private Path temporary;

    /** One chunk an array; several draws, one draw, one element of a draw a chunk. */
    @ParameterizedTest
    @ValueSource(ints = {ZarrWriter.CHUNK, 300, 40, 8, 1})
    void everythingComesBackBitwise(int chunk) throws IOException {
        SavedFit written = SampleFits.odd(3, 5);
        FitFolder.writeInto(temporary, written, chunk);
        assertSameFit(written, FitFolder.read(temporary));
    }

    @Test
    void oneChainAndOneDrawComeBack() {
        SavedFit written = SampleFits.odd(1, 1);
        FitFolder.write(temporary.resolve("fit"), written, false);
        assertSameFit(written, FitFolder.read(temporary.resolve("fit")));
    }

    @Test
    void equalMetricsAreStoredOnceAndSharedAgain() {
        FitFolder.write(temporary.resolve("fit"), SampleFits.radon(4, 2), false);
        List<ChainState> end = FitFolder.read(temporary.resolve("fit")).fit().end();
        assertSame(end.get(0).metric(), end.get(3).metric());
        assertFalse(
                Arrays.equals(numbers(end.get(0).metric()), numbers(end.get(1).metric())));
    }

    @Test
    void whatCannotBeStoredIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ZarrArray.texts("x", new String[] {"ends with NUL\0"}));
        Draws draws = new Draws(
                List.of(
                        new Variable("a", List.of(new Axis("x", List.of("1"))), 0),
                        new Variable("b", List.of(new Axis("x", List.of("2"))), 1)),
                1,
                new double[][] {{1, 2}});
        assertThrows(IllegalArgumentException.class, () -> {
            ZarrWriter zarr = new ZarrWriter(Files.createDirectories(temporary.resolve("zarr")), 100);
            zarr.group("posterior", _ -> {});
            PosteriorGroup.write(zarr, PosteriorGroup.NAME, draws);
        });
    }

    @Test
    void everyMissingOrDamagedPieceIsNamed() throws IOException {
        Path fit = temporary.resolve("fit");
        FitFolder.write(fit, SampleFits.odd(2, 3), false);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(fit)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> !isForOthers(file))
                    .toList();
        }
        assertEquals(33, files.size(), files::toString);
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            assertDamaged(fit, file);
            Files.write(file, Arrays.copyOf(content, content.length - 2));
            if (!file.endsWith("summary.csv")) {
                assertDamaged(fit, file);
            }
            Files.write(file, content);
        }
        assertSameFit(SampleFits.odd(2, 3), FitFolder.read(fit));
    }

    /** Metadata that is consolidated as well, and arrays that follow from the others. */
    private static boolean isForOthers(Path file) {
        String path = file.toString();
        return path.matches(".*/\\.z(array|attrs|group)")
                || path.matches(".*/(chain|draw|row)/0|.*/observed_data/.*|.*/reached_max_treedepth/.*")
                        && !path.contains("/end_state/");
    }

    private static void assertDamaged(Path fit, Path file) {
        String message = assertThrows(InputException.class, () -> FitFolder.read(fit), file::toString)
                .getMessage();
        String name = file.getFileName().toString();
        assertTrue(
                message.contains(name.matches("[0-9.]+") ? file.getParent().toString() : name),
                () -> file + ": " + message);
    }

    @Test
    void whatIsNotAFitIsSaid() throws IOException {
        Path absent = temporary.resolve("absent");
        assertEquals("no such fit: '" + absent + "'", refusal(() -> FitFolder.read(absent)));
        assertEquals("'" + temporary + "' is not a fit: it has no fit.json", refusal(() -> FitFolder.read(temporary)));
        Path file = Files.createFile(temporary.resolve("file"));
        assertEquals("'" + file + "' is a file; a fit's folder is needed", refusal(() -> FitFolder.read(file)));
        Files.writeString(temporary.resolve("fit.json"), "{\"format\": 99, \"leapfrog\": \"9.0\"}");
        assertTrue(refusal(() -> FitFolder.read(temporary)).contains("has the format 99"));
        Files.writeString(temporary.resolve("fit.json"), "[1]");
        assertTrue(refusal(() -> FitFolder.read(temporary)).endsWith("not one JSON object"));
    }

    private static String refusal(Runnable action) {
        return assertThrows(InputException.class, action::run).getMessage();
    }

    static void assertSameStatistics(SamplerStatistics a, SamplerStatistics b) {
        assertBits(a.logDensity(), b.logDensity());
        assertBits(a.acceptance(), b.acceptance());
        assertBits(a.stepSize(), b.stepSize());
        assertArrayEquals(a.depth(), b.depth());
        assertArrayEquals(a.leapfrogs(), b.leapfrogs());
        assertArrayEquals(a.divergent(), b.divergent());
        assertBits(a.energy(), b.energy());
    }

    static void assertSameFit(SavedFit expected, SavedFit actual) {
        assertEquals(expected.summary(), actual.summary());
        assertEquals(expected.version(), actual.version());
        assertEquals(expected.created(), actual.created());
        assertEquals(expected.diagnosis().findings(), actual.diagnosis().findings());
        assertArrayEquals(expected.diagnosis().ebfmi(), actual.diagnosis().ebfmi());
        assertEquals(expected.diagnosis().maxRhat(), actual.diagnosis().maxRhat());
        assertEquals(expected.diagnosis().minEssTail(), actual.diagnosis().minEssTail());
        Fit fit = expected.fit();
        Fit read = actual.fit();
        assertEquals(fit.recipe(), read.recipe());
        assertEquals(fit.settings(), read.settings());
        assertEquals(fit.run(), read.run());
        assertEquals(CsvTableTest.shown(fit.data()), CsvTableTest.shown(read.data()));
        for (String name : fit.data().names()) {
            if (fit.data().find(name) instanceof Table.Column.Numbers(double[] values)) {
                assertBits(values, ((Table.Column.Numbers) read.data().find(name)).values());
            }
        }
        assertEquals(fit.draws().variables(), read.draws().variables());
        assertEquals(fit.draws().draws(), read.draws().draws());
        assertEquals(fit.draws().chains(), read.draws().chains());
        for (int i = 0; i < fit.draws().chains(); i++) {
            assertBits(fit.draws().values()[i], read.draws().values()[i]);
        }
        assertSameStatistics(fit.statistics(), read.statistics());
        assertEquals(fit.end().size(), read.end().size());
        for (int i = 0; i < fit.end().size(); i++) {
            ChainState c = fit.end().get(i);
            ChainState d = read.end().get(i);
            assertEquals(c.chain(), d.chain());
            assertBits(c.position(), d.position());
            assertEquals(c.transition(), d.transition());
            assertEquals(c.stepSize(), d.stepSize());
            assertEquals(c.adaptation(), d.adaptation());
            assertSame(c.metric().getClass(), d.metric().getClass());
            assertEquals(c.metric().dimension(), d.metric().dimension());
            assertBits(numbers(c.metric()), numbers(d.metric()));
        }
    }

    private static double[] numbers(Metric metric) {
        return switch (metric) {
            case Metric.Diagonal(double[] scale) -> scale;
            case Metric.Dense(int _, double[] factor) -> factor;
        };
    }

    private static void assertBits(double[] expected, double[] actual) {
        assertArrayEquals(
                Arrays.stream(expected).mapToLong(Double::doubleToRawLongBits).toArray(),
                Arrays.stream(actual).mapToLong(Double::doubleToRawLongBits).toArray());
    }
}
