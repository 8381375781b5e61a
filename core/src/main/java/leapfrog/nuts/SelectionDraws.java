package leapfrog.nuts;

import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/** Gives the uniform numbers of a transition's choices by index; keeps the pair made last, as neighbours are asked for in turn. */
final class SelectionDraws {
    private final long[] pair = new long[2];
    private ChainRandom random = new ChainRandom(0, 0);
    private long transition;
    private int block;

    void begin(ChainRandom random, long transition) {
        this.random = random;
        this.transition = transition;
        block = -1;
    }

    double at(int index) {
        int wanted = index >> 1;
        if (wanted != block) {
            block = wanted;
            random.bitsPair(Purpose.SELECTION, transition, block, pair);
        }
        return ChainRandom.uniform(pair[index & 1]);
    }
}
