package leapfrog.model.formula;

import leapfrog.model.InputException;

/**
 * Points at a character of a formula's text, for messages. All places are equal, so that syntax compares by what it says and not
 * by where it stands.
 *
 * @param text the whole formula as given
 * @param at 0-based index in code points; at the text's length it points behind the end
 */
public record Place(String text, int at) {
    /** The place of syntax that was not read from a text. */
    public static final Place NOWHERE = new Place("", 0);

    private static final int BEFORE = 60;
    private static final int AFTER = 40;

    /** The 1-based column in code points. */
    public int column() {
        return at + 1;
    }

    /** An error that shows the text around this place with a caret below it. */
    public InputException error(String message) {
        int[] points = text.codePoints().toArray();
        int from = at <= BEFORE ? 0 : at - BEFORE;
        int to = Math.min(points.length, at + AFTER);
        StringBuilder shown = new StringBuilder(from > 0 ? "…" : "");
        for (int i = from; i < to; i++) {
            shown.appendCodePoint(printable(points[i]));
        }
        if (to < points.length) {
            shown.append('…');
        }
        String indent = " ".repeat(at - from + (from > 0 ? 1 : 0));
        StringBuilder said = new StringBuilder();
        message.codePoints().map(Place::printable).forEach(said::appendCodePoint);
        return new InputException("formula, column " + column() + ": " + said + "\n  " + shown + "\n  " + indent + "^");
    }

    private static int printable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE, Character.UNASSIGNED, Character.FORMAT, Character.PRIVATE_USE -> '?';
            default -> point;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}
