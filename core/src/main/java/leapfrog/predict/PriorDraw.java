package leapfrog.predict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.Transform;
import leapfrog.random.Purpose;
import leapfrog.random.RandomSequence;
import leapfrog.random.Variates;
import org.jspecify.annotations.Nullable;

/**
 * Draws positions of a model from its priors, exactly and independently, without a chain: each scalar from its own density, cut to its support
 * by rejection; the intercept from that of its sum with the coefficients at the covariates' means, less these; standardised coefficients of
 * groups from Normal(0, 1).
 */
final class PriorDraw {
    /** Draws in a row that may lie outside of a support. */
    private static final int MOST_REJECTED = 1_000_000;

    private static final String INTERCEPT = "b_Intercept";

    private final Model model;
    private final List<Transform> transforms;
    private final Map<Integer, Prior> own = new HashMap<>();
    private final List<Prior> sums = new ArrayList<>();

    /** @param model noncentered, with logarithmic scales and proper priors */
    PriorDraw(Model model) {
        this.model = model;
        ModelData data = model.data();
        transforms = data.scalars();
        for (Prior prior : data.priors()) {
            if (prior.scalars().length == 1) {
                own.put(prior.scalars()[0], prior);
            } else {
                sums.add(prior);
            }
        }
    }

    /** [dimension] a position; each coordinate has random numbers of its own. */
    double[] position(long seed) {
        double[] position = new double[model.dimension()];
        double[] scalars = new double[transforms.size()];
        RandomSequence random = new RandomSequence();
        for (int k = 0; k < position.length; k++) {
            random.begin(seed, 0, Purpose.INIT, k);
            if (k >= scalars.length) {
                position[k] = random.normal();
            } else if (sums.isEmpty() || !isIntercept(k)) {
                scalars[k] = scalar(k, random);
            }
        }
        for (Prior sum : sums) {
            for (int k : sum.scalars()) {
                if (isIntercept(k)) {
                    random.begin(seed, 0, Purpose.INIT, k);
                    scalars[k] = drawn(sum, random) - weighted(sum, scalars);
                }
            }
        }
        for (int k = 0; k < scalars.length; k++) {
            position[k] = transforms.get(k).coordinate(scalars[k]);
        }
        return position;
    }

    private boolean isIntercept(int scalar) {
        return model.coordinates().get(scalar).equals(INTERCEPT);
    }

    /** Σ weight · scalar, the intercept's own being 0 as yet. */
    private static double weighted(Prior sum, double[] scalars) {
        double total = 0;
        for (int i = 0; i < sum.scalars().length; i++) {
            total += sum.weights()[i] * scalars[sum.scalars()[i]];
        }
        return total;
    }

    private double scalar(int k, RandomSequence random) {
        Transform transform = transforms.get(k);
        @Nullable Prior prior = own.get(k);
        for (int tries = 0; tries < MOST_REJECTED; tries++) {
            double value = prior == null || Double.isInfinite(prior.scale())
                    ? even(transform, prior == null ? 1 : prior.power(), random)
                    : Math.pow(drawn(prior, random), 1.0 / prior.power());
            if (transform.lower() < value && value < transform.upper()) {
                return value;
            }
        }
        throw new InputException("the prior of " + model.coordinates().get(k)
                + " has hardly any mass within its bounds; give it others, or another location or scale");
    }

    /** v with v^power uniform on the support of v, which has both ends. */
    private static double even(Transform transform, int power, RandomSequence random) {
        double a = Math.pow(transform.lower(), power);
        double b = Math.pow(transform.upper(), power);
        return Math.pow(a + (b - a) * random.uniform(), 1.0 / power);
    }

    /** A draw of the quantity that a prior is a prior of, on the whole support of its shape. */
    private static double drawn(Prior prior, RandomSequence random) {
        return prior.location()
                + prior.scale()
                        * switch (prior.shape()) {
                            case NORMAL -> random.normal();
                            case STUDENT_T -> Variates.studentT(prior.df(), random);
                            case EXPONENTIAL -> -Math.log(random.uniform());
                            case GAMMA -> Variates.gamma(prior.df(), random);
                            case INVERSE_GAMMA -> 1 / Variates.gamma(prior.df(), random);
                            case UNIFORM -> random.uniform();
                            case CORRELATION -> correlation(prior.df(), random);
                        };
    }

    /** 2 B − 1 with B ~ Beta(b, b): density proportional to (1 − x²)^(b − 1). */
    private static double correlation(double b, RandomSequence random) {
        double above = Variates.gamma(b, random);
        double below = Variates.gamma(b, random);
        return (above - below) / (above + below);
    }
}
