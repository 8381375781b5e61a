package leapfrog.model.centering;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import leapfrog.mixed.Criterion;
import leapfrog.mixed.LinearMixedModel;
import leapfrog.mixed.MixedFit;
import leapfrog.mixed.Tables;
import leapfrog.model.Design;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the scales of rough fits of Gaussian models to those of REML, which another program part finds by another way. */
class RoughFitTest {
    /**
     * With one factor both are REML, but a rough fit stops early: where shares stand still to 0.001, that is scales to about 0.001 / (2 λ
     * (1 − λ)) of themselves and a few times that, because steps shrink geometrically. With two factors scales come out a little small.
     */
    @ParameterizedTest
    @CsvSource({
        "Dyestuff, 'Yield ~ 1 + (1 | Batch)', 0.01",
        "sleepstudy, 'Reaction ~ Days + (1 + Days || Subject)', 0.01",
        "sleepstudy, 'Reaction ~ Days + (1 + Days | Subject)', 0.01",
        "cake, 'angle ~ recipe * temp + (1 | recipe:replicate)', 0.01",
        "Penicillin, 'diameter ~ 1 + (1 | plate) + (1 | sample)', 0.05",
    })
    void scalesAreThoseOfReml(String table, String formula, double tolerance) {
        Design design = DesignBuilder.build(Formula.parse(formula), Tables.read("/mixed/" + table + ".csv"));
        double[] expected = LinearMixedModel.fit(design, Criterion.REML).groups().stream()
                .map(MixedFit.GroupEffect::sd)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        for (ModelOptions options : new ModelOptions[] {
            ModelOptions.defaults(), ModelOptions.defaults().unreduced()
        }) {
            Model model = Model.of(design, options);
            double[] sd = RoughFit.of(model.structure().likelihood(), model.data()).factors.stream()
                    .map(FactorEffects::sd)
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            assertEquals(expected.length, sd.length);
            for (int k = 0; k < sd.length; k++) {
                assertEquals(expected[k], sd[k], tolerance * expected[k], "scale " + k);
            }
        }
    }
}
