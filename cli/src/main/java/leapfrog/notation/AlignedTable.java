package leapfrog.notation;

import java.util.List;

/** Lays out cells in columns: the first ones flush left, the others flush right. */
public final class AlignedTable {
    private AlignedTable() {}

    /**
     * The table.
     *
     * @param lines all with the same number of cells
     * @param left number of columns that are flush left
     * @return one line each, indented by two blanks
     */
    public static String of(List<List<String>> lines, int left) {
        int[] width = new int[lines.isEmpty() ? 0 : lines.getFirst().size()];
        for (List<String> line : lines) {
            for (int k = 0; k < width.length; k++) {
                width[k] = Math.max(width[k], line.get(k).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int k = 0; k < width.length; k++) {
                String blanks = " ".repeat(width[k] - line.get(k).length());
                row.append("  ").append(k < left ? line.get(k) + blanks : blanks + line.get(k));
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
