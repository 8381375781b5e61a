package leapfrog.model.formula;

import java.util.ArrayList;
import java.util.List;

/** Splits a formula's text into tokens, each with its place. */
final class Lexer {
    /** What a token is, and how messages call it. */
    enum Kind {
        NAME("a name"),
        QUOTED("a name"),
        NUMBER("a number"),
        TILDE("'~'"),
        PLUS("'+'"),
        MINUS("'-'"),
        STAR("'*'"),
        SLASH("'/'"),
        COLON("':'"),
        CARET("'^'"),
        BAR("'|'"),
        DOUBLE_BAR("'||'"),
        OPEN("'('"),
        CLOSE("')'"),
        COMMA("','"),
        EQUALS("'='"),
        END("the end");

        final String description;

        Kind(String description) {
            this.description = description;
        }
    }

    /** A piece of text; for names their name, without quotes. */
    record Token(Kind kind, String text, Place place) {}

    private final String text;
    private final int[] points;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
        this.points = text.codePoints().toArray();
    }

    /** All tokens, the last of kind END. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipSpace()) {
            lexer.readToken();
        }
        lexer.tokens.add(new Token(Kind.END, "", lexer.place(lexer.at)));
        return lexer.tokens;
    }

    /** Whether a name can stand without backquotes. */
    static boolean isPlain(String name) {
        if (name.isEmpty() || name.equals(".")) {
            return false;
        }
        int first = name.codePointAt(0);
        boolean number = first == '.' && name.length() > 1 && isDigit(name.charAt(1));
        return startsName(first) && !number && name.codePoints().allMatch(Lexer::continuesName);
    }

    private static boolean startsName(int point) {
        return Character.isLetter(point) || point == '_' || point == '.';
    }

    private static boolean continuesName(int point) {
        return Character.isLetterOrDigit(point) || point == '_' || point == '.';
    }

    private static boolean isDigit(int point) {
        return point >= '0' && point <= '9';
    }

    private Place place(int index) {
        return new Place(text, index);
    }

    private int peek(int ahead) {
        return at + ahead < points.length ? points[at + ahead] : -1;
    }

    private boolean skipSpace() {
        while (at < points.length && (Character.isWhitespace(points[at]) || Character.isSpaceChar(points[at]))) {
            at++;
        }
        return at < points.length;
    }

    private void readToken() {
        int point = points[at];
        if (point == '`') {
            readQuoted();
        } else if (isDigit(point) || (point == '.' && isDigit(peek(1)))) {
            readNumber();
        } else if (startsName(point)) {
            readName();
        } else if (point == '|' && peek(1) == '|') {
            add(Kind.DOUBLE_BAR, at, at + 2, "||");
        } else {
            add(symbol(point), at, at + 1, Character.toString(point));
        }
    }

    private void add(Kind kind, int from, int to, String content) {
        tokens.add(new Token(kind, content, place(from)));
        at = to;
    }

    private Kind symbol(int point) {
        return switch (point) {
            case '~' -> Kind.TILDE;
            case '+' -> Kind.PLUS;
            case '-' -> Kind.MINUS;
            case '*' -> Kind.STAR;
            case '/' -> Kind.SLASH;
            case ':' -> Kind.COLON;
            case '^' -> Kind.CARET;
            case '|' -> Kind.BAR;
            case '(' -> Kind.OPEN;
            case ')' -> Kind.CLOSE;
            case ',' -> Kind.COMMA;
            case '=' -> Kind.EQUALS;
            default ->
                throw place(at)
                        .error("unexpected character " + describe(point)
                                + "; a formula has names, numbers and ~ + - * / : ^ | || ( ) and commas;"
                                + " put a name with other characters in `backquotes`");
        };
    }

    private static String describe(int point) {
        boolean visible = Character.isDefined(point)
                && !Character.isISOControl(point)
                && Character.getType(point) != Character.SURROGATE
                && Character.getType(point) != Character.FORMAT;
        String code = "U+%04X".formatted(point);
        return visible ? "'" + Character.toString(point) + "'" + (point > 126 ? " (" + code + ")" : "") : code;
    }

    private void readName() {
        int from = at;
        int to = at;
        while (to < points.length && continuesName(points[to])) {
            to++;
        }
        String name = new String(points, from, to - from);
        if (name.equals(".")) {
            throw place(from).error("'.' for all other columns is not supported; name the columns");
        }
        add(Kind.NAME, from, to, name);
    }

    private void readQuoted() {
        int from = at;
        StringBuilder name = new StringBuilder();
        int to = at + 1;
        while (to < points.length && points[to] != '`') {
            boolean escaped =
                    points[to] == '\\' && to + 1 < points.length && (points[to + 1] == '`' || points[to + 1] == '\\');
            to += escaped ? 1 : 0;
            name.appendCodePoint(points[to]);
            to++;
        }
        if (to == points.length) {
            throw place(from).error("this backquote is not closed; a quoted name is `like this`");
        }
        if (name.isEmpty()) {
            throw place(from).error("an empty name; a quoted name is `like this`");
        }
        add(Kind.QUOTED, from, to + 1, name.toString());
    }

    private void readNumber() {
        int from = at;
        int to = skipDigits(at);
        if (to < points.length && points[to] == '.') {
            to = skipDigits(to + 1);
        }
        if (to < points.length && (points[to] == 'e' || points[to] == 'E')) {
            int sign = to + 1 < points.length && (points[to + 1] == '-' || points[to + 1] == '+') ? 1 : 0;
            int end = skipDigits(to + 1 + sign);
            to = end > to + 1 + sign ? end : to;
        }
        String number = new String(points, from, to - from);
        if (to < points.length && continuesName(points[to])) {
            throw place(from).error("a name cannot start with a digit; put it in `backquotes`");
        }
        if (Double.isInfinite(Double.parseDouble(number))) {
            throw place(from).error("the number is too large; numbers go up to 1.7e308");
        }
        add(Kind.NUMBER, from, to, number);
    }

    private int skipDigits(int from) {
        int to = from;
        while (to < points.length && isDigit(points[to])) {
            to++;
        }
        return to;
    }
}
