package leapfrog.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Names folders that are not there yet. */
final class FreshFolder {
    private FreshFolder() {}

    /** {@code radon_mn-fit}, or the first of {@code radon_mn-fit-2}, … that is free. */
    static Path of(Path wanted) {
        Path folder = wanted;
        for (int k = 2; Files.exists(folder); k++) {
            folder = wanted.resolveSibling(wanted.getFileName() + "-" + k);
        }
        return folder;
    }
}
