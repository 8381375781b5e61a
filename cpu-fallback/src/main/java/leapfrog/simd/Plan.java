package leapfrog.simd;

import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;

/** Holds one task's data in the order and form in which the stages read them. Immutable by convention, shared by all evaluators. */
sealed interface Plan permits TaskPlan, GeneralPlan {
    static Plan of(ModelStructure structure, ModelData data, Striping striping) {
        int stripe = structure.marginal() == null ? striping.length(data) : 0;
        return stripe == 0 && TaskPlan.fits(structure, data)
                ? new TaskPlan(data)
                : GeneralPlan.of(structure, data, stripe);
    }

    /** Whether chains are evaluated one at a time. */
    default boolean oneByOne() {
        return this instanceof TaskPlan task && task.chain != null;
    }

    /** Whether rows are so many that threads may share them out. */
    default boolean striped() {
        return this instanceof GeneralPlan general && general.rows() instanceof StripedPlan;
    }
}
