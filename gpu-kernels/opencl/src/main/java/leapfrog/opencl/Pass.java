package leapfrog.opencl;

import java.util.List;
import java.util.function.ToIntFunction;
import leapfrog.model.ModelStructure;

/** Names the kernels that a gradient takes where it is not one launch; each waits for those before it. */
enum Pass {
    CONSTRAIN("constrain", parts -> 1),
    ROWS("rows", TaskTables.Parts::partitions),
    FACTORS("factors", TaskTables.Parts::partitions),
    FIRST_RUNS("first_runs", parts -> parts.runs()[0]),
    SECOND_RUNS("second_runs", parts -> parts.runs()[1]),
    ELIMINATE("eliminate", TaskTables.Parts::levelPieces),
    FILL("fill", TaskTables.Parts::columns),
    FACTOR("factor", TaskTables.Parts::columns),
    INVERT("invert", TaskTables.Parts::columns),
    MOMENTS("moments", TaskTables.Parts::levelPieces),
    PULL("pull", parts -> 1);

    private final String kernel;
    private final ToIntFunction<TaskTables.Parts> parts;

    Pass(String kernel, ToIntFunction<TaskTables.Parts> parts) {
        this.kernel = kernel;
        this.parts = parts;
    }

    /** Those of a structure, in their order. */
    static List<Pass> of(ModelStructure structure) {
        if (structure.marginal() != null) {
            return MarginalForm.of(structure.marginal()) == MarginalForm.ELIMINATED
                    ? List.of(CONSTRAIN, ELIMINATE, FILL, FACTOR, INVERT, MOMENTS, PULL)
                    : List.of(CONSTRAIN, PULL);
        }
        return structure.factors() > 1
                ? List.of(CONSTRAIN, ROWS, FACTORS, FIRST_RUNS, SECOND_RUNS, PULL)
                : List.of(CONSTRAIN, ROWS, FIRST_RUNS, SECOND_RUNS, PULL);
    }

    String kernel() {
        return kernel;
    }

    /** Work-items of a chain, that do not depend on one another but for those of {@link #FACTOR}. */
    int parts(TaskTables.Size size) {
        return parts.applyAsInt(size.parts());
    }
}
