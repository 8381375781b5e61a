package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names files after fits, whatever those are called. */
class DrawFilesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MN | MN.parquet",
                "radon_mn#0001 | radon_mn%230001.parquet",
                "a/b | a%2Fb.parquet",
                ".. | %2E..parquet",
                "Münster | M%C3%BCnster.parquet",
                "s, sd ~ half_normal(0.5) | s%2C%20sd%20%7E%20half_normal%280.5%29.parquet",
            })
    void namesAreThoseThatEveryFileSystemTakes(String fit, String file) {
        assertEquals(file, DrawFiles.fileName(fit));
    }

    @Test
    void longNamesAreToldApart() {
        String one = DrawFiles.fileName("x".repeat(300) + "1");
        assertTrue(one.length() < 200, one);
        assertNotEquals(one, DrawFiles.fileName("x".repeat(300) + "2"));
    }
}
