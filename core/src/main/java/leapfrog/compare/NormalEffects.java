package leapfrog.compare;

import java.util.ArrayList;
import java.util.List;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ModelData;
import leapfrog.model.PopulationColumn;
import leapfrog.model.Transform;
import org.jspecify.annotations.Nullable;

/**
 * Holds the priors of a model's population coefficients where all of them are normal or flat, so that, given the scales, all effects of
 * a Gaussian model are jointly normal.
 *
 * @param mean [columns] of the model matrix
 * @param precision [columns] 1 / variance; 0 where flat
 * @param sums priors on weighted sums of several coefficients
 */
record NormalEffects(double[] mean, double[] precision, List<Sum> sums) {
    NormalEffects {
        sums = List.copyOf(sums);
    }

    /** Σ_k weight_k b_{column_k} ~ Normal(mean, 1 / √precision). */
    record Sum(int[] columns, double[] weights, double mean, double precision) {}

    /** Why a model's effects are not jointly normal given its scales; null if they are. */
    static @Nullable String obstacle(Model model) {
        if (model.options().family().kind() != Family.Kind.GAUSSIAN) {
            return "the family is " + model.options().family().text() + ", not gaussian";
        }
        List<PopulationColumn> columns = PopulationColumn.of(model.design());
        for (int k = 0; k < columns.size(); k++) {
            if (model.data().scalars().get(k).kind() != Transform.Kind.IDENTITY) {
                return "the prior of b_" + columns.get(k).name() + " is bounded";
            }
        }
        for (ModelData.Prior prior : model.data().priors()) {
            int first = prior.scalars()[0];
            if (first < columns.size() && prior.shape() != ModelData.Shape.NORMAL) {
                return "the prior of b_" + columns.get(first).name() + " is neither normal nor flat";
            }
        }
        return null;
    }

    /** Of a model without obstacle. */
    static NormalEffects of(Model model) {
        Design design = model.design();
        int count = PopulationColumn.of(design).size();
        double[] mean = new double[count];
        double[] precision = new double[count];
        List<Sum> sums = new ArrayList<>();
        for (ModelData.Prior prior : model.data().priors()) {
            int first = prior.scalars()[0];
            double weight = 1 / (prior.scale() * prior.scale());
            if (first < count && prior.scalars().length == 1) {
                mean[first] = prior.location() / prior.weights()[0];
                precision[first] = weight * prior.weights()[0] * prior.weights()[0];
            } else if (first < count) {
                sums.add(new Sum(prior.scalars(), prior.weights(), prior.location(), weight));
            }
        }
        return new NormalEffects(mean, precision, sums);
    }

    /** Whether a sum ties coefficients of this term together. */
    boolean tied(Design design, int term) {
        List<PopulationColumn> columns = PopulationColumn.of(design);
        for (Sum sum : sums) {
            for (int column : sum.columns()) {
                if (columns.get(column).term() == term) {
                    return true;
                }
            }
        }
        return false;
    }
}
