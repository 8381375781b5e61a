package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leapfrog.model.InputException;
import leapfrog.model.Variable;
import leapfrog.model.Variable.Axis;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.SamplerStatistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes draws in blocks and reads them back, quantity by quantity and all at once. */
class GrowingFitTest {
    private static final int CHAINS = 3;
    private static final int BLOCK = 4;

    @TempDir
    private Path temporary;

    private static Axis axis(String name, int length) {
        return new Axis(name, IntStream.range(0, length).mapToObj(i -> name + i).toList());
    }

    /** A scalar, a vector and a matrix whose rows no number of elements but 1 and 7 divides: 1 + 5 + 35 quantities. */
    private static final List<Variable> VARIABLES = List.of(
            new Variable("b_x", List.of(), 0),
            new Variable("sd_g", List.of(axis("g_effect", 5)), 1),
            new Variable("coef_g", List.of(axis("g", 5), axis("effect", 7)), 6));

    private static double[][] random(int draws) {
        Random random = new Random(5);
        return Stream.generate(() -> random.doubles(41L * draws).toArray())
                .limit(CHAINS)
                .toArray(double[][]::new);
    }

    /** Chunks of one element, of a few, of many: a chunk of one element has 3 · 4 · 8 = 96 bytes. */
    @Test
    void everyCutGivesEveryQuantityBack() throws IOException {
        int draws = 10;
        double[][] values = random(draws);
        int cuts = 0;
        for (int small : new int[] {1, 200, 300, 700, 5000}) {
            Path store = temporary.resolve("store-" + small);
            BlockWriter writer = new BlockWriter(store, VARIABLES, CHAINS, BLOCK, small);
            for (int from = 0; from < draws; from += BLOCK) {
                int start = from;
                double[][] block = Arrays.stream(values)
                        .map(chain -> Arrays.copyOfRange(chain, 41 * start, 41 * (start + BLOCK)))
                        .toArray(double[][]::new);
                writer.write(Math.min(BLOCK, draws - from), block);
            }
            assertThrows(IllegalStateException.class, () -> writer.written().quantity(0));
            ZarrWriter zarr = new ZarrWriter(Files.createDirectories(store), ZarrWriter.CHUNK);
            zarr.group(PosteriorGroup.NAME, json -> {});
            writer.writeMetadata(zarr);
            zarr.finish();

            Draws read = PosteriorGroup.read(new ZarrReader(store));
            assertFalse(read.inMemory());
            assertEquals(VARIABLES, read.variables());
            assertEquals(draws, read.draws());
            assertEquals(CHAINS, read.chains());
            Draws held = new Draws(VARIABLES, draws, values);
            for (int column = 0; column < 41; column++) {
                assertArrayEquals(held.quantity(column), read.quantity(column));
            }
            for (int first : new int[] {0, 3, 4, 9}) {
                double[][] expected = new double[CHAINS][41 * 5];
                double[][] some = new double[CHAINS][41 * 5];
                int count = Math.min(5, draws - first);
                held.read(first, count, expected);
                read.read(first, count, some);
                assertArrayEquals(expected, some);
                assertEquals(values[2][41 * first], some[2][0]);
                assertEquals(values[1][41 * (first + count) - 1], some[1][41 * count - 1]);
            }
            assertFalse(read.inMemory());
            assertArrayEquals(values, read.values());
            assertTrue(read.inMemory());
            cuts++;
        }
        assertEquals(5, cuts);
    }

    /** The draws and statistics of a fit of three draws, as blocks of two and one. */
    private static void write(GrowingFit growing, Fit fit) {
        Draws draws = fit.draws();
        growing.begin(draws.variables(), fit.settings(), 2);
        for (int from = 0; from < 3; from += 2) {
            int first = from * draws.quantities();
            int end = (from + 2) * draws.quantities();
            growing.write(
                    from == 0 ? 2 : 1,
                    Arrays.stream(draws.values())
                            .map(chain -> Arrays.copyOfRange(chain, first, end))
                            .toArray(double[][]::new),
                    block(fit.statistics(), draws.chains(), from));
        }
    }

    /** Two draws of each chain; of the one that there is not, the last one's. */
    private static SamplerStatistics block(SamplerStatistics of, int chains, int from) {
        int[] at = IntStream.range(0, 2 * chains)
                .map(i -> i / 2 * 3 + Math.min(from + i % 2, 2))
                .toArray();
        SamplerStatistics.Held block = new SamplerStatistics.Held(at.length);
        for (int i = 0; i < at.length; i++) {
            block.logDensity()[i] = of.logDensity()[at[i]];
            block.acceptance()[i] = of.acceptance()[at[i]];
            block.stepSize()[i] = of.stepSize()[at[i]];
            block.depth()[i] = of.depth()[at[i]];
            block.leapfrogs()[i] = of.leapfrogs()[at[i]];
            block.divergent()[i] = of.divergent()[at[i]];
            block.energy()[i] = of.energy()[at[i]];
        }
        return block;
    }

    @Test
    void aFitGrowsAndIsThereWhole() throws IOException {
        Path folder = temporary.resolve("fit");
        Fit fit = SampleFits.odd(2, 3).fit();
        SavedFit saved;
        try (GrowingFit growing = GrowingFit.begin(folder, false, 1000)) {
            write(growing, fit);
            assertFalse(Files.exists(folder));
            saved = growing.complete(fit.with(growing.finish()), Set.of());
        }
        assertArrayEquals(fit.draws().values()[0], saved.fit().draws().values()[0]);
        SavedFit read = FitFolder.read(folder);
        FitFolderTest.assertSameFit(saved, read);
        FitFolderTest.assertSameStatistics(fit.statistics(), read.fit().statistics());
        assertArrayEquals(fit.draws().values()[1], read.fit().draws().values()[1]);
        // What an overwriting writer checks: every file is part of a fit.
        FitFolder.check(folder, true);
    }

    @Test
    void whatIsNotCompleteLeavesNothing() throws IOException {
        try (GrowingFit growing = GrowingFit.begin(temporary.resolve("fit"), false, 1000)) {
            write(growing, SampleFits.odd(2, 3).fit());
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aMissingChunkIsNamed() throws IOException {
        Path folder = temporary.resolve("fit");
        Fit fit = SampleFits.odd(2, 3).fit();
        try (GrowingFit growing = GrowingFit.begin(folder, false, 1000)) {
            write(growing, fit);
            growing.complete(fit.with(growing.finish()), Set.of());
        }
        List<Path> chunks;
        try (Stream<Path> walk = Files.walk(folder.resolve("draws.zarr"))) {
            // The statistic that nobody asks for is left out: ArviZ's alone.
            chunks = walk.filter(file -> file.getFileName().toString().startsWith("0.1"))
                    .filter(file -> !file.getParent().endsWith("reached_max_treedepth"))
                    .toList();
        }
        assertTrue(chunks.size() >= 2 + 7, chunks::toString);
        for (Path chunk : chunks) {
            byte[] content = Files.readAllBytes(chunk);
            Files.delete(chunk);
            InputException missing = assertThrows(InputException.class, () -> {
                Fit read = FitFolder.read(folder).fit();
                read.draws().values();
                read.statistics().held();
            });
            assertTrue(String.valueOf(missing.getMessage()).contains(chunk.getFileName() + " is missing"));
            Files.write(chunk, content);
        }
    }

    @Test
    void aDiskWithTooLittleRoomIsSaidBefore() {
        InputException e =
                assertThrows(InputException.class, () -> GrowingFit.requireRoom(Path.of("fit"), 11.6e9, 3.2e9));
        assertEquals(
                "the draws need 11.6 GB on disk, and where 'fit' goes 3.2 GB are free; name another place with --out,"
                        + " or ask for fewer --draws or --chains, or a larger --thin",
                e.getMessage());
        assertThrows(InputException.class, () -> GrowingFit.begin(temporary.resolve("fit"), false, 1e18));
        assertFalse(Files.exists(temporary.resolve("fit")));
    }

    @Test
    void xarrayReadsBlocks() throws IOException, InterruptedException {
        Python python = Python.find();
        Path folder = temporary.resolve("fit");
        Fit fit = SampleFits.radon(2, 3).fit();
        try (GrowingFit growing = GrowingFit.begin(folder, false, 1000)) {
            write(growing, fit);
            growing.complete(fit.with(growing.finish()), Set.of());
        }
        Python.Answer answer = python.run(
                "-c",
                "import sys, xarray; d, s = (xarray.open_zarr(sys.argv[1], group=g) for g in ('posterior',"
                        + " 'sample_stats'));print(sum(float((v * 1.0).sum()) for v in d.data_vars.values()),"
                        + " d.sizes['draw'], float((s['energy'] * s['tree_depth'])[1, 2]), int(s['diverging'].sum()),"
                        + " s.sizes['draw'])",
                folder.resolve("draws.zarr"));
        assertEquals(0, answer.code(), answer.output());
        String[] words = answer.output().strip().lines().toList().getLast().split(" ");
        double sum = Arrays.stream(fit.draws().values())
                .flatMapToDouble(Arrays::stream)
                .sum();
        assertEquals(sum, Double.parseDouble(words[0]), 1e-9 * Math.abs(sum) + 1e-9);
        assertEquals("3", words[1]);
        SamplerStatistics statistics = fit.statistics();
        assertEquals(statistics.energy()[5] * statistics.depth()[5], Double.parseDouble(words[2]));
        assertEquals(Integer.toString(statistics.divergences()), words[3]);
        assertEquals("3", words[4]);
    }
}
