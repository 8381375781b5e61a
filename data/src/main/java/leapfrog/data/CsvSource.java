package leapfrog.data;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;
import leapfrog.model.InputException;
import org.jspecify.annotations.Nullable;

/** Opens a CSV file, as often as needed, and turns all that is wrong with it into an {@link InputException}. */
final class CsvSource {
    private final Path file;
    private final byte @Nullable [] content;
    private List<String> names = List.of();

    private CsvSource(Path file, byte @Nullable [] content) {
        this.file = file;
        this.content = content;
    }

    static CsvSource of(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputException("'" + file + "' is a folder; a CSV file is needed");
        }
        try {
            // A pipe can be read once only.
            byte[] content = Files.exists(file) && !Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
            return new CsvSource(file, content);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The header's names, once read. */
    List<String> names() {
        return names;
    }

    /** Reads the whole file into columns made by their index. */
    List<CsvColumn> read(IntFunction<CsvColumn> column) {
        CsvRecords records = new CsvRecords(file, column);
        try (InputStream bytes = open();
                Reader text = decoded(bytes);
                CsvReader<Boolean> reader = CsvReader.builder()
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .build(records, text);
                CloseableIterator<Boolean> lines = reader.iterator()) {
            while (lines.hasNext()) {
                lines.next();
            }
        } catch (IOException | UncheckedIOException | CsvParseException e) {
            throw failure(e, records.lastLine());
        }
        records.requireRows();
        names = records.names();
        return records.columns();
    }

    private InputStream open() throws IOException {
        InputStream bytes = content == null ? Files.newInputStream(file) : new ByteArrayInputStream(content);
        byte[] mark = bytes.readNBytes(3);
        boolean byteOrderMark = Arrays.equals(mark, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        return byteOrderMark ? bytes : new SequenceInputStream(new ByteArrayInputStream(mark), bytes);
    }

    private static Reader decoded(InputStream bytes) {
        // A decoder made here reports malformed bytes; InputStreamReader's own would replace them.
        return new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    }

    private InputException failure(Exception e, long lastLine) {
        Throwable cause = e instanceof IOException ? e : e.getCause();
        if (cause instanceof CharacterCodingException) {
            return notUtf8();
        }
        if (cause instanceof IOException io && !(e instanceof CsvParseException)) {
            return unreadable(file, io);
        }
        if (cause instanceof InputException input) {
            return input;
        }
        return new InputException(
                file + ", line " + Math.max(1, lastLine)
                        + ": the record that begins here is not CSV: a quote is left open or"
                        + " followed by text; a quoted field is \"…\", with each quote inside it doubled",
                e);
    }

    private static InputException unreadable(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> new InputException("no such file: '" + file + "'", e);
            case AccessDeniedException _ -> new InputException("'" + file + "' cannot be read: permission denied", e);
            default -> new InputException("'" + file + "' cannot be read: " + e.getMessage(), e);
        };
    }

    private InputException notUtf8() {
        return new InputException(
                switch (kind()) {
                    case "fffe", "feff" ->
                        file + ": UTF-16 text; convert the file, for example with iconv -f utf-16 -t utf-8";
                    case "1f8b" -> file + ": a gzip file; unpack it, for example with gunzip";
                    case "504b" -> file + ": a zip file, as spreadsheets are; unpack it, or save it as CSV";
                    default ->
                        file + ", line " + firstLineNotUtf8()
                                + ": not UTF-8 text; convert the file, for example with iconv -f latin1 -t utf-8";
                });
    }

    /** The first two bytes, by which kinds of files are known. */
    private String kind() {
        try (InputStream bytes = open()) {
            return HexFormat.of().formatHex(bytes.readNBytes(2));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private long firstLineNotUtf8() {
        long line = 1;
        try (InputStream bytes = open()) {
            byte[] pending = new byte[0];
            for (byte[] block = bytes.readNBytes(1 << 20); block.length > 0; block = bytes.readNBytes(1 << 20)) {
                int start = 0;
                for (int i = 0; i < block.length; i++) {
                    if (block[i] == '\n') {
                        if (!isUtf8(pending, block, start, i)) {
                            return line;
                        }
                        line++;
                        start = i + 1;
                        pending = new byte[0];
                    }
                }
                pending = joined(pending, block, start, block.length);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return line;
    }

    private static boolean isUtf8(byte[] pending, byte[] block, int start, int end) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(joined(pending, block, start, end)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] joined(byte[] pending, byte[] block, int start, int end) {
        byte[] result = Arrays.copyOf(pending, pending.length + end - start);
        System.arraycopy(block, start, result, pending.length, end - start);
        return result;
    }
}
