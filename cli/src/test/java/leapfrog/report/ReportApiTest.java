package leapfrog.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.data.SavedFit;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.regression.Compute;
import leapfrog.regression.Regression;
import org.junit.jupiter.api.Test;

/** Writes reports and figures of fits that never were in a folder, by what the module exports alone. */
class ReportApiTest {
    private static ReportedFit fit() {
        Random random = new Random(4);
        int n = 40;
        double[] x = random.doubles(n, -1, 1).toArray();
        double[] y = Arrays.stream(x).map(v -> 2 * v + random.nextGaussian()).toArray();
        String[] g = IntStream.range(0, n).mapToObj(i -> "g" + i % 5).toArray(String[]::new);
        Table table = Table.of(Map.of(
                "x", new Table.Column.Numbers(x),
                "y", new Table.Column.Numbers(y),
                "g", new Table.Column.Text(g)));
        return ReportedFit.of(
                "mine",
                SavedFit.of(Regression.of("y ~ x + (1 | g)")
                        .on(Compute.on("scalar"))
                        .seed(1)
                        .fit(table)));
    }

    @Test
    void aReportNeedsNoFolder() {
        ReportedFit fit = fit();
        assertEquals("40 rows", fit.text().rows().split(",")[0]);
        String page = new Report(List.of(fit), List.of()).html();
        assertTrue(page.startsWith("<!DOCTYPE html>") && page.endsWith("</html>\n"), page.substring(0, 100));
        assertTrue(page.contains("y ~ x + (1 | g)") && page.contains("sd_g"));
        assertTrue(page.split("<svg", -1).length > 5, "figures");
    }

    @Test
    void soDoesEachFigure() {
        List<ReportedFit> fits = List.of(fit());
        assertEquals(11, Figures.kinds().size());
        for (String kind : Figures.kinds()) {
            Figures.Drawing drawing = Figures.of(kind, fits, List.of());
            assertTrue(drawing.svg().startsWith("<svg") && !drawing.caption().isBlank(), kind);
        }
        InputException error = assertThrows(InputException.class, () -> Figures.of("trase", fits, List.of()));
        assertTrue(error.getMessage().contains("did you mean trace?"), error::getMessage);
    }
}
