package leapfrog.data;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import leapfrog.sample.Fit;

/**
 * Writes the draws of a fit into one CSV file: a line a draw, with its chain and number, both from 0 on, and a column a quantity. Doubles
 * have the shortest digits that read back to the same double; {@code NaN}, {@code Inf}.
 */
final class DrawsCsv {
    private DrawsCsv() {}

    /**
     * Writes a fit's draws; the file appears whole or not at all.
     *
     * @throws leapfrog.model.InputException if the file is there and must not be replaced, or if writing fails
     */
    static void write(Path file, Fit fit, boolean overwrite) {
        ExportedDraws draws = ExportedDraws.of(fit);
        WholeFile.write(file, overwrite, hidden -> {
            try (BufferedWriter csv = Files.newBufferedWriter(hidden)) {
                StringBuilder line = new StringBuilder("chain,draw");
                draws.names().forEach(name -> line.append(',').append(SummaryCsv.quoted(name)));
                csv.append(line.append('\n'));
                double[] row = new double[draws.columns()];
                for (int chain = 0; chain < fit.draws().chains(); chain++) {
                    for (int draw = 0; draw < fit.draws().draws(); draw++) {
                        line.setLength(0);
                        line.append(chain).append(',').append(draw);
                        draws.read(chain, draw, row);
                        for (double value : row) {
                            line.append(',').append(SummaryCsv.number(value));
                        }
                        csv.append(line.append('\n'));
                    }
                }
            }
        });
    }
}
