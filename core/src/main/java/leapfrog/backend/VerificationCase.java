package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import leapfrog.engine.Problem;

/**
 * Names a problem that backends are verified on, and lists all of them.
 *
 * @param swept whether batches of many sizes are evaluated
 * @param among the smallest selection that has it
 * @param optional whether a backend may say that it does not support it: another one then serves
 */
record VerificationCase(
        String name, boolean swept, Verification.Models among, boolean optional, Supplier<Problem> problem) {
    /** What transitions are verified on. */
    private static final Set<String> SAMPLED = Set.of(
            "correlated pairs of crossed factors, with offset",
            "integrated out: 2 correlated effects, 4 coefficients of which 2 are sampled");

    /** Those whose transitions are verified. */
    static List<VerificationCase> ofTransitions() {
        return all().stream().filter(of -> SAMPLED.contains(of.name())).toList();
    }

    static List<VerificationCase> of(Verification.Models models) {
        return all().stream()
                .filter(verified -> models.compareTo(verified.among) >= 0)
                .toList();
    }

    private static List<VerificationCase> all() {
        List<VerificationCase> all = new ArrayList<>();
        for (VerificationShape shape : VerificationShape.all()) {
            all.add(new VerificationCase(
                    shape.name(), shape.swept(), shape.among(), false, () -> VerificationProblems.problem(shape)));
        }
        for (var shape : VerificationMarginals.all()) {
            all.add(new VerificationCase(
                    shape.name(),
                    shape.swept(),
                    Verification.Models.SHARING,
                    true,
                    () -> VerificationMarginals.problem(shape)));
        }
        return List.copyOf(all);
    }
}
