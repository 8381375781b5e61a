package leapfrog.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** Holds rewritten SVG to drawing the same with less, and to being XML whatever names it carries. */
class SvgTest {
    private static String clean(String svg) {
        return SvgCleaner.inside(svg, "p", UnaryOperator.identity());
    }

    private static Document parsed(String marks) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader("<svg>" + marks + "</svg>")));
    }

    @Test
    void whatSaysNothingGoes() {
        assertEquals("<path d=\"M1.2 -3L0 4.1\" fill=\"none\" stroke=\"#0a0aff\"/>", clean("""
            <svg width="9"><style>g { x }</style>
              <g> <g transform=""> </g>
                <path d="M1.23456 -2.98 L0.0 4.06 " fill="rgb(1,2,3)" fill-opacity="0.0"
                  stroke="rgb(10,10,255)" stroke-opacity="1.0" clip-bounds-jfx="[rect]">
                </path> <path></path>
              </g>
            </svg>\
            """));
    }

    @Test
    void namesAreMadeAnewEachOnce() {
        assertEquals(
                "<g clip-path=\"url(#p0)\"><clipPath id=\"p0\"><rect width=\"2\"/></clipPath></g>",
                clean("<svg><g clip-path=\"url(#dX1)\"><clipPath id=\"dX1\"><rect"
                        + " width=\"2.04\"></rect></clipPath></g></svg>"));
    }

    @Test
    void pointsKeepTheirColourAndLoseAStrokeOfNoWidth() {
        assertEquals(
                "<circle fill=\"#1f6f9f\" cx=\"1\" cy=\"2\" r=\"1.5\"/>",
                clean("<svg><g ><circle fill=\"#1f6f9f\" stroke=\"#1f6f9f\" stroke-width=\"0.0\" cx=\"1.0\" cy=\"2.0\""
                        + " r=\"1.54\" /></g></svg>"));
    }

    @Test
    void aPlotIsXmlInThePagesColours() throws Exception {
        Plot plot = new Plot(300, 200)
                .x("a < b & \"c\"")
                .namesAtY(new double[] {1, 2}, List.of("<script>", "x & y"))
                .add(Layer.points().x(1, 2, 3).y(1, 2, 1.5).ink(Ink.POSTERIOR))
                .add(Layer.line().x(1, 3).y(1, 2).ink(Ink.WARNING));
        String marks = SvgRenderer.forPage().marks(plot, "q");
        Document document = parsed(marks);
        assertEquals(3, document.getElementsByTagName("circle").getLength(), marks);
        assertTrue(document.getDocumentElement().getTextContent().contains("<script>"), marks);
        assertTrue(document.getDocumentElement().getTextContent().contains("a < b & \"c\""), marks);
        assertTrue(marks.contains("fill=\"var(--posterior)\""), marks);
        assertTrue(marks.contains("stroke=\"var(--warning)\""), marks);
        assertFalse(marks.contains("rgb("), marks);
        assertFalse(marks.contains("<style"), marks);
        assertEquals(marks, SvgRenderer.forPage().marks(plot, "q"), "the same plot, the same text");
        assertFalse(SvgRenderer.forFile().marks(plot, "q").contains("var("));
    }

    @Test
    void inksAreToldApartByTheirColours() {
        assertEquals(
                Ink.values().length,
                List.of(Ink.values()).stream().map(Ink::light).distinct().count());
        assertEquals(Ink.CHAIN_1, Ink.chain(0));
        assertEquals(Ink.CHAIN_8, Ink.chain(7));
        assertEquals(Ink.CHAIN_1, Ink.chain(8));
    }
}
