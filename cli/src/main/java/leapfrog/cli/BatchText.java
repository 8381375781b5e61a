package leapfrog.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import leapfrog.batch.BatchProgress;
import leapfrog.data.BatchLedger;

/** Says in words how far a batch is. */
final class BatchText {
    /** Fits that are listed one by one. */
    private static final int LISTED = 20;

    /** The sentence that says what is wrong with a formula has the column; a caret would point at nothing where lines are broken anew. */
    private static final String FAILED =
            "SELECT concat(fit, ': ', split_part(message, chr(10), 1)) FROM fits WHERE status = 'failed'";

    private static final String BAD =
            "SELECT concat(fit, ': ', divergences, ' divergences, R-hat at most ', round(max_rhat, 3), ', at least ',"
                    + " round(least(min_ess_bulk, min_ess_tail)), ' effective draws') FROM fits WHERE status = 'bad'";

    private BatchText() {}

    /** How far it is, and which fits are failed or bad. */
    static String of(BatchLedger ledger) {
        Map<String, Integer> counts = ledger.counts();
        int bad = counts.getOrDefault("bad", 0);
        int failed = counts.getOrDefault("failed", 0);
        StringBuilder text = new StringBuilder(head(ledger));
        list(ledger, "failed   ", FAILED, failed, text);
        list(ledger, "bad      ", BAD, bad, text);
        return text.toString();
    }

    /** Formula and numbers of fits. */
    static String head(BatchLedger ledger) {
        Map<String, String> settings = ledger.settings();
        Map<String, Integer> counts = ledger.counts();
        int good = counts.getOrDefault("good", 0);
        int bad = counts.getOrDefault("bad", 0);
        int failed = counts.getOrDefault("failed", 0);
        int total = Integer.parseInt(settings.getOrDefault(BatchSettings.FITS, "0"));
        return Paragraphs.labelled("formula  ", settings.getOrDefault(BatchSettings.FORMULA, ""))
                + Paragraphs.labelled(
                        "fits     ",
                        "%d of %d recorded: %d good, %d bad, %d failed"
                                .formatted(good + bad + failed, total, good, bad, failed));
    }

    private static void list(BatchLedger ledger, String label, String sql, int count, StringBuilder text) {
        ledger.query(sql + " ORDER BY fit LIMIT " + LISTED, BatchText::rounded).stream()
                .skip(1)
                .forEach(line -> text.append(Paragraphs.labelled(label, line.getFirst())));
        if (count > LISTED) {
            text.append(Paragraphs.labelled(
                    label,
                    "and " + (count - LISTED) + " more: 'leapfrog batch summary DIR --sql …' shows the table fits"));
        }
    }

    /** What the progress line says so many seconds after a run began. */
    static String progress(BatchProgress progress, double seconds) {
        double rate = progress.recorded() / seconds;
        return String.format(
                Locale.ROOT,
                "fits %d/%d, %s/s, %d bad, %d failed, %s left",
                progress.earlier() + progress.recorded(),
                progress.total(),
                String.format(Locale.ROOT, rate < 999.5 ? "%.3g" : "%.0f", rate),
                progress.bad(),
                progress.failed(),
                progress.recorded() == 0 ? "?" : ProgressLine.clock(progress.left() / rate));
    }

    /** A number with all its digits. */
    static String digits(double value) {
        return Double.toString(value);
    }

    /** A number with four digits. */
    static String rounded(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    /** Quoted where a cell needs it (RFC 4180). */
    static String csv(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream()
                        .map(cell -> cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
