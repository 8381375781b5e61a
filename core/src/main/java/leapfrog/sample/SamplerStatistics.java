package leapfrog.sample;

import leapfrog.engine.TransitionStatistics;

/**
 * Gives the sampler's statistics of the kept draws, each [chains × draws], chain after chain; Stan's names in brackets. Statistics that are stored
 * are read each time they are asked for.
 */
public interface SamplerStatistics {
    /** Bytes that those of one draw take. */
    int BYTES = 4 * Double.BYTES + 2 * Integer.BYTES + 1;

    /** Log density (lp__). */
    double[] logDensity();

    /** Mean acceptance over the trajectory (accept_stat__). */
    double[] acceptance();

    /** Step size (stepsize__). */
    double[] stepSize();

    /** Doublings of the trajectory (treedepth__). */
    int[] depth();

    /** Leapfrog steps of the trajectory (n_leapfrog__). */
    int[] leapfrogs();

    /** Whether the trajectory diverged (divergent__). */
    boolean[] divergent();

    /** Hamiltonian (energy__). */
    double[] energy();

    /** How many draws diverged. */
    default int divergences() {
        int count = 0;
        for (boolean one : divergent()) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** How many draws have a trajectory of so many doublings. */
    default int hits(int maxDepth) {
        int count = 0;
        for (int one : depth()) {
            count += one >= maxDepth ? 1 : 0;
        }
        return count;
    }

    /** All of them in memory. */
    default Held held() {
        return new Held(logDensity(), acceptance(), stepSize(), depth(), leapfrogs(), divergent(), energy());
    }

    /** Statistics in memory; arrays are the arguments' own. */
    record Held(
            double[] logDensity,
            double[] acceptance,
            double[] stepSize,
            int[] depth,
            int[] leapfrogs,
            boolean[] divergent,
            double[] energy)
            implements SamplerStatistics {

        /** Room for so many draws of all chains together. */
        public Held(int draws) {
            this(
                    new double[draws],
                    new double[draws],
                    new double[draws],
                    new int[draws],
                    new int[draws],
                    new boolean[draws],
                    new double[draws]);
        }

        @Override
        public Held held() {
            return this;
        }

        void set(int at, TransitionStatistics statistics) {
            logDensity[at] = statistics.logDensity;
            acceptance[at] = statistics.acceptance;
            stepSize[at] = statistics.stepSize;
            depth[at] = statistics.depth;
            leapfrogs[at] = statistics.leapfrogs;
            divergent[at] = statistics.divergent;
            energy[at] = statistics.energy;
        }

        /** Puts draws of others here, from {@code to} on. */
        void put(int to, Held others, int from, int draws) {
            System.arraycopy(others.logDensity, from, logDensity, to, draws);
            System.arraycopy(others.acceptance, from, acceptance, to, draws);
            System.arraycopy(others.stepSize, from, stepSize, to, draws);
            System.arraycopy(others.depth, from, depth, to, draws);
            System.arraycopy(others.leapfrogs, from, leapfrogs, to, draws);
            System.arraycopy(others.divergent, from, divergent, to, draws);
            System.arraycopy(others.energy, from, energy, to, draws);
        }

        /** The first draws of each chain. */
        Held first(int draws, int chains) {
            int each = energy.length / chains;
            if (draws == each) {
                return this;
            }
            Held first = new Held(chains * draws);
            for (int chain = 0; chain < chains; chain++) {
                first.put(chain * draws, this, chain * each, draws);
            }
            return first;
        }
    }
}
