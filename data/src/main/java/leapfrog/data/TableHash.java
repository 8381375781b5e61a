package leapfrog.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import org.jspecify.annotations.Nullable;

/** Tells tables apart by what is in them: names, kinds and values of columns, in their order. */
public final class TableHash {
    private final MessageDigest digest;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    private TableHash(MessageDigest digest) {
        this.digest = digest;
    }

    /** The SHA-256 of a table, in hexadecimal digits. */
    public static String of(Table table) {
        try {
            TableHash hash = new TableHash(MessageDigest.getInstance("SHA-256"));
            for (String name : table.names()) {
                hash.add(name);
                switch (table.find(name)) {
                    case Column.Numbers(double[] values) -> hash.add(values);
                    case Column.Text(@Nullable String[] values) -> hash.add(values);
                    case null -> throw new IllegalStateException(name);
                }
            }
            return HexFormat.of().formatHex(hash.digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void add(double[] values) {
        add(-1 - values.length);
        for (double value : values) {
            add(Double.doubleToLongBits(value));
        }
    }

    private void add(@Nullable String[] values) {
        add(values.length);
        for (String value : values) {
            if (value == null) {
                add(-1);
            } else {
                add(value);
            }
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(long value) {
        digest.update(number.clear().putLong(value).flip());
    }
}
