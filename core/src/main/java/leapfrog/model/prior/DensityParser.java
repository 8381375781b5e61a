package leapfrog.model.prior;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import leapfrog.model.InputException;

/** Parses a density as in Stan, {@code student_t(3, 0, 2.5)}; knows the names and the domains of the arguments. */
final class DensityParser {
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?(nan|inf|infinity|∞)", Pattern.CASE_INSENSITIVE);

    /** Makes a density of as many arguments as it has parameters. */
    private interface Maker {
        Density make(double[] arguments);
    }

    /** @param positive which parameters must be above 0 */
    private record Form(List<String> parameters, List<String> positive, Maker maker) {
        String signature(String name) {
            return parameters.isEmpty() ? name : name + "(" + String.join(", ", parameters) + ")";
        }
    }

    private static final Map<String, Form> FORMS = new TreeMap<>(Map.of(
            "normal",
            new Form(List.of("mean", "sd"), List.of("sd"), a -> new Density.Normal(a[0], a[1])),
            "student_t",
            new Form(
                    List.of("df", "location", "scale"),
                    List.of("df", "scale"),
                    a -> new Density.StudentT(a[0], a[1], a[2])),
            "cauchy",
            new Form(List.of("location", "scale"), List.of("scale"), a -> new Density.Cauchy(a[0], a[1])),
            "half_normal",
            new Form(List.of("sd"), List.of("sd"), a -> new Density.HalfNormal(a[0])),
            "half_cauchy",
            new Form(List.of("scale"), List.of("scale"), a -> new Density.HalfCauchy(a[0])),
            "half_student_t",
            new Form(List.of("df", "scale"), List.of("df", "scale"), a -> new Density.HalfStudentT(a[0], a[1])),
            "exponential",
            new Form(List.of("rate"), List.of("rate"), a -> new Density.Exponential(a[0])),
            "gamma",
            new Form(List.of("shape", "rate"), List.of("shape", "rate"), a -> new Density.Gamma(a[0], a[1])),
            "lkj",
            new Form(List.of("eta"), List.of("eta"), a -> new Density.Lkj(a[0])),
            "flat",
            new Form(List.of(), List.of(), a -> new Density.Flat())));

    private DensityParser() {}

    /**
     * @param text the density alone
     * @param prior how a message names the whole prior
     */
    static Density parse(String text, String prior) {
        int open = text.indexOf('(');
        String name = (open < 0 ? text : text.substring(0, open)).strip();
        Form form = FORMS.get(name);
        if (form == null) {
            throw new InputException(prior + ": no density '" + name + "'" + Nearest.suggestion(name, FORMS.keySet())
                    + "; densities are: " + signatures());
        }
        if (open >= 0 && !text.endsWith(")")) {
            throw new InputException(prior + ": it should end with ')' after the arguments of " + name);
        }
        String inside =
                open < 0 ? "" : text.substring(open + 1, text.length() - 1).strip();
        String[] written = inside.isEmpty() ? new String[0] : inside.split(",", -1);
        if (written.length != form.parameters().size()) {
            throw new InputException(prior + ": " + name + " takes " + count(form) + ", not " + written.length);
        }
        double[] arguments = new double[written.length];
        for (int i = 0; i < arguments.length; i++) {
            String parameter = form.parameters().get(i);
            arguments[i] = number(written[i].strip(), parameter, prior);
            if (form.positive().contains(parameter) && !(arguments[i] > 0)) {
                throw new InputException(
                        prior + ": the " + parameter + " is " + written[i].strip() + "; it must be greater than 0");
            }
        }
        return form.maker().make(arguments);
    }

    private static double number(String written, String parameter, String prior) {
        if (NUMBER.matcher(written).matches()) {
            double value = Double.parseDouble(written);
            if (Double.isFinite(value)) {
                return value;
            }
        } else if (!NOT_FINITE.matcher(written).matches()) {
            throw new InputException(prior + ": the " + parameter + " '" + written + "' is not a number");
        }
        throw new InputException(prior + ": the " + parameter + " '" + written + "' is not a finite number");
    }

    private static String count(Form form) {
        int size = form.parameters().size();
        return size == 0
                ? "no arguments"
                : size + (size == 1 ? " argument (" : " arguments (") + String.join(", ", form.parameters()) + ")";
    }

    private static String signatures() {
        return FORMS.entrySet().stream()
                .map(entry -> entry.getValue().signature(entry.getKey()))
                .collect(Collectors.joining(", "));
    }
}
