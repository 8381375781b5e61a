package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.engine.ChainState;
import leapfrog.model.InputException;
import leapfrog.sample.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks where fits may be written, what is replaced, and what a crash leaves. */
final class FitPlaceTest {
    @TempDir
    private Path folder;

    private static final SavedFit FIT = SampleFits.odd(2, 3);
    private static final SavedFit OTHER = SampleFits.odd(1, 4);

    @Test
    void checkingLeavesNothingBehind() throws IOException {
        FitFolder.check(folder.resolve("a/b/fit"), false);
        assertEquals(List.of(), entries());
    }

    @Test
    void parentsAreMade() throws IOException {
        FitFolder.write(folder.resolve("a/b/fit"), FIT, false);
        FitFolderTest.assertSameFit(FIT, FitFolder.read(folder.resolve("a/b/fit")));
        assertEquals(List.of("a"), entries());
    }

    @Test
    void aFitThatIsThereStaysUnlessOverwritten() throws IOException {
        Path fit = folder.resolve("fit");
        FitFolder.write(fit, FIT, false);
        String message = "'" + fit + "' exists; name a new folder, or overwrite this fit with --overwrite";
        assertEquals(message, refusal(() -> FitFolder.check(fit, false)));
        assertEquals(message, refusal(() -> FitFolder.write(fit, OTHER, false)));
        FitFolderTest.assertSameFit(FIT, FitFolder.read(fit));
        FitFolder.check(fit, true);
        FitFolder.write(fit, OTHER, true);
        FitFolderTest.assertSameFit(OTHER, FitFolder.read(fit));
        assertEquals(List.of("fit"), entries());
    }

    @Test
    void aLinkToAFitIsFollowed() throws IOException {
        FitFolder.write(folder.resolve("fit"), FIT, false);
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("fit"));
        FitFolder.write(link, OTHER, true);
        assertTrue(Files.isSymbolicLink(link));
        FitFolderTest.assertSameFit(OTHER, FitFolder.read(folder.resolve("fit")));
    }

    @Test
    void whatIsNotAFitIsNeverOverwritten() throws IOException {
        Path place = Files.createDirectory(folder.resolve("thesis"));
        Files.createFile(place.resolve("thesis.tex"));
        assertEquals("'" + place + "' exists; name a new folder", refusal(() -> FitFolder.check(place, false)));
        String message =
                "'" + place + "' is not a fit (it has no fit.json) and is not overwritten; name another folder";
        assertEquals(message, refusal(() -> FitFolder.check(place, true)));
        assertEquals(message, refusal(() -> FitFolder.write(place, FIT, true)));
        Files.createFile(place.resolve("fit.json"));
        assertEquals(
                "'" + place
                        + "' is not overwritten: 'thesis.tex' in it is not part of a fit; move it away or name another"
                        + " folder",
                refusal(() -> FitFolder.check(place, true)));
        Path file = place.resolve("thesis.tex");
        assertEquals("'" + file + "' is a file; name a new folder", refusal(() -> FitFolder.check(file, true)));
        assertEquals(
                "'" + file.resolve("fit") + "' cannot be made: '" + file + "' is a file",
                refusal(() -> FitFolder.check(file.resolve("fit"), true)));
        assertTrue(refusal(() -> FitFolder.check(Path.of("/"), true)).startsWith("'/' is not a place for a fit"));
        assertTrue(Files.exists(file));
    }

    @Test
    void whatACrashLeftIsRemovedByTheNextWriterAndALivingWriterIsLeftAlone() throws IOException {
        Path crashed = Files.createDirectories(folder.resolve(".fit.leapfrog-new-dead/draws.zarr"));
        Files.createFile(crashed.resolveSibling(".lock"));
        Path foreign = Files.createDirectory(folder.resolve(".fit2.leapfrog-new-dead"));
        Files.createFile(foreign.resolve(".lock"));
        Path locking = Files.createDirectory(folder.resolve(".fit.leapfrog-new-young"));
        Path forgotten = Files.createDirectory(folder.resolve(".fit.leapfrog-new-old"));
        Files.setLastModifiedTime(forgotten, FileTime.from(Instant.now().minusSeconds(120)));
        try (Staging living = Staging.begin(folder.resolve("fit"))) {
            assertFalse(Files.exists(crashed));
            FitFolder.write(folder.resolve("fit"), FIT, false);
            assertTrue(Files.exists(living.folder()));
        }
        Files.delete(locking);
        assertEquals(List.of(".fit2.leapfrog-new-dead", "fit"), entries());
    }

    @Test
    void entriesThatCannotAllBeMovedLeaveWhatStoodThere() throws IOException {
        Path old = Files.writeString(folder.resolve("a"), "old");
        try (Staging staging = Staging.begin(folder.resolve("set"))) {
            Files.writeString(staging.folder().resolve("a"), "new");
            assertThrows(IOException.class, () -> staging.publish(List.of("a", "missing"), List.of(old), () -> {}));
            assertThrows(
                    IllegalStateException.class,
                    () -> staging.publish(List.of("a"), List.of(old), () -> {
                        assertEquals("new", Files.readString(old));
                        throw new IllegalStateException();
                    }));
        }
        assertEquals("old", Files.readString(old));
        assertEquals(List.of("a"), entries());
    }

    @Test
    void aPlaceBehindALinkIsWhereTheSystemSaysItIs() throws IOException {
        Path inner = Files.createDirectories(folder.resolve("deep/inner"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), inner);
        FitFolder.write(link.resolve("../fit"), FIT, false);
        WholeFile.write(link.resolve("../x.csv"), false, file -> Files.writeString(file, "x"));
        assertEquals(List.of("fit", "inner", "x.csv"), entries(folder.resolve("deep")));
        assertEquals(List.of("deep", "link"), entries());
    }

    @Test
    void whatIsUnfinishedInAFitGoesWithItWhenItIsOverwritten() throws IOException {
        Path fit = folder.resolve("fit");
        FitFolder.write(fit, FIT, false);
        List<String> parts = entries(fit);
        Path killed = Files.createDirectory(fit.resolve(".chains.leapfrog-new-dead"));
        Files.createFile(killed.resolve(".lock"));
        Files.createFile(fit.resolve(".report.html.leapfrog-new-1"));
        Files.createDirectory(fit.resolve(".draws.csv.leapfrog-new-1"));
        FitFolder.check(fit, true);
        FitFolder.write(fit, OTHER, true);
        assertEquals(parts, entries(fit));
        try (Staging living = Staging.begin(fit.resolve("sub"))) {
            assertTrue(refusal(() -> FitFolder.check(fit, true))
                    .contains("'" + living.folder().getFileName() + "' in it is not part"));
        }
        FitFolder.check(fit, true);
        // Without a lock it may be a fit that could not be renamed.
        Files.createDirectories(fit.resolve(".other.leapfrog-new-1/draws.zarr"));
        assertTrue(refusal(() -> FitFolder.check(fit, true)).contains("'.other.leapfrog-new-1' in it is not part"));
    }

    @Test
    void partsOfFitsAreNotReplacedByOtherThings() throws IOException {
        Path fit = folder.resolve("fit");
        Path other = folder.resolve("other");
        FitFolder.write(fit, FIT, false);
        FitFolder.write(other, OTHER, false);
        Files.createSymbolicLink(folder.resolve("link"), fit);
        String refused = " is a part of the fit '" + fit + "' and is not replaced; name another place";
        for (String part : List.of("fit.json", "summary.csv", "draws.csv", "draws.zarr/.zmetadata")) {
            Path file = fit.resolve(part);
            assertEquals("'" + file + "'" + refused, refusal(() -> CsvFile.check(file, true)));
            Path linked = folder.resolve("link").resolve(part);
            assertTrue(refusal(() -> CsvFile.check(linked, true)).contains(" is a part of the fit "));
        }
        for (Path file : List.of(other.resolve("fit.json"), other.resolve("draws.csv"), fit.resolve("draws.parquet"))) {
            assertTrue(refusal(() -> DrawsFormat.CSV.check(file, fit, true)).contains(" is a part of the fit "));
        }
        assertTrue(refusal(() -> DrawsFormat.CMDSTAN.check(other, fit, true)).contains(" is a part of the fit "));
        DrawsFormat.CMDSTAN.check(other, other, true);
        DrawsFormat.CSV.check(fit.resolve("draws.csv"), fit, true);
        CsvFile.check(fit.resolve("predicted.csv"), false);
    }

    @Test
    void aFailedWriteLeavesNothing() throws IOException {
        // Chains with different kinds of metric: found when most of the store is written.
        Fit fit = FIT.fit();
        List<ChainState> mixed =
                List.of(fit.end().getFirst(), SampleFits.radon(1, 1).fit().end().getFirst());
        Fit broken = new Fit(fit.recipe(), fit.settings(), fit.data(), fit.draws(), fit.statistics(), mixed, fit.run());
        SavedFit saved = new SavedFit(broken, FIT.summary(), FIT.diagnosis(), FIT.version(), FIT.created());
        assertThrows(IllegalArgumentException.class, () -> FitFolder.write(folder.resolve("fit"), saved, false));
        assertEquals(List.of(), entries());
    }

    @Test
    void aPlaceTakenMeanwhileKeepsTheFitBesideIt() throws IOException {
        Path fit = folder.resolve("fit");
        try (Staging staging = Staging.begin(fit)) {
            FitFolder.writeInto(staging.folder(), FIT, 64);
            Files.createDirectories(fit.resolve("someone's"));
            assertThrows(IOException.class, () -> staging.commit(false));
            assertTrue(Files.isDirectory(fit.resolve("someone's")));
        }
        String kept = entries().getFirst();
        assertTrue(kept.startsWith(".fit.leapfrog-new-"), kept);
        FitFolderTest.assertSameFit(FIT, FitFolder.read(folder.resolve(kept)));
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidBeforeSampling() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(closed), "this user may write everywhere");
        Path fit = closed.resolve("fit");
        String message = "'" + fit + "' cannot be written: permission denied";
        assertEquals(message, refusal(() -> FitFolder.check(fit, false)));
        assertEquals(message, refusal(() -> FitFolder.write(fit, FIT, false)));
    }

    @Test
    void aFileSystemThatRefusesIsSaidBeforeSampling() {
        // Nobody, root included, makes folders there.
        Path fit = Path.of("/proc/fit");
        assumeFalse(Files.notExists(fit.getParent()), "no /proc");
        assertTrue(refusal(() -> FitFolder.check(fit, false)).startsWith("'/proc/fit' cannot be written: "));
    }

    private List<String> entries() throws IOException {
        return entries(folder);
    }

    private static List<String> entries(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String refusal(Runnable action) {
        return assertThrows(InputException.class, action::run).getMessage();
    }
}
