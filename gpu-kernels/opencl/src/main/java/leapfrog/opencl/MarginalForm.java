package leapfrog.opencl;

import java.util.List;
import leapfrog.engine.Problem;
import leapfrog.model.Marginal;
import leapfrog.model.MatchedColumns;
import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure.MarginalStructure;
import org.jspecify.annotations.Nullable;

/** Says by which kernels coefficients are integrated out. */
enum MarginalForm {
    /** Population coefficients alone. */
    DIAGONAL("diagonal.cl"),
    /** Two effects a level of one factor, with the covariates of the two coefficients in every task. */
    MATCHED("marginal.cl", "matched_levels.cl", "marginal_score.cl"),
    /** One or two effects a level of one factor, in closed form. */
    PAIRED("marginal.cl", "paired_levels.cl", "marginal_score.cl"),
    /** All else, in passes of its own: over levels, then over the columns that those leave. */
    ELIMINATED("elimination.cl", "levels.cl", "precision.cl");

    /** Coefficients that a work-item of the closed form has room for. */
    private static final int MOST_COLUMNS = 16;

    private final List<String> files;

    MarginalForm(String... files) {
        this.files = List.of(files);
    }

    /** That of a problem, or null where nothing is integrated out. */
    static @Nullable MarginalForm of(Problem problem) {
        MarginalStructure structure = problem.structure().marginal();
        if (structure == null) {
            return null;
        }
        if (structure.effects() == 0) {
            return DIAGONAL;
        }
        boolean closed = structure.effects() <= MarginalTables.MOST_EFFECTS
                && structure.columns() <= MOST_COLUMNS
                && structure.further().isEmpty();
        if (!closed) {
            return ELIMINATED;
        }
        return problem.tasks().stream().allMatch(MarginalForm::matched) ? MATCHED : PAIRED;
    }

    private static boolean matched(ModelData task) {
        Marginal marginal = task.marginal();
        return marginal != null && MatchedColumns.of(marginal, marginal.levels()) != null;
    }

    /** Its kernels' sources. */
    List<String> files() {
        return files;
    }
}
