package leapfrog.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes names of quantities and dimensions into different names of folders.
 *
 * <p>Most stay as they are ({@code b_county:floor}, brackets, blanks), for they are what a reader of the file sees. The characters
 * {@code / \ %}, controls, a leading dot, and what this system's file names cannot hold become {@code %2F} and so on; a name above
 * 200 bytes is cut and ends with its hash; one that is taken gets a trailing {@code _}. The true name is an attribute.
 */
final class StorageNames {
    private static final int LONGEST = 200;
    private static final Charset FILE_NAMES = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private final Set<String> taken = new HashSet<>();

    String claim(String name) {
        String safe = safe(name);
        while (!taken.add(safe)) {
            safe += "_";
        }
        return safe;
    }

    private static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        name.codePoints().forEach(c -> {
            String text = Character.toString(c);
            boolean kept = c >= ' ' && c != 0x7F && c != '/' && c != '\\' && c != '%' && !(c == '.' && safe.isEmpty());
            if (kept && FILE_NAMES.newEncoder().canEncode(text)) {
                safe.append(text);
            } else {
                for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                    safe.append('%').append(String.format("%02X", b));
                }
            }
        });
        if (safe.isEmpty()) {
            return "%";
        }
        if (safe.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return safe.toString();
        }
        int end = safe.length();
        while (safe.substring(0, end).getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            end = safe.offsetByCodePoints(end, -1);
        }
        return safe.substring(0, end) + "~" + Integer.toHexString(name.hashCode());
    }
}
