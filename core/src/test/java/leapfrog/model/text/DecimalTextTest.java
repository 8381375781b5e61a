package leapfrog.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what spells a number, and what does in Java alone or not at all. */
class DecimalTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"2", "-.5", "+6e-3", "7.", "1E+400"})
    void aDecimalIsRead(String text) {
        assertTrue(DecimalText.isNumber(text));
        assertEquals(Double.parseDouble(text), DecimalText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2d", "0x2p1", " 2", "", ".", "e5", "NaN", "1_000"})
    void whatSpellsNoneIsRefused(String text) {
        assertTrue(!DecimalText.isNumber(text));
        assertThrows(NumberFormatException.class, () -> DecimalText.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "-Infinity", "+INF"})
    void anInfinityIsNoDecimal(String text) {
        assertTrue(DecimalText.isNumber(text));
        assertTrue(!DecimalText.isDecimal(text));
    }
}
