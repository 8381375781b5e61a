package leapfrog.sample;

import java.util.List;

/**
 * Says on what a fit runs and why, for the record.
 *
 * @param name of the backend
 * @param device in words
 * @param choice why it was taken, in one line
 * @param rejections why not each other one, with the remedy
 */
public record BackendUse(String name, String device, String choice, List<String> rejections) {
    /** Takes unmodifiable copies. */
    public BackendUse {
        rejections = List.copyOf(rejections);
    }
}
