package leapfrog.backend;

import java.util.List;
import java.util.function.ToDoubleFunction;
import leapfrog.engine.Problem;
import leapfrog.model.MarginalWork;
import leapfrog.model.ModelData;

/**
 * Says how much a gradient of one chain has to do: what a backend's time depends on.
 *
 * @param rows it goes over; where coefficients are integrated out, what that costs in rows ({@link MarginalWork})
 * @param dimension of a chain's position
 * @param integrated whether coefficients are integrated out
 */
public record Work(double rows, double dimension, boolean integrated) {
    /** The mean over a problem's tasks. */
    public static Work of(Problem problem) {
        return new Work(
                mean(problem.tasks(), MarginalWork::rows),
                mean(problem.tasks(), ModelData::dimension),
                problem.structure().marginal() != null);
    }

    private static double mean(List<ModelData> tasks, ToDoubleFunction<ModelData> count) {
        return tasks.stream().mapToDouble(count).average().orElse(0);
    }

    /** What its rows cost, by what one of either kind does. */
    double nanosOfRows(double perRow, double perIntegratedRow) {
        return rows * (integrated ? perIntegratedRow : perRow);
    }

    /** In words. */
    @Override
    public String toString() {
        String count = Math.round(rows) + " rows";
        return integrated ? "the work of " + count : count;
    }
}
