package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import leapfrog.engine.Problem;

/**
 * Names a problem that backends are verified on, and lists all of them.
 *
 * @param swept whether batches of many sizes are evaluated
 * @param optional whether a backend may say that it does not support it: another one then serves
 */
record VerificationCase(String name, boolean swept, boolean optional, Supplier<Problem> problem) {
    static List<VerificationCase> all() {
        List<VerificationCase> all = new ArrayList<>();
        for (VerificationShape shape : VerificationShape.all()) {
            all.add(new VerificationCase(
                    shape.name(), shape.swept(), false, () -> VerificationProblems.problem(shape)));
        }
        for (var shape : VerificationMarginals.all()) {
            all.add(new VerificationCase(
                    shape.name(), shape.swept(), true, () -> VerificationMarginals.problem(shape)));
        }
        return List.copyOf(all);
    }
}
