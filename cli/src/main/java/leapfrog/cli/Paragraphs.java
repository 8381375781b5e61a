package leapfrog.cli;

import java.util.List;

/** Breaks sentences into lines that a terminal shows whole. */
final class Paragraphs {
    static final int WIDTH = 100;

    private Paragraphs() {}

    /** Each text from a dash on, its further lines indented below it. */
    static String dashed(List<String> texts) {
        StringBuilder lines = new StringBuilder();
        texts.forEach(text -> append(lines, "- ", "  ", text));
        return lines.toString();
    }

    /** One text, its further lines indented as far as the label reaches. */
    static String labelled(String label, String text) {
        StringBuilder lines = new StringBuilder();
        append(lines, label, " ".repeat(label.length()), text);
        return lines.toString();
    }

    private static void append(StringBuilder lines, String first, String further, String text) {
        lines.append(first);
        int column = first.length();
        boolean begun = false;
        for (String word : text.split(" ", -1)) {
            if (begun && column + 1 + word.length() > WIDTH) {
                lines.append('\n').append(further);
                column = further.length();
            } else if (begun) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
            begun = true;
        }
        lines.append('\n');
    }
}
