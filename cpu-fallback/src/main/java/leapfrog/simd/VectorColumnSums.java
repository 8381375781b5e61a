package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Adds with both vectors of a block, named 0 and 1, at a time. */
final class VectorColumnSums implements ColumnSums {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    /** Where the second vector of a line starts: at the first one where a block is one vector. */
    private static final int H = W - L;

    @Override
    public void load(Columns terms, int level, Block block) {
        double[] coefficients = block.coefficients;
        double[] columns = block.columns;
        double[] gradients = block.columnGradients;
        int[] end = terms.end();
        int[] first = terms.first();
        int[] stride = terms.stride();
        DoubleVector zero = DoubleVector.zero(S);
        int t = 0;
        for (int k = 0; k < end.length; k++) {
            DoubleVector sum0 = zero;
            DoubleVector sum1 = zero;
            for (; t < end[k]; t++) {
                int at = (first[t] + stride[t] * level) * W;
                sum0 = sum0.add(DoubleVector.fromArray(S, coefficients, at));
                sum1 = sum1.add(DoubleVector.fromArray(S, coefficients, at + H));
            }
            sum0.intoArray(columns, k * W);
            sum1.intoArray(columns, k * W + H);
            zero.intoArray(gradients, k * W);
            zero.intoArray(gradients, k * W + H);
        }
    }

    @Override
    public void store(Columns terms, int level, Block block) {
        double[] gradients = block.coefficientGradients;
        double[] columns = block.columnGradients;
        int[] end = terms.end();
        int[] place = terms.place();
        int[] stride = terms.stride();
        int t = 0;
        for (int k = 0; k < end.length; k++) {
            DoubleVector sum0 = DoubleVector.fromArray(S, columns, k * W);
            DoubleVector sum1 = DoubleVector.fromArray(S, columns, k * W + H);
            for (; t < end[k]; t++) {
                int at = (place[t] + stride[t] * level) * W;
                DoubleVector all0 = DoubleVector.fromArray(S, gradients, at).add(sum0);
                DoubleVector all1 = DoubleVector.fromArray(S, gradients, at + H).add(sum1);
                all0.intoArray(gradients, at);
                all1.intoArray(gradients, at + H);
            }
        }
    }
}
