package leapfrog.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import leapfrog.report.plot.Ink;

/** Writes a page around what it is about: one that asks for nothing beyond itself. */
final class Page {
    private Page() {}

    /**
     * The page.
     *
     * @param kind what stands above the title
     * @param origin HTML: what the page is of
     * @param body HTML: navigation and main part
     */
    static String of(String kind, String title, String origin, String body) {
        StringBuilder html = new StringBuilder(1 << 20);
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + Signature.PAGE + "\n<meta name=\"viewport\""
                + " content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light"
                + " dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n<link rel=\"icon\""
                + " href=\"data:,\">\n<title>");
        html.append(Html.text(title)).append(" – Leapfrog</title>\n<style>\n:root{");
        html.append(Ink.declarations(false)).append("}\n@media (prefers-color-scheme:dark){:root{");
        html.append(Ink.declarations(true)).append("}}\n").append(resource("report.css"));
        html.append("</style>\n</head>\n<body>\n<header>\n<p class=\"kind\">")
                .append(Html.text(kind))
                .append("</p>\n<h1>")
                .append(Html.text(title))
                .append("</h1>\n<p class=\"origin\">")
                .append(origin)
                .append("</p>\n</header>\n");
        return html.append(body)
                .append("<script>\n")
                .append(resource("report.js"))
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
