package leapfrog.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.Source;
import leapfrog.model.ModelStructure.TermStructure;

/**
 * Holds the OpenCL C of the kernels and the compiler options that make it the program of one structure on one kind of device.
 *
 * @param text all files, in the order in which they build on one another
 */
record ProgramSource(String text, String options) {
    private static final List<String> FILES = List.of(
            "point.cl",
            "coefficients.cl",
            "gaussian.cl",
            "rows.cl",
            "factors.cl",
            "priors.cl",
            "pullback.cl",
            "kernels.cl");

    static ProgramSource of(ModelStructure structure, KernelShape shape) {
        String text = FILES.stream().map(ProgramSource::read).collect(Collectors.joining("\n"));
        String options = "-cl-std=CL1.2"
                + define("WIDTH", shape.width())
                + define("LANES", shape.lanes())
                + define("TERMS", structure.terms().size())
                + define("FACTORS", structure.factors())
                + define("HAS_OFFSET", structure.offset() ? 1 : 0)
                + define("HAS_WEIGHTS", structure.weights() ? 1 : 0)
                + define("TERM_FACTORS", list(structure, TermStructure::factor))
                + define("TERM_CONSTANTS", list(structure, term -> term.constant() ? 1 : 0))
                + define("TERM_POOLED", list(structure, term -> term.source() == Source.POOLED ? 1 : 0));
        return new ProgramSource(text, options);
    }

    private static String define(String name, Object value) {
        return " -D" + name + "=" + value;
    }

    private static String list(ModelStructure structure, Function<TermStructure, Integer> value) {
        return structure.terms().stream().map(value).map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String read(String file) {
        try (InputStream in = ProgramSource.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("kernel source " + file + " is not in this program's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("kernel source " + file + " cannot be read", e);
        }
    }
}
