package leapfrog.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.text.NearestName;
import org.jspecify.annotations.Nullable;

/** Suggests the level of a group that a new one may be a misspelling of. */
final class MeantLevel {
    private MeantLevel() {}

    /**
     * The nearest of the known levels that differs in spelling, in one part of a nested level {@code MN:AITKIN}; null if none is near.
     * Levels that differ in digits alone are no misspellings: after {@code plot 11} comes {@code plot 12}.
     */
    static @Nullable String of(String level, List<String> known) {
        String[] parts = level.split(":", -1);
        for (int k = 0; k < parts.length; k++) {
            Map<String, String> candidates = new LinkedHashMap<>();
            for (String other : known) {
                String[] others = other.split(":", -1);
                if (others.length == parts.length && differInOnly(k, parts, others)) {
                    candidates.put(others[k], other);
                }
            }
            String nearest = NearestName.among(parts[k], candidates.keySet());
            if (nearest != null) {
                return candidates.get(nearest);
            }
        }
        return null;
    }

    private static boolean differInOnly(int k, String[] parts, String[] others) {
        for (int i = 0; i < parts.length; i++) {
            if (i != k && !parts[i].equals(others[i])) {
                return false;
            }
        }
        return !withoutDigits(parts[k]).equals(withoutDigits(others[k]));
    }

    private static String withoutDigits(String text) {
        return text.replaceAll("\\p{Nd}", "");
    }
}
