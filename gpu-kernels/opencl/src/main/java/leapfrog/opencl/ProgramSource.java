package leapfrog.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.Source;
import leapfrog.model.ModelStructure.TermStructure;
import org.jspecify.annotations.Nullable;

/**
 * Holds the OpenCL C of the kernels and the compiler options that make it the program of one structure on one kind of device.
 *
 * @param text all files, in the order in which they build on one another
 */
record ProgramSource(String text, String options) {
    /** The program that evaluates gradients: a work-item for each {@code shape.width()} chains. */
    static ProgramSource of(ModelStructure structure, KernelShape shape) {
        String options = options(structure)
                + define("WIDTH", shape.width())
                + define("LANES", shape.lanes())
                + define("TEAM", 1)
                + define("MATRIX_GROUP", shape.matrixItems() > shape.blockItems())
                + " -DSPACE=__global";
        return new ProgramSource(text(structure, "kernels.cl"), options);
    }

    /** The program that makes whole transitions: a work-group for each chain. */
    static ProgramSource of(ModelStructure structure, ResidentShape shape) {
        String options = options(structure)
                + define("WIDTH", 1)
                + define("LANES", 1)
                + define("TEAM", shape.team())
                + define("MATRIX_GROUP", false)
                + " -DSPACE="
                + (shape.local() ? "__local" : "__global")
                + define("LOCAL_WORK", shape.local())
                + define("DENSE", shape.dense());
        return new ProgramSource(
                text(
                        structure,
                        "gradient.cl",
                        "philox.cl",
                        "normal_quantile.cl",
                        "chain.cl",
                        "scaling.cl",
                        "leapfrog.cl",
                        "tree.cl",
                        "resident.cl"),
                options);
    }

    /** The program of one file that needs no other, for so many numbers a work-item. */
    static ProgramSource of(String file, int width) {
        return new ProgramSource(read(file), "-cl-std=CL1.2" + define("WIDTH", width));
    }

    private static String options(ModelStructure structure) {
        List<Integer> sizes = structure.correlated();
        return "-cl-std=CL1.2"
                + define("FACTORS", structure.factors())
                + define("HAS_OFFSET", structure.offset())
                + define("HAS_WEIGHTS", structure.weights())
                + define("HAS_ERRORS", structure.likelihood() == Likelihood.NORMAL_WITH_ERROR)
                + define("ROW_SUMS", LikelihoodKernel.of(structure).rowSums())
                + define("TERMS", structure.terms().size())
                + define("TERM_FACTORS", structure, TermStructure::factor)
                + define("TERM_CONSTANTS", structure, term -> term.constant() ? 1 : 0)
                + define("TERM_SOURCES", structure, term -> term.source().ordinal())
                + define("TERM_MEMBERS", members(structure))
                + define("CORRELATED_BLOCKS", sizes.size())
                + define("CORRELATED_FIRSTS", firsts(structure))
                + define("CORRELATED_SIZES", sizes)
                + define(
                        "CORRELATED_LARGEST",
                        sizes.stream().max(Integer::compare).orElse(1))
                + define("ELIMINATION", eliminates(structure.marginal()))
                + marginal(structure.marginal());
    }

    private static boolean eliminates(ModelStructure.@Nullable MarginalStructure marginal) {
        return marginal != null && MarginalForm.of(marginal) == MarginalForm.ELIMINATED;
    }

    private static String marginal(ModelStructure.@Nullable MarginalStructure marginal) {
        return marginal == null
                ? ""
                : define("MARGINAL_EFFECTS", marginal.effects())
                        + define("MARGINAL_COLUMNS", marginal.columns())
                        + define("MARGINAL_GIVEN", marginal.given())
                        + define("MARGINAL_CORRELATED", !marginal.blocks().isEmpty());
    }

    /** The sources that all programs of a structure share, and those that make theirs of them. */
    private static String text(ModelStructure structure, String... kernels) {
        Stream<String> before = Stream.of(
                "point.cl",
                "team.cl",
                "elementary.cl",
                "softplus.cl",
                "log_gamma.cl",
                "scalars.cl",
                "coefficients.cl",
                "family.cl");
        Stream<String> after = Stream.of(
                "rows.cl",
                "factors.cl",
                "runs.cl",
                "passes.cl",
                "priors.cl",
                "independent.cl",
                "correlated.cl",
                "pullback.cl");
        return Stream.of(before, LikelihoodKernel.of(structure).files().stream(), after, Stream.of(kernels))
                .flatMap(Function.identity())
                .map(ProgramSource::read)
                .collect(Collectors.joining("\n"));
    }

    /** The first term of each block of correlated ones. */
    private static List<Integer> firsts(ModelStructure structure) {
        List<Integer> members = members(structure);
        return IntStream.range(0, members.size())
                .filter(t -> structure.terms().get(t).source() == Source.CORRELATED && members.get(t) == 0)
                .boxed()
                .toList();
    }

    /** Of each correlated term its place in its block, of the others 0. */
    private static List<Integer> members(ModelStructure structure) {
        List<Integer> members = new ArrayList<>();
        Iterator<Integer> places = structure.correlated().stream()
                .flatMap(size -> IntStream.range(0, size).boxed())
                .iterator();
        for (TermStructure term : structure.terms()) {
            members.add(term.source() == Source.CORRELATED ? places.next() : 0);
        }
        return members;
    }

    private static String define(String name, int value) {
        return " -D" + name + "=" + value;
    }

    private static String define(String name, boolean value) {
        return define(name, value ? 1 : 0);
    }

    private static String define(String name, List<Integer> list) {
        return " -D" + name + "=" + list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String define(String name, ModelStructure structure, Function<TermStructure, Integer> value) {
        return define(name, structure.terms().stream().map(value).toList());
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
