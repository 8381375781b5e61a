package leapfrog.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import leapfrog.backend.Calibration;
import leapfrog.backend.ScalarBackend;
import leapfrog.backend.Work;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.ModelStructure;
import org.junit.jupiter.api.Test;

/** Calibrates machines whose costs are known, and expects these costs. */
class CalibratorTest {
    private record Named(String name) implements Backend {
        @Override
        public List<DeviceOffer> probe() {
            return List.of();
        }

        @Override
        public Support supports(ModelStructure structure, EngineOptions options) {
            return new Support.Yes();
        }

        @Override
        public Session open(Problem problem, EngineOptions options) {
            return new ScalarBackend().open(problem, options);
        }
    }

    /** A machine on which a batch costs so much, and rows of coefficients that are integrated out three times what others do. */
    private static Calibrator calibrator(double launch, double perRow, double perCoordinate) {
        return new Calibrator(new Calibrator.Clock() {
            @Override
            public double nanos(Candidate candidate, Workload workload, int chains) {
                Work work = Work.of(workload.problem());
                int moved = chains == 1 && launch > 0 ? 0 : chains;
                double row = work.integrated() ? 3 * perRow : perRow;
                return launch + moved * (work.rows() * row + work.dimension() * perCoordinate);
            }

            /** A chain alone waits 100 ns a row. */
            @Override
            public double leapfrogNanos(Candidate candidate, Workload workload, int chains) {
                Work work = Work.of(workload.problem());
                double row = work.integrated() ? 3 * perRow : perRow;
                return work.rows() * (100 + (chains == 1 ? 0 : chains) * row);
            }

            @Override
            public double simdStartSeconds() {
                return 0.75;
            }
        });
    }

    private static Candidate candidate(String name) {
        return new Candidate(new Named(name), "", name, !name.startsWith("opencl"), name.startsWith("opencl"));
    }

    /** A fifth is added for processes that are not warm. */
    @Test
    void aRowAndACoordinateOfPlainJava() {
        Calibration measured = calibrator(0, 5, 2).of(List.of(candidate("scalar")));
        assertEquals(6, measured.scalar().nanosPerRow(), 1e-9);
        assertEquals(18, measured.scalar().nanosPerIntegratedRow(), 1e-9);
        assertEquals(2.4, measured.scalar().nanosPerCoordinate(), 1e-9);
        assertEquals(Calibration.SHIPPED.simd().nanosPerRow(), measured.simd().nanosPerRow());
        assertEquals(Calibration.SHIPPED.gpu().launchNanos(), measured.gpu().launchNanos());
    }

    @Test
    void aRowOfABlockOfVectors() {
        Calibration measured = calibrator(0, 0.25, 0).of(List.of(candidate("simd")));
        assertEquals(2, measured.simd().nanosPerRow(), 1e-9);
        assertEquals(6, measured.simd().nanosPerIntegratedRow(), 1e-9);
        assertEquals(0.75, measured.simd().startSeconds());
        assertEquals(8, measured.simd().lanes());
        assertEquals(
                Calibration.SHIPPED.scalar().nanosPerRow(), measured.scalar().nanosPerRow());
    }

    @Test
    void launchesRowsAndCoordinatesOfAGpu() {
        Calibration measured = calibrator(30_000, 0.01, 0.5).of(List.of(candidate("opencl")));
        assertEquals(30_000, measured.gpu().launchNanos());
        assertEquals(0.01, measured.gpu().nanosPerRow(), 1e-9);
        assertEquals(0.03, measured.gpu().nanosPerIntegratedRow(), 1e-9);
        assertEquals(0.5, measured.gpu().nanosPerCoordinate(), 1e-9);
    }

    @Test
    void whatAChainWaitsForItselfAndThroughput() {
        Calibration measured = calibrator(0, 0.002, 0).of(List.of(candidate("opencl"), candidate("opencl-resident")));
        Calibration.Resident resident = measured.resident();
        assertNotNull(resident);
        assertEquals(100, resident.waitPerRow(), 1e-9);
        assertEquals(0.002, resident.nanosPerRow(), 1e-9);
        assertEquals(0.006, resident.nanosPerIntegratedRow(), 1e-9);
        assertNull(calibrator(0, 0.002, 0).of(List.of(candidate("opencl"))).resident());
    }

    @Test
    void withoutABackendTheShippedFiguresHold() {
        assertEquals(Calibration.SHIPPED, calibrator(1, 1, 1).of(List.of()));
    }
}
