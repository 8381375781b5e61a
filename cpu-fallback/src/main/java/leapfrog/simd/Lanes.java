package leapfrog.simd;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Chooses blocks as wide as the chains of one thread fill, and makes the stages for that width.
 *
 * <p>A stage's species must be a static constant to be compiled into vector instructions. A stage class is written once for the
 * preferred species; for a narrower one a hidden copy of it is defined with that species as its class data.
 */
final class Lanes {
    /** The widest vectors of this machine, of at most 8 lanes. */
    static final VectorSpecies<Double> PREFERRED =
            DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

    /** A stage class and a width. */
    private record Width(Class<?> type, int lanes) {}

    /** The copies made so far: a second one would start interpreted, and no caller of both could inline either. */
    private static final Map<Width, MethodHandles.Lookup> COPIES = new ConcurrentHashMap<>();

    private Lanes() {}

    /**
     * Lanes of the narrowest block, of at least four, that holds the given number of chains, or of the widest: what a block costs grows
     * with its lanes, used or not.
     */
    static int fitting(int chains) {
        int lanes = Math.min(4, widest());
        while (lanes < chains && lanes < widest()) {
            lanes *= 2;
        }
        return lanes;
    }

    /** Lanes of the widest block. */
    static int widest() {
        return 2 * PREFERRED.length();
    }

    /** The species that a stage class is to use, called from its static initialiser with its own lookup. */
    static VectorSpecies<Double> speciesOf(MethodHandles.Lookup stage) {
        return VectorSpecies.of(double.class, VectorShape.forBitSize(vectorOf(widthOf(stage)) * Double.SIZE));
    }

    /** Lanes of one vector of a block of so many. */
    static int vectorOf(int lanes) {
        return Math.min(PREFERRED.length(), lanes >= 8 ? lanes / 2 : lanes);
    }

    /** The lanes of the blocks that a stage class works on: of two vectors, or of one where four lanes fit in one. */
    static int widthOf(MethodHandles.Lookup stage) {
        try {
            Integer lanes = MethodHandles.classData(stage, "_", Integer.class);
            return lanes == null ? widest() : lanes;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An instance of a stage class, or of another with a species of its own, for blocks of so many lanes. */
    static <T> T make(Class<? extends T> type, Class<T> as, int lanes) {
        try {
            MethodHandles.Lookup in = lanes == widest()
                    ? MethodHandles.lookup().in(type)
                    : COPIES.computeIfAbsent(new Width(type, lanes), Lanes::copy);
            return as.cast(in.findConstructor(in.lookupClass(), MethodType.methodType(void.class))
                    .invoke());
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make " + type + " for " + lanes + " lanes", e);
        }
    }

    private static MethodHandles.Lookup copy(Width width) {
        try {
            return MethodHandles.lookup().defineHiddenClassWithClassData(bytes(width.type), width.lanes, true);
        } catch (IOException | IllegalAccessException e) {
            throw new IllegalStateException("cannot make " + width.type + " for " + width.lanes + " lanes", e);
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            if (in == null) {
                throw new IOException("no class file of " + type);
            }
            return in.readAllBytes();
        }
    }
}
