package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Rows;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Sums the products of a model's columns over its rows, level by level: all that a marginal likelihood needs of them.
 *
 * @param columns p, the population coefficients
 */
record MarginalProducts(ModelData data, int columns, EffectGroups groups) {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    Marginal marginal(Layout layout, List<Prior> priors) {
        int p = columns;
        int k = groups.own().effects().length;
        int levels = groups.own().levels();
        List<Marginal.Further> further = further(layout);
        Rows rows = data.rows();
        double[] shift = new double[p];
        double[] map = new double[p * p];
        orthogonalise(shift, map);
        int width = further.isEmpty() ? p : further.getLast().end();
        MarginalSums sums = MarginalSums.zero(levels, k, width);
        RowColumns row = new RowColumns(data, p, groups, further);
        double squares = rows.totals().residualSumOfSquares();
        for (int i = 0; i < rows.count(); i++) {
            double w = rows.weight() == null ? 1 : rows.weight()[i];
            row.fill(i);
            double y = response(i);
            for (int m = 0; m < p; m++) {
                y -= shift[m] * row.x[m];
            }
            transform(map, row.x);
            squares += w * y * y;
            sums.add(row.level(), w, y, row.x, row.at, row.z);
        }
        double[] precision = new double[p * p];
        double[] moment = new double[p];
        double priorSquares = 0;
        double constant =
                rows.totals().constant() - 0.5 * LOG_TWO_PI * rows.totals().observations() + 0.5 * LOG_TWO_PI * p;
        for (int m = 0; m < p; m++) {
            constant += Math.log(map[m * p + m]);
        }
        for (Prior prior : priors) {
            double[] weights = new double[p];
            double location = prior.location();
            for (int i = 0; i < prior.scalars().length; i++) {
                weights[prior.scalars()[i]] = prior.weights()[i];
                location -= prior.weights()[i] * shift[prior.scalars()[i]];
            }
            transform(map, weights);
            double w = 1 / (prior.scale() * prior.scale());
            for (int m = 0; m < p; m++) {
                moment[m] += w * weights[m] * location;
                for (int n = 0; n < p; n++) {
                    precision[m * p + n] += w * weights[m] * weights[n];
                }
            }
            priorSquares += w * location * location;
            constant += prior.logConstant();
        }
        double[] columnGram = sums.columnGram();
        double[] columnResponse = sums.columnResponse();
        if (k == 0) {
            Diagonalised both = Diagonalised.of(columnGram, precision, p);
            constant += both.logDeterminant();
            columnGram = diagonal(columnGram, both.map());
            precision = diagonal(precision, both.map());
            columnResponse = transposed(columnResponse, both.map());
            moment = transposed(moment, both.map());
            map = product(map, both.map());
        }
        return new Marginal(
                groups.own().sd(layout),
                groups.own().blocks(layout),
                levels,
                p,
                further,
                sums.effectGram(),
                sums.effectColumn(),
                sums.effectResponse(),
                columnGram,
                columnResponse,
                squares,
                precision,
                moment,
                priorSquares,
                rows.totals().observations(),
                constant,
                shift,
                map);
    }

    private List<Marginal.Further> further(Layout layout) {
        List<Marginal.Further> further = new ArrayList<>();
        int first = columns;
        for (EffectGroups.Group group : groups.further()) {
            further.add(new Marginal.Further(group.sd(layout), group.blocks(layout), group.levels(), first));
            first = further.getLast().end();
        }
        return further;
    }

    /** What mapᵀ matrix map has on its diagonal, with zeros elsewhere. */
    private double[] diagonal(double[] matrix, double[] map) {
        int p = columns;
        double[] product = product(matrix, map);
        double[] diagonal = new double[p * p];
        for (int m = 0; m < p; m++) {
            double sum = 0;
            for (int n = 0; n < p; n++) {
                sum += map[n * p + m] * product[n * p + m];
            }
            diagonal[m * p + m] = Math.max(0, sum);
        }
        return diagonal;
    }

    private double[] product(double[] left, double[] right) {
        DMatrixRMaj product = new DMatrixRMaj(columns, columns);
        CommonOps_DDRM.mult(
                DMatrixRMaj.wrap(columns, columns, left), DMatrixRMaj.wrap(columns, columns, right), product);
        return product.data;
    }

    /** mapᵀ vector. */
    private double[] transposed(double[] vector, double[] map) {
        double[] result = new double[columns];
        for (int m = 0; m < columns; m++) {
            for (int n = 0; n < columns; n++) {
                result[m] += map[n * columns + m] * vector[n];
            }
        }
        return result;
    }

    private double response(int row) {
        double[] offset = data.rows().offset();
        return data.rows().response()[row] - (offset == null ? 0 : offset[row]);
    }

    /** x becomes mapᵀ x. */
    private void transform(double[] map, double[] x) {
        for (int m = columns - 1; m >= 0; m--) {
            double sum = 0;
            for (int n = 0; n <= m; n++) {
                sum += map[n * columns + m] * x[n];
            }
            x[m] = sum;
        }
    }

    /**
     * Finds the least-squares coefficients and the inverse of the columns' triangular factor. Rows of 2⁻⁴⁰ the largest entry on the diagonal keep
     * that regular; any shift and map are exact.
     */
    private void orthogonalise(double[] shift, double[] map) {
        int p = columns;
        RowColumns columnsOf = new RowColumns(data, p, new EffectGroups(List.of()), List.of());
        double[] row = new double[p + 1];
        double[] largest = new double[p + 1];
        TallQr qr = new TallQr(p + 1);
        Rows rows = data.rows();
        for (int i = 0; i < rows.count(); i++) {
            double root = rows.weight() == null ? 1 : Math.sqrt(rows.weight()[i]);
            columnsOf.fill(i);
            for (int m = 0; m < p; m++) {
                row[m] = root * columnsOf.x[m];
            }
            row[p] = root * response(i);
            for (int m = 0; m <= p; m++) {
                largest[m] = Math.max(largest[m], Math.abs(row[m]));
            }
            qr.add(row);
        }
        for (int m = 0; m <= p; m++) {
            Arrays.fill(row, 0);
            row[m] = largest[m] == 0 ? 1 : 0x1p-40 * largest[m];
            qr.add(row);
        }
        double[] inverse = qr.inverse();
        for (int m = 0; m < p; m++) {
            System.arraycopy(inverse, m * (p + 1), map, m * p, p);
            shift[m] = -inverse[m * (p + 1) + p] / inverse[p * (p + 1) + p];
        }
    }
}
