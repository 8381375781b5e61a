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
 * @param split the population coefficients in the order of the columns
 */
record MarginalProducts(ModelData data, CoefficientSplit split, EffectGroups groups) {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    Marginal marginal(Layout layout, List<Prior> priors) {
        int p = split.population().length;
        int integrated = split.integrated();
        int k = groups.own().effects().length;
        int levels = groups.own().levels();
        List<Marginal.Further> further = further(layout);
        Rows rows = data.rows();
        double[] shift = new double[p];
        double[] map = new double[p * p];
        orthogonalise(shift, map);
        int width = further.isEmpty() ? p : further.getLast().end();
        MarginalSums sums = MarginalSums.zero(levels, k, width);
        RowColumns row = new RowColumns(data, split.population(), groups, further);
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
        double constant = rows.totals().constant()
                - 0.5 * LOG_TWO_PI * rows.totals().observations()
                + 0.5 * LOG_TWO_PI * integrated;
        for (int m = 0; m < p; m++) {
            constant += Math.log(map[m * p + m]);
        }
        for (Prior prior : priors) {
            double[] weights = new double[p];
            double location = prior.location();
            for (int i = 0; i < prior.scalars().length; i++) {
                int column = row.column(prior.scalars()[i]);
                weights[column] = prior.weights()[i];
                location -= prior.weights()[i] * shift[column];
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
            Diagonalised both = Diagonalised.of(corner(columnGram), corner(precision), integrated);
            double[] diagonalising = extended(both.map());
            constant += both.logDeterminant();
            columnGram = diagonal(columnGram, diagonalising);
            precision = diagonal(precision, diagonalising);
            columnResponse = transposed(columnResponse, diagonalising);
            moment = transposed(moment, diagonalising);
            map = product(map, diagonalising);
        }
        return new Marginal(
                groups.own().sd(layout, split.place()),
                groups.own().blocks(layout, split.place()),
                levels,
                p,
                split.given(),
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
        int first = split.population().length;
        for (EffectGroups.Group group : groups.further()) {
            further.add(new Marginal.Further(
                    group.sd(layout, split.place()), group.blocks(layout, split.place()), group.levels(), first));
            first = further.getLast().end();
        }
        return further;
    }

    /** Of a matrix of all columns that of those that are integrated out. */
    private double[] corner(double[] matrix) {
        int p = split.population().length;
        int n = split.integrated();
        double[] corner = new double[n * n];
        for (int m = 0; m < n; m++) {
            System.arraycopy(matrix, m * p, corner, m * n, n);
        }
        return corner;
    }

    /** A map of the columns that are integrated out as one of all. */
    private double[] extended(double[] map) {
        int p = split.population().length;
        int n = split.integrated();
        double[] all = new double[p * p];
        for (int m = 0; m < p; m++) {
            if (m < n) {
                System.arraycopy(map, m * n, all, m * p, n);
            } else {
                all[m * p + m] = 1;
            }
        }
        return all;
    }

    /** mapᵀ matrix map, with zeros where columns that are integrated out meet each other, as they are diagonal. */
    private double[] diagonal(double[] matrix, double[] map) {
        int p = split.population().length;
        DMatrixRMaj result = new DMatrixRMaj(p, p);
        CommonOps_DDRM.multTransA(DMatrixRMaj.wrap(p, p, map), DMatrixRMaj.wrap(p, p, product(matrix, map)), result);
        for (int m = 0; m < split.integrated(); m++) {
            double own = Math.max(0, result.get(m, m));
            Arrays.fill(result.data, m * p, m * p + split.integrated(), 0);
            result.set(m, m, own);
        }
        return result.data;
    }

    private double[] product(double[] left, double[] right) {
        int p = split.population().length;
        DMatrixRMaj product = new DMatrixRMaj(p, p);
        CommonOps_DDRM.mult(DMatrixRMaj.wrap(p, p, left), DMatrixRMaj.wrap(p, p, right), product);
        return product.data;
    }

    /** mapᵀ vector. */
    private double[] transposed(double[] vector, double[] map) {
        int p = vector.length;
        double[] result = new double[p];
        for (int m = 0; m < p; m++) {
            for (int n = 0; n < p; n++) {
                result[m] += map[n * p + m] * vector[n];
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
        int p = split.population().length;
        for (int m = p - 1; m >= 0; m--) {
            double sum = 0;
            for (int n = 0; n <= m; n++) {
                sum += map[n * p + m] * x[n];
            }
            x[m] = sum;
        }
    }

    /**
     * Finds the least-squares coefficients and the inverse of the columns' triangular factor, which makes those that are integrated out
     * orthonormal; the others only lose what these have of them. Rows of 2⁻⁴⁰ the largest entry on the diagonal keep that regular; any shift
     * and map are exact that leave the others as they are.
     */
    private void orthogonalise(double[] shift, double[] map) {
        int p = shift.length;
        RowColumns columnsOf = new RowColumns(data, split.population(), new EffectGroups(List.of()), List.of());
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
        for (int m = split.integrated(); m < p; m++) {
            leaveAsItIs(m, map);
        }
    }

    /** Takes the scale of a coefficient out of the map, and what it has of those after the integrated ones and before it. */
    private void leaveAsItIs(int column, double[] map) {
        int p = split.population().length;
        double scale = map[column * p + column];
        for (int row = 0; row <= column; row++) {
            map[row * p + column] /= scale;
        }
        for (int other = split.integrated(); other < column; other++) {
            double share = map[other * p + column];
            for (int row = 0; row <= other; row++) {
                map[row * p + column] -= share * map[row * p + other];
            }
        }
    }
}
