package leapfrog.model;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/** Makes the triangular factor of a QR decomposition of a tall matrix, row by row, in blocks that fit a cache. */
public final class TallQr {
    private static final int BLOCK = 256;

    private final int columns;
    private final DMatrixRMaj block;
    private final QRDecomposition<DMatrixRMaj> qr;
    /** Rows of the block in use; the first {@code columns} of them are the factor so far. */
    private int used;

    /** Of no rows yet. */
    public TallQr(int columns) {
        this.columns = columns;
        block = new DMatrixRMaj(columns + BLOCK, columns);
        qr = DecompositionFactory_DDRM.qr(columns + BLOCK, columns);
        used = columns;
    }

    /** Adds a row [columns]; it is copied. */
    public void add(double[] row) {
        System.arraycopy(row, 0, block.data, used * columns, columns);
        if (++used == block.numRows) {
            compress();
        }
    }

    private void compress() {
        qr.decompose(block.copy());
        DMatrixRMaj r = qr.getR(null, true);
        block.zero();
        CommonOps_DDRM.insert(r, block, 0, 0);
        used = columns;
    }

    /** R [columns × columns] row-major, upper-triangular, with any signs on its diagonal. */
    public double[] factor() {
        compress();
        return CommonOps_DDRM.extract(block, 0, columns, 0, columns).data;
    }

    /** R⁻¹ [columns × columns] row-major, upper-triangular, with a positive diagonal. */
    double[] inverse() {
        compress();
        DMatrixRMaj r = CommonOps_DDRM.extract(block, 0, columns, 0, columns);
        for (int i = 0; i < columns; i++) {
            if (r.get(i, i) < 0) {
                for (int j = i; j < columns; j++) {
                    r.set(i, j, -r.get(i, j));
                }
            }
        }
        CommonOps_DDRM.invert(r);
        return r.data;
    }
}
