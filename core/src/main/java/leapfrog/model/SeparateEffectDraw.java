package leapfrog.model;

import java.util.List;

/** Draws coefficients and effects draw by draw. */
final class SeparateEffectDraw implements EffectDraw {
    /** Makes one draw. */
    interface One {
        /**
         * Draws β and ζ.
         *
         * @param normals independent standard normal numbers, as many as there are coefficients; those of coefficients that are given are not read
         * @param beta [p] is written
         * @param deviations [J × K], then those of further factors, is written
         */
        void draw(ScalarParameters scalars, double[] normals, double[] beta, double[] deviations);
    }

    private final One one;
    private final ScalarParameters scalars;
    private final double[] position;
    private final double[] jacobian;
    private final double[] beta;

    SeparateEffectDraw(One one, Marginal data, List<Transform> transforms) {
        this.one = one;
        scalars = new ScalarParameters(transforms);
        position = new double[transforms.size()];
        jacobian = new double[transforms.size()];
        beta = new double[data.columns()];
    }

    @Override
    public void draw(double[][] positions, double[][] normals, int draws) {
        double[] numbers = new double[normals.length];
        double[] deviations = new double[normals.length - beta.length];
        for (int i = 0; i < draws; i++) {
            pick(positions, i, position);
            pick(normals, i, numbers);
            scalars.constrain(position, 0, jacobian, 0);
            one.draw(scalars, numbers, beta, deviations);
            put(beta, normals, 0, i);
            put(deviations, normals, beta.length, i);
        }
    }

    private static void pick(double[][] rows, int column, double[] to) {
        for (int k = 0; k < to.length; k++) {
            to[k] = rows[k][column];
        }
    }

    private static void put(double[] from, double[][] rows, int first, int column) {
        for (int k = 0; k < from.length; k++) {
            rows[first + k][column] = from[k];
        }
    }
}
