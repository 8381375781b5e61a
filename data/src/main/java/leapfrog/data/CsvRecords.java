package leapfrog.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import leapfrog.model.InputException;

/** Takes fields from the parser straight into columns; checks the header and that all records are as long. */
final class CsvRecords extends AbstractBaseCsvCallbackHandler<Boolean> {
    private final Path file;
    private final IntFunction<CsvColumn> column;
    private final List<String> names = new ArrayList<>();
    private final List<CsvColumn> columns = new ArrayList<>();
    private CsvColumn[] targets = new CsvColumn[0];
    private boolean header = true;
    private boolean empty;
    private boolean quotedHeader;
    private long line;
    private long rows;

    CsvRecords(Path file, IntFunction<CsvColumn> column) {
        this.file = file;
        this.column = column;
    }

    List<String> names() {
        return names;
    }

    List<CsvColumn> columns() {
        return columns;
    }

    /** Where the last record began, 1-based; 0 before the first. */
    long lastLine() {
        return line;
    }

    void requireRows() {
        if (header) {
            throw new InputException(
                    file + " is empty; a header line with the columns' names and rows below it are needed");
        }
        if (rows == 0) {
            throw new InputException(file + " has a header but no rows");
        }
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        line = startingLineNumber;
        empty = false;
    }

    @Override
    protected void handleEmpty() {
        empty = true;
    }

    @Override
    protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
        int from = offset;
        int to = offset + length;
        if (!quoted) {
            while (from < to && isBlank(buffer[from])) {
                from++;
            }
            while (to > from && isBlank(buffer[to - 1])) {
                to--;
            }
        }
        if (header) {
            names.add(new String(buffer, from, to - from));
            quotedHeader |= quoted;
        } else if (field < targets.length) {
            try {
                targets[field].add(buffer, from, to);
            } catch (IllegalArgumentException e) {
                throw new InputException(where() + e.getMessage(), e);
            }
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\u00A0';
    }

    @Override
    protected Boolean buildRecord() {
        if (empty) {
            return Boolean.FALSE;
        }
        if (header) {
            header = false;
            checkHeader();
            for (int i = 0; i < names.size(); i++) {
                columns.add(column.apply(i));
            }
            targets = columns.toArray(CsvColumn[]::new);
        } else {
            rows++;
            if (getFieldCount() != targets.length) {
                throw new InputException(where() + plural(getFieldCount(), "field") + ", but the header names "
                        + plural(targets.length, "column"));
            }
        }
        return Boolean.TRUE;
    }

    private void checkHeader() {
        if (names.size() == 1 && !quotedHeader && names.getFirst().matches(".*[;\t].*")) {
            throw new InputException(where() + "'" + names.getFirst()
                    + "' is one column; fields must be separated by commas, not by semicolons or tabs");
        }
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isBlank()) {
                throw new InputException(where() + "column " + (i + 1) + " has no name; every column needs one");
            }
            if (name.indexOf('\0') >= 0) {
                throw new InputException(where() + "not UTF-8 text (it may be UTF-16); convert the file to UTF-8");
            }
            Integer before = seen.put(name, i + 1);
            if (before != null) {
                throw new InputException(where() + "columns " + before + " and " + (i + 1) + " are both named '" + name
                        + "'; names must differ");
            }
        }
    }

    private String where() {
        return file + ", line " + line + ": ";
    }

    private static String plural(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
