package leapfrog.opencl;

import java.util.List;
import java.util.function.ToIntFunction;
import leapfrog.model.ModelStructure;

/** Names the kernels that a gradient takes where it is not one launch; each waits for those before it. */
enum Pass {
    CONSTRAIN("constrain", size -> 1),
    ROWS("rows", TaskTables.Size::partitions),
    FACTORS("factors", TaskTables.Size::partitions),
    ELIMINATE("eliminate", TaskTables.Size::levelPieces),
    FILL("fill", TaskTables.Size::columns),
    FACTOR("factor", TaskTables.Size::columns),
    INVERT("invert", TaskTables.Size::columns),
    MOMENTS("moments", TaskTables.Size::levelPieces),
    PULL("pull", size -> 1);

    private final String kernel;
    private final ToIntFunction<TaskTables.Size> parts;

    Pass(String kernel, ToIntFunction<TaskTables.Size> parts) {
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
        return structure.factors() > 1 ? List.of(CONSTRAIN, ROWS, FACTORS, PULL) : List.of(CONSTRAIN, ROWS, PULL);
    }

    String kernel() {
        return kernel;
    }

    /** Work-items of a chain, that do not depend on one another but for those of {@link #FACTOR}. */
    int parts(TaskTables.Size size) {
        return parts.applyAsInt(size);
    }
}
