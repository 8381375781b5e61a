package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.model.InputException;
import leapfrog.sample.Draws;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adds groups to a fit and lets xarray read them. */
class FitGroupsTest {
    private static final int[] ROWS = {0, 2, 3, 7, 8, 11, 100_000};

    private static Python python = new Python("");

    @TempDir
    private Path folder;

    /** The value of a row, counted among {@link #ROWS}, at draw s of all: exact in a double, and different everywhere. */
    private static double value(int row, int s) {
        return row + s / 1024.0;
    }

    private record Synthetic(int chains, int draws, int blockRows, int missing) implements RowDraws {
        Synthetic(int chains, int draws, int blockRows) {
            this(chains, draws, blockRows, 0);
        }

        @Override
        public int[] rows() {
            return ROWS;
        }

        @Override
        public void stream(Sink sink) {
            for (int from = 0; from < ROWS.length - missing; from += blockRows) {
                double[][] block = new double[Math.min(blockRows, ROWS.length - from)][chains * draws];
                for (int i = 0; i < block.length; i++) {
                    for (int s = 0; s < block[i].length; s++) {
                        block[i][s] = value(from + i, s);
                    }
                }
                sink.take(block);
            }
        }
    }

    @BeforeAll
    static void findPython() throws InterruptedException {
        python = Python.find();
    }

    @Test
    void xarrayReadsGroupsOfRows() throws InterruptedException {
        FitFolder.write(folder.resolve("fit"), SampleFits.radon(4, 5), false);
        Path fit = folder.resolve("fit");
        // The last block is whole, short, alone.
        int[] blocks = {1, 3, 1000};
        for (RowGroup group : RowGroup.values()) {
            FitGroups.add(fit, group, "log_radon", new Synthetic(4, 5, blocks[group.ordinal()]));
            assertReads(fit, group, 4, 5, "log_radon");
        }
        // All groups at once, and the fit itself as it was.
        for (RowGroup group : RowGroup.values()) {
            assertReads(fit, group, 4, 5, "log_radon");
        }
        FitFolderTest.assertSameFit(SampleFits.radon(4, 5), FitFolder.read(fit));
    }

    @Test
    void aGroupReplacesItsForerunnerAndLeavesNothingElse() throws InterruptedException, IOException {
        Path fit = folder.resolve("fit");
        FitFolder.write(fit, SampleFits.radon(1, 3), false);
        FitGroups.add(fit, RowGroup.LOG_LIKELIHOOD, "row", new Synthetic(1, 2, 2));
        FitGroups.add(fit, RowGroup.LOG_LIKELIHOOD, "a/b", new Synthetic(1, 3, 4));
        assertReads(fit, RowGroup.LOG_LIKELIHOOD, 1, 3, "a%2Fb");
        try (Stream<Path> entries = Files.list(fit.resolve("draws.zarr"))) {
            assertEquals(
                    List.of(
                            ".zgroup",
                            ".zmetadata",
                            "constant_data",
                            "end_state",
                            "log_likelihood",
                            "observed_data",
                            "posterior",
                            "sample_stats"),
                    entries.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void priorDrawsStandBesideThePosterior() throws InterruptedException {
        Path fit = folder.resolve("fit");
        FitFolder.write(fit, SampleFits.radon(2, 3), false);
        Draws prior = SampleFits.radon(3, 4).fit().draws();
        FitGroups.addPrior(fit, prior);
        double last = prior.values()[2][4 * 175 - 1];
        Python.Answer answer = python.run("-c", """
            import sys, xarray
            prior = xarray.open_dataset(sys.argv[1], engine="zarr", group="prior", consolidated=True)
            posterior = xarray.open_dataset(sys.argv[1], engine="zarr", group="posterior", consolidated=True)
            assert set(prior.data_vars) == set(posterior.data_vars)
            assert prior.sizes["chain"] == 3 and prior.sizes["draw"] == 4 and posterior.sizes["draw"] == 3
            print(repr(float(prior["coef_county"][2, 3, -1, -1])))
            """, fit.resolve("draws.zarr"));
        assertEquals(0, answer.code(), answer.output());
        assertEquals(last, Double.parseDouble(answer.output().strip()));
    }

    @Test
    void blocksThatDoNotFitAreRefusedAndLeaveNothing() throws IOException {
        Path fit = folder.resolve("fit");
        FitFolder.write(fit, SampleFits.radon(1, 3), false);
        List<String> before = entries(fit.resolve("draws.zarr"));
        RowDraws missing = new Synthetic(1, 3, 3, 1);
        assertThrows(IllegalStateException.class, () -> FitGroups.add(fit, RowGroup.LOG_LIKELIHOOD, "y", missing));
        assertEquals(before, entries(fit.resolve("draws.zarr")));
        assertThrows(
                InputException.class,
                () -> FitGroups.add(folder, RowGroup.LOG_LIKELIHOOD, "y", new Synthetic(1, 3, 3)));
    }

    @Test
    void whatAKilledWriterLeftIsRemovedByTheNextOfAnyGroup() throws IOException {
        Path fit = folder.resolve("fit");
        FitFolder.write(fit, SampleFits.radon(1, 3), false);
        Path killed = Files.createDirectory(fit.resolve("draws.zarr/.groups.leapfrog-new-dead"));
        Files.createFile(killed.resolve(".lock"));
        Files.createDirectory(killed.resolve("posterior_predictive"));
        FitGroups.add(fit, RowGroup.LOG_LIKELIHOOD, "y", new Synthetic(1, 3, 3));
        assertTrue(entries(fit.resolve("draws.zarr")).stream().noneMatch(entry -> entry.contains("leapfrog-new")));
    }

    private static List<String> entries(Path store) throws IOException {
        try (Stream<Path> entries = Files.walk(store)) {
            return entries.map(Path::toString).sorted().toList();
        }
    }

    private static void assertReads(Path fit, RowGroup group, int chains, int draws, String variable)
            throws InterruptedException {
        Python.Answer answer = python.run("-c", """
            import sys, warnings, numpy, xarray
            warnings.simplefilter("error", RuntimeWarning)
            store, group, chains, draws, variable = sys.argv[1:]
            chains, draws = int(chains), int(draws)
            data = xarray.open_dataset(store, engine="zarr", group=group, consolidated=True).load()
            values = data[variable]
            assert list(data.data_vars) == [variable], data
            assert values.dims == ("chain", "draw", "row") and values.dtype == "<f8", values
            assert list(data.row.values) == [0, 2, 3, 7, 8, 11, 100000], data
            assert list(data.chain.values) == list(range(chains)) and list(data.draw.values) == list(range(draws))
            s = numpy.arange(chains * draws).reshape(chains, draws, 1)
            assert (values.values == numpy.arange(7) + s / 1024).all(), values
            assert data.attrs["inference_library"] == "leapfrog"
            print("read")
            """, fit.resolve("draws.zarr"), group.text(), chains, draws, variable);
        assertEquals(0, answer.code(), answer.output());
        assertTrue(answer.output().startsWith("read"), answer.output());
    }
}
