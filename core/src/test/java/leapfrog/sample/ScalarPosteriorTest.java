package leapfrog.sample;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.Backend;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Sleepstudy;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the scalar backend to the exact posteriors. */
class ScalarPosteriorTest extends PosteriorContract {
    @Override
    protected Backend backend() {
        return new ScalarBackend();
    }

    @ParameterizedTest
    @CsvSource({"noncentered, 21", "centered, 22"})
    void correlatedEffectsAgreeWithQuadrature(String form, long seed) throws Exception {
        agrees(Sleepstudy.model(Parametrization.parse(List.of(form))), "sleepstudy", 42, seed);
    }

    /**
     * Covariates of 0 leave the correlations of four effects to their prior, lkj(1.5), under which each is 2 B − 1 with B ~ Beta(2.5, 2.5)
     * ({@code lkj4.posterior.csv}), though their canonical partial correlations have three different densities.
     */
    @Test
    void correlationsThatNoRowInformsHaveTheirPrior() throws Exception {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put("y", new Table.Column.Numbers(new double[] {1, 3, 2, 5, 4, 7}));
        columns.put("g", new Table.Column.Text(new String[] {"a", "b", "a", "b", "a", "b"}));
        for (int k = 1; k <= 4; k++) {
            columns.put("z" + k, new Table.Column.Numbers(new double[6]));
        }
        Model model = Model.of(
                DesignBuilder.build(Formula.parse("y ~ 1 + (0 + z1 + z2 + z3 + z4 | g)"), Table.of(columns)),
                ModelOptions.defaults().with(Priors.of(List.of("cor ~ lkj(1.5)"))));
        agrees(model, "lkj4", 6, 23);
    }
}
