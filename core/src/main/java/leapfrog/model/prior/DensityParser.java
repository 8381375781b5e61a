package leapfrog.model.prior;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import leapfrog.model.InputException;
import leapfrog.model.text.DecimalText;

/**
 * Parses a density as in Stan, {@code student_t(3, 0, 2.5)}, perhaps cut to an interval, {@code normal(0, 1, lower=0)}; knows the
 * names and the domains of the arguments.
 */
final class DensityParser {
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

    private static final Map<String, Form> FORMS = new TreeMap<>(Map.ofEntries(
            form("normal", List.of("mean", "sd"), List.of("sd"), a -> new Density.Normal(a[0], a[1])),
            form(
                    "student_t",
                    List.of("df", "location", "scale"),
                    List.of("df", "scale"),
                    a -> new Density.StudentT(a[0], a[1], a[2])),
            form("cauchy", List.of("location", "scale"), List.of("scale"), a -> new Density.Cauchy(a[0], a[1])),
            form("half_normal", List.of("sd"), List.of("sd"), a -> new Density.HalfNormal(a[0])),
            form("half_cauchy", List.of("scale"), List.of("scale"), a -> new Density.HalfCauchy(a[0])),
            form(
                    "half_student_t",
                    List.of("df", "scale"),
                    List.of("df", "scale"),
                    a -> new Density.HalfStudentT(a[0], a[1])),
            form("exponential", List.of("rate"), List.of("rate"), a -> new Density.Exponential(a[0])),
            form("gamma", List.of("shape", "rate"), List.of("shape", "rate"), a -> new Density.Gamma(a[0], a[1])),
            form(
                    "inv_gamma",
                    List.of("shape", "scale"),
                    List.of("shape", "scale"),
                    a -> new Density.InverseGamma(a[0], a[1])),
            form("uniform", List.of("lower", "upper"), List.of(), a -> new Density.Uniform(a[0], a[1])),
            form("lkj", List.of("eta"), List.of("eta"), a -> new Density.Lkj(a[0])),
            form("flat", List.of(), List.of(), a -> new Density.Flat())));

    private final String name;
    private final Form form;
    /** How a message names the whole prior. */
    private final String prior;

    private double lower = Double.NEGATIVE_INFINITY;
    private double upper = Double.POSITIVE_INFINITY;

    private DensityParser(String name, Form form, String prior) {
        this.name = name;
        this.form = form;
        this.prior = prior;
    }

    private static Map.Entry<String, Form> form(
            String name, List<String> parameters, List<String> positive, Maker maker) {
        return Map.entry(name, new Form(parameters, positive, maker));
    }

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
        List<String> written = inside.isEmpty() ? List.of() : List.of(inside.split(",", -1));
        return new DensityParser(name, form, prior).parse(written);
    }

    private Density parse(List<String> written) {
        List<String> arguments = new ArrayList<>();
        for (String part : written) {
            if (part.indexOf('=') >= 0) {
                bound(part);
            } else if (bounded()) {
                throw wrong("'" + part.strip() + "' stands behind lower= or upper=, which come last");
            } else {
                arguments.add(part.strip());
            }
        }
        Density density = form.maker().make(numbers(arguments));
        if (density instanceof Density.Uniform(double from, double to)) {
            requireInterval(from, to);
            if (bounded()) {
                throw wrong("uniform has its bounds as arguments, uniform(lower, upper); leave out lower= and upper=");
            }
        }
        if (density instanceof Density.Lkj && bounded()) {
            throw wrong("lkj is a density of whole matrices; leave out lower= and upper=");
        }
        requireInterval(lower, upper);
        return bounded() ? new Density.Truncated(density, new Support(lower, upper)) : density;
    }

    private boolean bounded() {
        return !Support.LINE.equals(new Support(lower, upper));
    }

    private void requireInterval(double from, double to) {
        if (!(from < to)) {
            throw wrong("the lower bound " + from + " is not below the upper bound " + to);
        }
    }

    private double[] numbers(List<String> written) {
        if (written.size() != form.parameters().size()) {
            throw wrong(name + " takes " + count() + ", not " + written.size());
        }
        double[] arguments = new double[written.size()];
        for (int i = 0; i < arguments.length; i++) {
            String parameter = form.parameters().get(i);
            arguments[i] = number(written.get(i), parameter);
            if (form.positive().contains(parameter) && !(arguments[i] > 0)) {
                throw wrong("the " + parameter + " is " + written.get(i) + "; it must be greater than 0");
            }
        }
        return arguments;
    }

    /** Takes {@code lower=0}. */
    private void bound(String written) {
        int equals = written.indexOf('=');
        String end = written.substring(0, equals).strip();
        double value = number(written.substring(equals + 1).strip(), end);
        if (end.equals("lower") && lower == Double.NEGATIVE_INFINITY) {
            lower = value;
        } else if (end.equals("upper") && upper == Double.POSITIVE_INFINITY) {
            upper = value;
        } else {
            throw wrong(
                    end.equals("lower") || end.equals("upper")
                            ? end + "= is there twice"
                            : "'" + written.strip() + "' is not a bound; bounds are lower= and upper=");
        }
    }

    private double number(String written, String parameter) {
        if (DecimalText.isDecimal(written)) {
            // A −0 becomes 0.
            double value = DecimalText.parse(written) + 0.0;
            if (Double.isFinite(value)) {
                return value;
            }
        } else if (!NOT_FINITE.matcher(written).matches()) {
            throw wrong("the " + parameter + " '" + written + "' is not a number");
        }
        throw wrong("the " + parameter + " '" + written + "' is not a finite number");
    }

    private InputException wrong(String what) {
        return new InputException(prior + ": " + what);
    }

    private String count() {
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
