package leapfrog.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import leapfrog.cli.ReportPages;
import leapfrog.report.figure.FigureKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens reports in a real browser: nothing complains, nothing is asked of the network, figures are there, the table sorts. */
class ReportBrowserTest {
    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Path one;
    private static Path two;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        browser = Browser.open(Files.createDirectory(folder.resolve("profile")));
        one = ReportPages.ofPartial(folder);
        two = ReportPages.ofPartialAndUnpooled(folder);
    }

    @AfterAll
    static void close() throws InterruptedException {
        if (browser != null) {
            browser.close();
        }
    }

    private static int number(String expression) throws InterruptedException {
        return browser.evaluate(expression).asInt();
    }

    private static String text(String expression) throws InterruptedException {
        return browser.evaluate(expression).asString();
    }

    @Test
    void nothingComplainsAndNothingLeavesThePage() throws InterruptedException {
        for (Path page : List.of(one, two)) {
            for (boolean dark : new boolean[] {false, true}) {
                browser.setDark(dark);
                browser.load(page);
                assertEquals(List.of(), browser.complaints());
                assertEquals(
                        List.of(),
                        browser.requests().stream()
                                .filter(address ->
                                        !address.equals(page.toUri().toString()) && !address.startsWith("data:"))
                                .toList());
            }
        }
    }

    @Test
    void aPageThatComplainsIsNoticed() throws IOException, InterruptedException {
        Path bad = Files.writeString(
                folder.resolve("bad.html"),
                "<img src=\"http://localhost:9/x.png\"><script>console.error('no'); undefined.x</script>");
        browser.load(bad);
        assertTrue(browser.complaints().size() >= 2, () -> browser.complaints().toString());
        assertTrue(
                browser.requests().contains("http://localhost:9/x.png"),
                () -> browser.requests().toString());
    }

    @Test
    void everyFigureIsDrawnAndNamed() throws InterruptedException {
        browser.load(one);
        for (FigureKind kind : FigureKind.values()) {
            String figure = "document.querySelector('figure." + kind.text() + "')";
            assertTrue(number(figure + ".querySelectorAll('svg').length") >= 1, kind::text);
            assertTrue(number(figure + ".querySelector('figcaption').textContent.length") > 80, kind::text);
        }
        String unnamed = "[...document.querySelectorAll('svg')].filter(s => s.getAttribute('role') !== 'img' ||"
                + " s.ariaLabel.length < 20).length";
        assertEquals(0, number(unnamed));
        // A drawing fills its frame: it has marks, and the browser gave it room.
        String empty =
                "[...document.querySelectorAll('svg')].filter(s => s.querySelectorAll('path,line,circle').length < 2"
                        + " || s.getBoundingClientRect().height < 80).length";
        assertEquals(0, number(empty));
        assertEquals(
                0,
                number("document.querySelectorAll('[id]').length - new"
                        + " Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"));
    }

    @Test
    void theTableSortsBothWays() throws InterruptedException {
        browser.load(one);
        String column =
                "[...document.querySelectorAll('#fit-1-table tbody td:nth-child(2)')].map(c => Number(c.textContent))";
        String head = "document.querySelector('#fit-1-table thead th:nth-child(2)')";
        String ascending = column + ".every((v, i, all) => i === 0 || all[i - 1] <= v)";
        assertEquals(25, number(column + ".length"));
        assertTrue(browser.evaluate("!" + ascending).asBoolean(), "unsorted to begin with");
        browser.evaluate(head + ".querySelector('button').click()");
        assertTrue(browser.evaluate(ascending).asBoolean());
        assertEquals("ascending", text(head + ".ariaSort"));
        double least = browser.evaluate(column + "[0]").asDouble();
        browser.evaluate(head + ".querySelector('button').click()");
        assertTrue(browser.evaluate(column + ".every((v, i, all) => i === 0 || all[i - 1] >= v)")
                .asBoolean());
        assertEquals("descending", text(head + ".ariaSort"));
        assertTrue(browser.evaluate(column + "[0]").asDouble() > least);
    }

    @Test
    void theTableIsSearchedAndShownWhole() throws InterruptedException {
        browser.load(one);
        String rows = "document.querySelectorAll('#fit-1-table tbody tr').length";
        browser.evaluate("document.querySelector('.more button').click()");
        assertEquals(175, number(rows));
        String type = "(() => { const s = document.querySelector('.search input'); s.value = '%s';"
                + " s.dispatchEvent(new Event('input')); })()";
        browser.evaluate(type.formatted("crow WING floor"));
        assertEquals(1, number(rows));
        assertEquals(
                "coef_county[CROW WING,floor]", text("document.querySelector('#fit-1-table tbody th').textContent"));
        browser.evaluate(type.formatted("sd_"));
        assertEquals(2, number(rows));
        browser.evaluate(type.formatted("nothing like it"));
        assertEquals(0, number(rows));
    }

    @Test
    void itFitsAPhone() throws InterruptedException {
        browser.setWidth(390);
        browser.load(two);
        assertEquals(390, number("document.documentElement.clientWidth"));
        assertTrue(number("document.documentElement.scrollWidth") <= 390, "nothing sticks out");
        // Text of a panel drawn 340 wide with letters of 11 px is at least 9 px high where the panel is at least 280
        // wide.
        assertTrue(
                number("Math.min(...[...document.querySelectorAll('svg')].map(s => s.getBoundingClientRect().width))")
                        >= 280);
        browser.setWidth(1200);
    }

    @Test
    void darkIsDark() throws InterruptedException {
        String paper = "getComputedStyle(document.body).backgroundColor";
        String mark = "getComputedStyle(document.querySelector('figure.forest circle')).fill";
        browser.setDark(false);
        browser.load(one);
        String light = text(paper);
        String lightMark = text(mark);
        assertEquals("rgb(255, 255, 255)", light);
        browser.setDark(true);
        assertEquals("rgb(20, 24, 28)", text(paper));
        assertNotEquals(lightMark, text(mark));
        browser.setDark(false);
    }

    @Test
    void twoFitsStandSideBySide() throws InterruptedException {
        browser.load(two);
        assertEquals(2, number("document.querySelectorAll('#comparison .runs tbody tr').length"));
        assertEquals(2, number("document.querySelectorAll('#comparison .ranking tbody tr').length"));
        assertTrue(text("document.querySelector('.cautions').textContent").contains("Integrated LOO says"));
        assertTrue(text("document.querySelector('#fit-1 .shrinkage .legend').textContent")
                .contains("unpooled (unpooled)"));
    }
}
