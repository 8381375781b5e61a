package leapfrog.model.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes names as formulas print them, and finds them again; and writes what is no name. */
class QuotedNameTest {
    private static final List<String> NAMES = List.of("x", "a b", "tick`s \\ slash", "`quoted`", "`", "``");

    @ParameterizedTest
    @ValueSource(strings = {"x", "a b", "tick`s \\ slash", "`quoted`", "`", "``"})
    void aNameIsMeantAsItIsAndAsFormulasPrintIt(String name) {
        assertEquals(name, QuotedName.among(NAMES, name));
        assertEquals(name, QuotedName.among(NAMES, Printer.printName(name)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "`a b", "`a b` ", "`y`", "`a b` + `x`", "```", "`a b`\u0000"})
    void whatIsNoNameStaysAsItIsWritten(String written) {
        assertEquals(written.equals("`a b` ") ? "a b" : written, QuotedName.among(NAMES, written));
    }
}
