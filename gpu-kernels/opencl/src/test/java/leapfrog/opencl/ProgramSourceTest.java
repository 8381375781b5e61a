package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import leapfrog.engine.DeviceOffer;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.Source;
import leapfrog.model.ModelStructure.TermStructure;
import org.junit.jupiter.api.Test;

/** Tests what kernels are told of a structure. */
class ProgramSourceTest {
    @Test
    void blocksOfCorrelatedTermsMayFollowOneAnother() {
        TermStructure term = new TermStructure(true, 0, Source.CORRELATED);
        TermStructure direct = new TermStructure(false, -1, Source.DIRECT);
        TermStructure pooled = new TermStructure(false, 0, Source.POOLED);
        ModelStructure structure = new ModelStructure(
                Likelihood.NORMAL_WITH_ERROR,
                List.of(direct, term, term, term, term, term, pooled, term),
                List.of(2, 3, 1),
                1,
                false,
                true);
        String options = ProgramSource.of(structure, KernelShape.of(DeviceOffer.Kind.GPU, 100))
                        .options() + " ";
        for (String define : List.of(
                "TERMS=8",
                "TERM_FACTORS=-1,0,0,0,0,0,0,0",
                "TERM_CONSTANTS=0,1,1,1,1,1,0,1",
                "TERM_SOURCES=0,2,2,2,2,2,1,2",
                "TERM_MEMBERS=0,0,1,0,1,2,0,0",
                "CORRELATED_BLOCKS=3",
                "CORRELATED_FIRSTS=1,3,7",
                "CORRELATED_SIZES=2,3,1",
                "CORRELATED_LARGEST=3",
                "HAS_OFFSET=0",
                "HAS_WEIGHTS=1",
                "HAS_ERRORS=1")) {
            assertTrue(options.contains(" -D" + define + " "), define + " in " + options);
        }
    }
}
