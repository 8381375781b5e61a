package leapfrog.opencl;

import java.util.List;
import leapfrog.model.ModelStructure.MarginalStructure;

/** Says by which kernels coefficients are integrated out. */
enum MarginalForm {
    /** Population coefficients alone. */
    DIAGONAL("diagonal.cl"),
    /** One or two effects a level of one factor, in closed form. */
    PAIRED("marginal.cl", "paired_levels.cl", "matched_levels.cl", "marginal_score.cl"),
    /** All else, in passes of its own: over levels, then over the columns that those leave. */
    ELIMINATED("elimination.cl", "levels.cl", "precision.cl");

    /** Coefficients that a work-item of the closed form has room for. */
    private static final int MOST_COLUMNS = 16;

    private final List<String> files;

    MarginalForm(String... files) {
        this.files = List.of(files);
    }

    static MarginalForm of(MarginalStructure structure) {
        if (structure.effects() == 0) {
            return DIAGONAL;
        }
        boolean closed = structure.effects() <= MarginalTables.MOST_EFFECTS
                && structure.columns() <= MOST_COLUMNS
                && structure.further().isEmpty();
        return closed ? PAIRED : ELIMINATED;
    }

    /** Its kernels' sources. */
    List<String> files() {
        return files;
    }
}
