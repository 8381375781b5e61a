package leapfrog.engine;

import java.util.List;
import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;

/** Holds what a backend is opened on: one structure, which fixes the kernels, and the tasks (one fit, or many) that share it. */
public record Problem(ModelStructure structure, List<ModelData> tasks) {
    /** Takes unmodifiable copies. */
    public Problem {
        tasks = List.copyOf(tasks);
    }
}
