package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Direct;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Term;

/**
 * Says, level by level, how the coefficients of one term are made of coordinates.
 *
 * @param kind [levels] one of the constants below
 * @param coordinate [levels] the coordinate of a level; 0 where it has none
 * @param mean the coordinate of the mean, or −1
 * @param sd the scalar that is the standard deviation, or −1 for direct terms
 * @param centered number of centered levels
 */
record Coefficients(byte[] kind, int[] coordinate, int mean, int sd, int centered) {
    /** The coefficient is 0. */
    static final byte ABSENT = 0;
    /** It is the coordinate, whose prior is another's business. */
    static final byte DIRECT = 1;
    /** It is mean + sd · coordinate, and the coordinate is standard normal. */
    static final byte NONCENTERED = 2;
    /** It is the coordinate, which is normal with that mean and sd. */
    static final byte CENTERED = 3;

    static Coefficients absent(int levels) {
        return new Coefficients(new byte[levels], new int[levels], -1, -1, 0);
    }

    static Coefficients of(ModelData data, Term term) {
        byte[] kind = new byte[term.levels()];
        int[] coordinate = new int[term.levels()];
        return switch (term.source()) {
            case Direct direct -> {
                for (int j = 0; j < kind.length; j++) {
                    int scalar = direct.scalar()[j];
                    if (scalar >= 0) {
                        kind[j] = DIRECT;
                        coordinate[j] = scalar;
                    }
                }
                yield new Coefficients(kind, coordinate, -1, -1, 0);
            }
            case ModelData.InBlock inBlock -> throw new IllegalArgumentException(data.name() + ": correlated effects");
            case Pooled pooled -> {
                int centered = 0;
                Arrays.setAll(coordinate, j -> pooled.firstCoordinate() + j);
                for (int j = 0; j < kind.length; j++) {
                    kind[j] = pooled.centered()[j] ? CENTERED : NONCENTERED;
                    centered += pooled.centered()[j] ? 1 : 0;
                }
                yield new Coefficients(kind, coordinate, pooled.mean(), pooled.sd(), centered);
            }
        };
    }

    /** The same, level order[k] of these as level k. */
    Coefficients permuted(int[] order) {
        byte[] kinds = new byte[order.length];
        int[] coordinates = new int[order.length];
        for (int k = 0; k < order.length; k++) {
            kinds[k] = kind[order[k]];
            coordinates[k] = coordinate[order[k]];
        }
        return new Coefficients(kinds, coordinates, mean, sd, centered);
    }
}
