package leapfrog.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leapfrog.model.InputException;
import leapfrog.sample.Fit;
import leapfrog.sample.SamplerStatistics;

/**
 * Writes a fit as CmdStan writes its draws, one file {@code chain-K.csv} a chain, K from 1 on: for R's cmdstanr, posterior and rstan, and
 * Python's arviz and cmdstanpy. Format: CmdStan User's Guide 2.36, "Stan CSV File Format".
 *
 * <p>Doubles have the shortest digits that read back to the same double.
 */
final class CmdStanCsv {
    private static final String STATISTICS =
            "lp__,accept_stat__,stepsize__,treedepth__,n_leapfrog__,divergent__,energy__";

    /** All files grow under this name. */
    private static final String SET = "chains";

    private CmdStanCsv() {}

    /** The file of a chain, 0-based. */
    static String name(int chain) {
        return "chain-" + (chain + 1) + ".csv";
    }

    static boolean isName(String name) {
        return name.matches("chain-[0-9]+\\.csv");
    }

    /**
     * Checks that {@link #write} may write.
     *
     * @throws InputException if not
     */
    static void check(Path folder, boolean overwrite) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new InputException("'" + folder + "' is a file; CmdStan's files need a folder");
        }
        files(folder).forEach(file -> WholeFile.check(file, overwrite));
    }

    /**
     * Writes a fit's files into a folder, which is made if need be; they appear together or not at all.
     *
     * @param overwrite whether files of these names may be replaced; then those of further chains are removed
     * @throws InputException if they may not, or if writing fails
     */
    static void write(Path folder, Fit fit, boolean overwrite) {
        check(folder, overwrite);
        int chains = fit.draws().chains();
        Source source = Source.of(fit);
        try {
            Path place = Staging.followed(folder);
            try (Staging staging = Staging.begin(place.resolve(SET))) {
                IntStream.range(0, chains).parallel().forEach(chain -> {
                    try {
                        source.write(chain, staging.folder().resolve(name(chain)));
                    } catch (IOException e) {
                        throw FitFolder.failure(folder.resolve(name(chain)), e);
                    }
                });
                check(folder, overwrite);
                staging.publish(
                        IntStream.range(0, chains).mapToObj(CmdStanCsv::name).toList(), files(place), () -> {});
            }
        } catch (IOException e) {
            throw FitFolder.failure(folder, e);
        }
    }

    /** The files of chains that a folder holds; none if it is not there. */
    static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> isName(entry.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw FitFolder.failure(folder, e);
        }
    }

    private record Source(
            Fit fit, ExportedDraws draws, SamplerStatistics.Held statistics, List<StanNames.Column> columns) {
        static Source of(Fit fit) {
            ExportedDraws draws = ExportedDraws.of(fit);
            return new Source(fit, draws, fit.statistics().held(), StanNames.of(draws.variables()));
        }

        void write(int chain, Path file) throws IOException {
            try (BufferedWriter csv = Files.newBufferedWriter(file)) {
                csv.write(CmdStanComments.configuration(fit, chain, FitFolder.version(), columns));
                csv.write(columns.stream()
                        .map(StanNames.Column::stan)
                        .collect(Collectors.joining(",", STATISTICS + ",", "\n")));
                csv.write(CmdStanComments.adaptation(fit.end().get(chain)));
                int count = fit.draws().draws();
                double[] row = new double[draws.columns()];
                StringBuilder line = new StringBuilder();
                for (int draw = 0; draw < count; draw++) {
                    line.setLength(0);
                    statistics(line, chain * count + draw);
                    draws.read(chain, draw, row);
                    for (StanNames.Column column : columns) {
                        number(line.append(','), row[column.quantity()]);
                    }
                    csv.append(line.append('\n'));
                }
                csv.write(CmdStanComments.times(fit.run().seconds()));
            }
        }

        private void statistics(StringBuilder line, int at) {
            number(line, statistics.logDensity()[at]);
            number(line.append(','), statistics.acceptance()[at]);
            number(line.append(','), statistics.stepSize()[at]);
            line.append(',').append(statistics.depth()[at]);
            line.append(',').append(statistics.leapfrogs()[at]);
            line.append(',').append(statistics.divergent()[at] ? 1 : 0);
            number(line.append(','), statistics.energy()[at]);
        }

        /** As C++ writes it: nan, inf, -inf. */
        private static void number(StringBuilder line, double value) {
            if (Double.isFinite(value)) {
                line.append(value);
            } else {
                line.append(Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf");
            }
        }
    }
}
