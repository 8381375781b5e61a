package leapfrog.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import leapfrog.model.InputException;
import leapfrog.regression.Compute;
import leapfrog.regression.FitRows;
import leapfrog.regression.Regression;
import leapfrog.sample.Fit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps log likelihoods and predictive draws of a fit's rows, and compares them with NumPy's from the draws alone. */
class FitRowsTest {
    private static final Regression RADON = Regression.of("log_radon ~ floor + (1 + floor || county)")
            .warmup(100)
            .draws(40)
            .seed(1)
            .on(Compute.on("scalar"));

    private static Python python = new Python("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void findPython() throws InterruptedException {
        python = Python.find();
    }

    @Test
    void rowsOfAPosterior() throws InterruptedException {
        Fit fit = RADON.fit(CsvTable.read(Path.of("radon_mn.csv")));
        Path place = folder.resolve("fit");
        FitFolder.write(place, SavedFit.of(fit), false);
        FitRows.save(place, RowGroup.LOG_LIKELIHOOD, fit);
        FitRows.save(place, RowGroup.POSTERIOR_PREDICTIVE, fit);
        Python.Answer answer = python.run("-c", """
            import sys, numpy, xarray
            group = lambda name: xarray.open_dataset(sys.argv[1], engine="zarr", group=name, consolidated=True).load()
            posterior, data = group("posterior"), group("constant_data")
            observed = group("observed_data").log_radon
            level = [list(posterior.county.values).index(county) for county in data.county.values]
            coef, sigma = posterior.coef_county.values, posterior.sigma.values[:, :, None]
            eta = coef[:, :, level, 0] + coef[:, :, level, 1] * data.floor.values
            expected = -numpy.log(2 * numpy.pi) / 2 - numpy.log(sigma) - ((observed.values - eta) / sigma) ** 2 / 2
            likelihood = group("log_likelihood").log_radon
            assert (likelihood.row == observed.row).all() and likelihood.shape == (4, 40, 919)
            assert abs(likelihood.values - expected).max() < 1e-12
            # 147,040 independent standard normals: five standard errors of their mean and standard deviation.
            z = (group("posterior_predictive").log_radon.values - eta) / sigma
            assert abs(z.mean()) < 5 / z.size ** 0.5, z.mean()
            assert abs(z.std() - 1) < 5 / (2 * z.size) ** 0.5, z.std()
            """, place.resolve("draws.zarr"));
        assertEquals(0, answer.code(), answer.output());
        assertThrows(InputException.class, () -> FitRows.save(place, RowGroup.PRIOR_PREDICTIVE, fit));
    }

    @Test
    void rowsOfAPrior() throws InterruptedException {
        Regression prior =
                RADON.prior("b ~ normal(0, 1)", "Intercept ~ normal(0, 1)").priorOnly();
        Fit fit = prior.fit(CsvTable.read(Path.of("radon_mn.csv")));
        Path place = folder.resolve("fit");
        FitFolder.write(place, SavedFit.of(fit), false);
        FitRows.save(place, RowGroup.PRIOR_PREDICTIVE, fit);
        Python.Answer answer = python.run("-c", """
            import sys, xarray
            prior = xarray.open_dataset(sys.argv[1], engine="zarr", group="prior_predictive", consolidated=True)
            assert prior.log_radon.shape == (4, 40, 919) and bool(prior.log_radon.notnull().all())
            """, place.resolve("draws.zarr"));
        assertEquals(0, answer.code(), answer.output());
        assertThrows(InputException.class, () -> FitRows.save(place, RowGroup.LOG_LIKELIHOOD, fit));
    }
}
