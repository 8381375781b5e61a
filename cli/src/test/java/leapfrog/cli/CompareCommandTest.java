package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import leapfrog.data.FitGroups;
import leapfrog.data.RowGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Runs comparisons in this process: of new fits and of saved ones, as text, CSV and JSON. */
class CompareCommandTest {
    private static final String POOLED = "pooled=log_radon ~ floor";
    private static final String UNPOOLED = "unpooled=log_radon ~ 0 + county + county:floor";
    private static final String PARTIAL = "partial=log_radon ~ floor + (1 + floor || county)";

    @TempDir
    private Path folder;

    /** A comparison of short fits on the scalar backend. */
    private static CommandRun compare(Path data, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("compare", data));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--backend", "scalar", "--seed", 3));
        for (Object[] option : new Object[][] {{"--chains", 2}, {"--warmup", 100}, {"--draws", 100}}) {
            if (!arguments.contains(option[0])) {
                arguments.addAll(List.of(option));
            }
        }
        return CommandRun.of(arguments.toArray());
    }

    /** The lines of compare.csv by model. */
    private static Map<String, Map<String, String>> csv(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("compare.csv"));
        String[] names = lines.getFirst().split(",", -1);
        Map<String, Map<String, String>> models = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertEquals(names.length, cells.length, line);
            Map<String, String> values = new HashMap<>();
            for (int k = 0; k < names.length; k++) {
                values.put(names[k], cells[k]);
            }
            models.put(cells[0], values);
        }
        return models;
    }

    private static double number(Map<String, String> values, String name) {
        return Double.parseDouble(values.getOrDefault(name, ""));
    }

    @Test
    void rowsThatWaicFailsAreCountedForEachModel() throws IOException {
        CommandRun run = compare(Tables.groups(folder), "one=y ~ 0 + g + g:x").expect(ExitCode.DONE);
        String said = run.out().replaceAll("\\s+", " ");
        assertTrue(
                Pattern.compile("above 0.4: one [(](1 row|\\d+ rows)[)][.]")
                        .matcher(said)
                        .find(),
                said);
    }

    /** The bounds are far wider than 200 draws err: exactly RMSD is 0.7892, 0.6583, 0.6961 and elpd −1089.86, −1236.00, −1039.25. */
    @Test
    void theTutorialsThreeModels() throws IOException {
        Path out = folder.resolve("radon");
        Path priors = Tables.RADON.resolveSibling("priors_2022.txt");
        Path page = out.resolve("radon.html");
        CommandRun run = compare(
                        Tables.RADON,
                        POOLED,
                        UNPOOLED,
                        PARTIAL,
                        "--priors",
                        priors,
                        "--out",
                        out,
                        "--report",
                        page,
                        "--save",
                        "log_likelihood,posterior_predictive",
                        "--groups",
                        "AITKIN,CASS")
                .expect(ExitCode.DONE);
        Map<String, Map<String, String>> models = csv(out);
        assertEquals(3, models.size());
        requireModel(models.get("pooled"), 0.7892, -1089.86, "psis");
        requireModel(models.get("unpooled"), 0.6583, -1236.00, "integrated");
        assertEquals(0.6961, number(models.get("partial"), "rmsd"), 0.01);
        assertEquals(0, number(models.get("partial"), "elpd_diff"));
        assertTrue(number(models.get("unpooled"), "elpd_loo") > -1236 + 100);
        double weights = models.values().stream()
                .mapToDouble(values -> number(values, "stacking_weight"))
                .sum();
        assertEquals(1, weights, 1e-12);
        for (String line : run.out().lines().toList()) {
            assertTrue(line.length() <= 100, line);
        }
        for (String said : List.of("REML", "integrated LOO", "unpooled: PSIS-LOO is not to be trusted", "85 of them")) {
            assertTrue(run.out().contains(said), () -> said + " in\n" + run.out());
        }
        requireSameFromFolders(out, models);
        requireRanked(page, out, models);
        for (String name : models.keySet()) {
            assertEquals(
                    List.of(RowGroup.LOG_LIKELIHOOD, RowGroup.POSTERIOR_PREDICTIVE),
                    FitGroups.of(out.resolve(name + "-fit")));
        }
    }

    /** The page says what the file says, and a report of the folders says the same again. */
    private void requireRanked(Path page, Path out, Map<String, Map<String, String>> models) throws IOException {
        String html = Files.readString(page);
        assertTrue(html.contains("AITKIN · 4 rows") && !html.contains("FREEBORN · "), "the groups asked for");
        List<String> lines = ranking(html);
        assertEquals(3, lines.size());
        for (String name : models.keySet()) {
            Map<String, String> values = Objects.requireNonNull(models.get(name));
            String line = lines.stream()
                    .filter(one -> one.contains(">" + name + "<"))
                    .findFirst()
                    .orElseThrow();
            boolean integrated = "integrated".equals(values.get("elpd_by"));
            List<String> wanted = new ArrayList<>(List.of(
                    String.format(
                            Locale.ROOT,
                            "%.2f <small>± %.2f<",
                            number(values, "elpd_loo"),
                            number(values, "se_elpd_loo")),
                    String.format(Locale.ROOT, "<td>%.3f</td>", number(values, "stacking_weight")),
                    String.format(Locale.ROOT, "<td>%.3f</td>", number(values, "pseudo_bma_weight")),
                    number(values, "k_above_loo") == 0
                            ? "<td>0</td>"
                            : values.get("k_above_loo") + " of 919</strong>"));
            if (integrated) {
                wanted.add(String.format(
                        Locale.ROOT,
                        "%.2f <small>± %.2f<",
                        number(values, "elpd_integrated_loo"),
                        number(values, "se_elpd_integrated_loo")));
            }
            wanted.forEach(cell -> assertTrue(line.contains(cell), () -> cell + " in " + line));
        }
        assertTrue(html.contains("<li>unpooled: PSIS-LOO is not to be trusted, for k is above "), "caution");
        Path again = folder.resolve("again.html");
        CommandRun.of(
                        "report",
                        "-o",
                        again,
                        out.resolve("pooled-fit"),
                        out.resolve("unpooled-fit"),
                        out.resolve("partial-fit"))
                .expect(ExitCode.DONE);
        assertEquals(
                lines,
                ranking(Files.readString(again)).stream()
                        .map(line -> line.replace("-fit<", "<"))
                        .toList());
    }

    /** The lines of the table, best first. */
    private static List<String> ranking(String html) {
        String table = html.substring(html.indexOf("<table class=\"ranking\">"));
        return table.substring(table.indexOf("<tbody>"), table.indexOf("</tbody>"))
                .lines()
                .filter(line -> line.startsWith("<tr>"))
                .toList();
    }

    private static void requireModel(Map<String, String> values, double rmsd, double elpd, String by) {
        assertEquals(rmsd, number(values, "rmsd"), 0.01);
        assertEquals(by, values.get("elpd_by"));
        assertEquals(elpd, number(values, by.equals("psis") ? "elpd_loo" : "elpd_integrated_loo"), 3);
        assertEquals("919", values.get("rows"));
    }

    private void requireSameFromFolders(Path out, Map<String, Map<String, String>> models) throws IOException {
        Path again = folder.resolve("again");
        CommandRun.of(
                        "compare",
                        out.resolve("pooled-fit"),
                        "unpooled=" + out.resolve("unpooled-fit"),
                        out.resolve("partial-fit"),
                        "--out",
                        again)
                .expect(ExitCode.DONE);
        assertEquals(models, csv(again));
    }

    @Test
    void jsonHasWhatTheFileHas() throws IOException {
        Path out = folder.resolve("out");
        Path data = Tables.groups(folder);
        CommandRun run = compare(data, "flat=y ~ x", "groups=" + Tables.GROUPS, "--out", out, "--json")
                .expect(ExitCode.DONE);
        JsonNode json = new ObjectMapper().readTree(run.out());
        Map<String, Map<String, String>> models = csv(out);
        int compared = 0;
        for (JsonNode model : json.get("models")) {
            Map<String, String> values = models.get(model.get("model").asString());
            for (Map.Entry<String, String> value : values.entrySet()) {
                JsonNode node = model.get(value.getKey());
                String text = node.isNull() ? value.getValue().equals("NaN") ? "NaN" : "" : node.asString();
                assertEquals(value.getValue().replace("Inf", "Infinity"), text, value.getKey());
                compared++;
            }
        }
        assertEquals(2 * 36, compared);
        assertTrue(json.get("models").get(1).get("parameters").has("sd_g[x]"));
        assertTrue(json.get("models").get(1).get("reml").has("sd_g[x]"));
        assertTrue(json.get("models").get(0).get("reml").isNull());
    }

    @Test
    void everyFamilyCompares() throws IOException {
        Path data = Tables.write(folder, "all.csv", lines());
        String[][] models = {
            {"a=y ~ x", "gaussian"},
            {"a=y ~ x", "student_t"},
            {"a=z ~ x", "bernoulli"},
            {"a=c | trials(n) ~ x", "binomial"},
            {"a=c ~ x", "poisson"},
            {"a=c ~ x", "negative_binomial"},
            {"a=y | se(s) + weights(n) ~ x", "gaussian"},
        };
        for (String[] model : models) {
            Path out = folder.resolve("out-" + model[1] + model[0].length());
            String other = model[0].replace("a=", "b=") + " + (1 | g)";
            CommandRun run = compare(data, model[0], other, "--family", model[1], "--out", out)
                    .expect(ExitCode.DONE);
            Map<String, Map<String, String>> compared = csv(out);
            for (String name : List.of("a", "b")) {
                Map<String, String> values = compared.get(name);
                for (String value : List.of("rmsd", "elpd_loo", "se_elpd_loo", "elpd_waic", "stacking_weight")) {
                    assertTrue(Double.isFinite(number(values, value)), () -> model[1] + " " + value + run.out());
                }
            }
        }
    }

    private static String[] lines() {
        String[] lines = new String[25];
        lines[0] = "y,z,c,n,x,s,g";
        for (int i = 0; i < 24; i++) {
            double x = i * 5 % 7 / 3.0;
            lines[i + 1] = (x / 2 + (i * 11 % 13 - 6) / 5.0) + "," + i * 11 % 13 / 7 + "," + i * 7 % 5 + ","
                    + (5 + i % 2) + "," + x + "," + (0.5 + i % 3 / 4.0) + ",g" + i / 4;
        }
        return lines;
    }

    @Test
    void sharedPriorsGoWhereTheyApplyAndNamedOnesWhereTheyAreNamed() throws IOException {
        Path data = Tables.groups(folder);
        Path shared = Tables.write(folder, "shared.txt", "b ~ normal(0, 3)", "sd ~ half_normal(2)  # of groups alone");
        Path own = Tables.write(folder, "own.txt", "sd ~ half_cauchy(1)", "sigma ~ exponential(3)");
        Path out = folder.resolve("out");
        compare(
                        data,
                        "flat=y ~ x",
                        "groups=" + Tables.GROUPS,
                        "more=y ~ x + (1 | g)",
                        "--priors",
                        shared,
                        "--priors",
                        "groups=" + own,
                        "--prior",
                        "flat=b_x ~ normal(0, 4, lower=-9)",
                        "--out",
                        out)
                .expect(ExitCode.DONE);
        String flat = Files.readString(out.resolve("flat-fit").resolve("fit.json"));
        String groups = Files.readString(out.resolve("groups-fit").resolve("fit.json"));
        assertTrue(flat.contains("\"user_priors\": [\"b_x ~ normal(0, 4, lower=-9)\"]"), flat);
        String more = Files.readString(out.resolve("more-fit").resolve("fit.json"));
        assertTrue(more.contains("[\"b ~ normal(0, 3)\", \"sd ~ half_normal(2)\"]"), more);
        assertTrue(
                groups.contains("[\"b ~ normal(0, 3)\", \"sd ~ half_cauchy(1)\", \"sigma ~ exponential(3)\"]"), groups);
    }

    @Test
    void oneDrawAndAStoppedFitAreSaidToBe() throws IOException {
        Path data = Tables.groups(folder);
        CommandRun one = compare(data, "a=y ~ x", "b=" + Tables.GROUPS, "--chains", 1, "--draws", 1)
                .expect(ExitCode.DONE);
        assertTrue(one.out().contains("a: 1 draw is too few for leave-one-out"), one.out());
        Path fit = folder.resolve("whole-fit");
        CommandRun.fit(data, "y ~ x", fit);
        Path json = fit.resolve("fit.json");
        Files.writeString(
                json,
                Files.readString(json)
                        .replace("\"interrupted\": false", "\"interrupted\": true")
                        .replace("\"draws\": 20", "\"draws\": 50"));
        CommandRun stopped = CommandRun.of("compare", fit).expect(ExitCode.DONE);
        assertTrue(stopped.out().contains("whole was stopped after 20 of 50 draws a chain"), stopped.out());
    }

    @Test
    void wrongInputIsNamed() throws IOException {
        Path data = Tables.groups(folder);
        Path gaps = Tables.write(folder, "gaps.csv", "y,x,u,v", "1,1,1,", "2,3,2,1", "4,4,,3", "3,5,1,2", "5,6,2,2");
        Path useless = Tables.write(folder, "useless.txt", "sigma ~ exponential(1)", "nu ~ gamma(2, 0.1)");
        Path prior = folder.resolve("prior-fit");
        CommandRun.fit(data, "y ~ x", prior, "--prior-only");
        Object[][] cases = {
            {"no such table or fit: 'nowhere'", "nowhere", "a=y ~ x"},
            {"compare needs models", data},
            {"'y ~ x' should be a name and a formula: NAME='y ~ x'", data, "y ~ x"},
            {"two models are named a", data, "a=y ~ x", "a=y ~ 1"},
            {"'a b' cannot be a model's name", data, "a b=y ~ x"},
            {"models a and b use different rows: 4 and 4, not the same ones", gaps, "a=y ~ u", "b=y ~ v"},
            {"models a and b use different rows: 5 and 4, for", gaps, "a=y ~ x", "b=y ~ v"},
            {"models a and b have different responses: y and x", data, "a=y ~ x", "b=x ~ 1"},
            {"model b: ", data, "a=y ~ x", "b=y ~ nothing"},
            {
                "prior 'nu ~ gamma(2, 0.1)' (" + useless + " line 2): no model uses it",
                data,
                "a=y ~ x",
                "--priors",
                useless
            },
            {"model a: prior 'nu ~ gamma(2, 1)': the gaussian", data, "a=y ~ x", "--prior", "a=nu ~ gamma(2, 1)"},
            {"model a is without its likelihood", data, "a=y ~ x", "--prior-only"},
            {"model prior is without its likelihood", prior},
            {"--draws is for new fits", prior, "--draws", 5},
            {"--refits is -1", data, "a=y ~ x", "--refits", -1},
            {"no such fit", "a=" + folder.resolve("none")},
            {"--out DIR says where these go", data, "a=y ~ x", "--save", "log_likelihood"},
            {"--save is for new fits", prior, "--save", "log_likelihood"},
            {"is a folder; name a file", data, "a=y ~ x", "--report", folder},
            {"there is no folder", data, "a=y ~ x", "--report", folder.resolve("none/a.html")},
        };
        for (Object[] one : cases) {
            List<Object> arguments = new ArrayList<>(List.of("compare"));
            arguments.addAll(List.of(one).subList(1, one.length));
            CommandRun run = CommandRun.of(arguments.toArray()).expect(ExitCode.WRONG_INPUT);
            assertTrue(run.err().contains(one[0].toString()), () -> one[0] + " in " + run.err());
            assertTrue(run.err().startsWith("leapfrog: ") && run.out().isEmpty(), run.err());
        }
    }
}
