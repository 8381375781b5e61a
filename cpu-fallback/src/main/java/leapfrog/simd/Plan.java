package leapfrog.simd;

import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;

/** Holds one task's data in the order and form in which the stages read them. Immutable by convention, shared by all evaluators. */
sealed interface Plan permits TaskPlan, GeneralPlan {
    static Plan of(ModelStructure structure, ModelData data) {
        return TaskPlan.fits(structure, data) ? new TaskPlan(data) : GeneralPlan.of(structure, data);
    }
}
