package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import leapfrog.data.CsvFile;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Variable;
import leapfrog.model.formula.Formula;
import leapfrog.model.text.DecimalText;
import leapfrog.predict.Simulation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes data of a formula with known truth. */
@Command(
        name = "simulate",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Makes data of a formula with known truth: a table, and beside it FILE-truth.csv with every parameter.",
            "",
            "  leapfrog simulate 'log_radon ~ floor + uranium + (1 + floor || state/county)' \\",
            "    --levels state=8,county=50 --rows 12000 --binary floor=0.2 --at uranium=county \\",
            "    --value b_floor=-0.6 --value 'sd_state[Intercept]=0.3' --out survey.csv",
            "",
            "Groups are nested or crossed as in the formula, and each occurs if there are rows enough. Other columns"
                    + " are",
            "standard normal unless something else is said.",
            ""
        })
final class SimulateCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FORMULA", description = "as in lme4 and brms")
    private String formula = "";

    @Option(names = "--rows", paramLabel = "N", required = true, description = "number of rows")
    private int rows;

    @Option(
            names = "--levels",
            paramLabel = "NAME=N,…",
            split = ",",
            description = "levels of each group, in each level of what it is nested in; also makes a column a factor")
    private Map<String, Integer> levels = new LinkedHashMap<>();

    @Option(
            names = "--binary",
            paramLabel = "NAME=P,…",
            split = ",",
            description = "a covariate that is 1 with probability P, else 0")
    private Map<String, Double> binary = new LinkedHashMap<>();

    @Option(
            names = "--uniform",
            paramLabel = "NAME=LOW:HIGH,…",
            split = ",",
            description = "a covariate that is uniform between two bounds")
    private Map<String, String> uniform = new LinkedHashMap<>();

    @Option(
            names = "--at",
            paramLabel = "NAME=GROUP,…",
            split = ",",
            description = "a covariate that has one value in each group, as uranium=county")
    private Map<String, String> at = new LinkedHashMap<>();

    @Option(
            names = "--value",
            paramLabel = "NAME=VALUE",
            description =
                    "the true value of a parameter, by the name that a fit reports; sd_state sets all of an array;"
                        + " repeatable (default: Intercept 1, b 0.5, sd 0.5, cor 0, sigma 1, nu 5, shape 2; a factor's"
                        + " coefficients are drawn from Normal(0, 0.5))")
    private Map<String, Double> values = new LinkedHashMap<>();

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            defaultValue = "gaussian",
            description = "distribution of the response, as of leapfrog fit")
    private String family = "gaussian";

    @Option(names = "--seed", paramLabel = "N", description = "keys all random numbers (default: a new one)")
    private @Nullable Long seed;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "the CSV file to be written")
    private Path out = Path.of("");

    @Option(names = "--overwrite", description = "replace what stands at FILE")
    private boolean overwrite;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path truth = truthFile(out);
        CsvFile.check(out, overwrite);
        CsvFile.check(truth, overwrite);
        long key = seed == null ? new SecureRandom().nextInt(1, Integer.MAX_VALUE) : seed;
        Map<String, double[]> bounds = new LinkedHashMap<>();
        uniform.forEach((name, text) -> bounds.put(name, bounds(name, text)));
        Simulation simulation = Simulation.of(
                Formula.parse(formula),
                Family.parse(family),
                new Simulation.Covariates(levels, binary, bounds, at),
                rows,
                values,
                key);
        CsvFile.write(out, simulation.table());
        CsvFile.write(truth, simulation.truthTable());
        print(simulation, key);
        PrintWriter writer = spec.commandLine().getOut();
        writer.println("written to " + out + ", the truth to " + truth);
        writer.flush();
        return ExitCode.DONE;
    }

    private void print(Simulation simulation, long key) {
        Design design = simulation.model().design();
        StringBuilder groups = new StringBuilder();
        design.groups().stream()
                .map(Design.GroupTerm::factor)
                .distinct()
                .forEach(factor -> groups.append(groups.isEmpty() ? "" : ", ")
                        .append(design.factors().get(factor).levels().size())
                        .append(" levels of ")
                        .append(design.factors().get(factor).name()));
        StringBuilder truth = new StringBuilder();
        for (Variable variable : simulation.model().variables()) {
            if (!variable.name().startsWith("coef_") && variable.size() <= 8) {
                for (int k = 0; k < variable.size(); k++) {
                    truth.append(truth.isEmpty() ? "" : ", ")
                            .append(variable.quantities().get(k))
                            .append(" = ")
                            .append((float) simulation.truth()[variable.offset() + k]);
                }
            }
        }
        PrintWriter writer = spec.commandLine().getOut();
        writer.println(design.formula());
        writer.print(
                Paragraphs.labelled("  rows   ", rows + (groups.isEmpty() ? "" : "; " + groups) + "; seed " + key));
        writer.print(Paragraphs.labelled("  truth  ", truth.toString()));
    }

    private static double[] bounds(String name, String text) {
        String[] parts = text.split(":");
        try {
            return new double[] {DecimalText.parse(parts[0]), DecimalText.parse(parts[1])};
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new InputException("--uniform " + name + "=" + text + ": it must be LOW:HIGH, as 0.5:2", e);
        }
    }

    /** {@code survey-truth.csv} beside {@code survey.csv}. */
    private static Path truthFile(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling(
                dot > 0 ? name.substring(0, dot) + "-truth" + name.substring(dot) : name + "-truth.csv");
    }
}
