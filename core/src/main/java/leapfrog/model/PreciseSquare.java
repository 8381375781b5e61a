package leapfrog.model;

/**
 * Holds a square matrix in double-double arithmetic, about 32 digits: so a Gram matrix, which squares the condition number of its
 * columns, loses none of a double's digits.
 *
 * <p>Sums and products of pairs after Dekker (1971) and Knuth, as in Hida, Li and Bailey's QD library (2001): relative error below 2⁻¹⁰⁰
 * an operation, without overflow.
 */
final class PreciseSquare {
    private final int size;
    private final double[] high;
    private final double[] low;

    PreciseSquare(int size) {
        this.size = size;
        high = new double[Math.multiplyExact(size, size)];
        low = new double[high.length];
    }

    int size() {
        return size;
    }

    /** The entry, rounded to a double. */
    double get(int row, int column) {
        return high[row * size + column];
    }

    /** The first columns, rounded to doubles, [size][count]. */
    double[][] columns(int count) {
        double[][] columns = new double[size][count];
        for (int row = 0; row < size; row++) {
            System.arraycopy(high, row * size, columns[row], 0, count);
        }
        return columns;
    }

    /** Adds x · y, exactly multiplied. */
    void addProduct(int row, int column, double x, double y) {
        double product = x * y;
        add(row * size + column, product, Math.fma(x, y, -product));
    }

    /** Adds an entry of another matrix. */
    void add(int row, int column, PreciseSquare other, int otherRow, int otherColumn) {
        int at = otherRow * other.size + otherColumn;
        add(row * size + column, other.high[at], other.low[at]);
    }

    /** Subtracts (this)[aRow][aColumn] · (this)[bRow][bColumn] from an entry. */
    void subtractProduct(int row, int column, int aRow, int aColumn, int bRow, int bColumn) {
        int a = aRow * size + aColumn;
        int b = bRow * size + bColumn;
        double product = high[a] * high[b];
        double rest = Math.fma(high[a], high[b], -product) + (high[a] * low[b] + low[a] * high[b]);
        add(row * size + column, -product, -rest);
    }

    /** Divides an entry by another. */
    void divide(int row, int column, int byRow, int byColumn) {
        int at = row * size + column;
        int by = byRow * size + byColumn;
        double first = high[at] / high[by];
        double rest = Math.fma(-first, high[by], high[at]) + (low[at] - first * low[by]);
        double second = rest / high[by];
        high[at] = first + second;
        low[at] = second - (high[at] - first);
    }

    /** Replaces an entry, which must be positive, by its square root. */
    void root(int row, int column) {
        int at = row * size + column;
        double root = Math.sqrt(high[at]);
        double correction = (Math.fma(-root, root, high[at]) + low[at]) / (2 * root);
        high[at] = root + correction;
        low[at] = correction - (high[at] - root);
    }

    private void add(int at, double x, double xRest) {
        double sum = high[at] + x;
        double shifted = sum - high[at];
        double error = (high[at] - (sum - shifted)) + (x - shifted) + (low[at] + xRest);
        high[at] = sum + error;
        low[at] = error - (high[at] - sum);
    }
}
