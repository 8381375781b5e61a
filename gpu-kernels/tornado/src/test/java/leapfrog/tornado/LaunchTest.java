package leapfrog.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import leapfrog.engine.Problem;
import leapfrog.model.Crossed;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.ac.manchester.tornado.api.TornadoProfilerResult;
import uk.ac.manchester.tornado.api.enums.ProfilerMode;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** Counts launches and bytes as TornadoVM's profiler does. */
class LaunchTest {
    private static final int PLACES = 40;
    /** What TornadoVM sends before the elements of an array. */
    private static final int ARRAY_HEADER = 16;
    /** What it sends with each launch. */
    private static final int CALL = 24;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void onlyPointsAndInputsAreSentAgainAndSumsComeBack(boolean crossed) {
        TornadoTarget target = RequiredDevice.find();
        Model model = crossed ? Crossed.mixed(false) : Radon.model("partial_2022.noncentered", false);
        ProblemTables tables = new ProblemTables(new Problem(model.structure(), List.of(model.data())));
        IntArray points = new IntArray(Field.POINTS_HEADER + PLACES * Field.POINT_FIELDS);
        points.set(Field.POINTS_PADDED, 1);
        DoubleArray inputs = new DoubleArray(PLACES * tables.largest().inputs());
        DoubleArray sums = new DoubleArray(PLACES * tables.largest().sums());
        try (Launch launch =
                new Launch(target.device(), tables, model.structure().likelihood(), PLACES, points, inputs, sums)) {
            launch.plan().withProfiler(ProfilerMode.SILENT);
            for (int repeat = 0; repeat < 3; repeat++) {
                TornadoProfilerResult counted = launch.plan().execute().getProfilerResult();
                int launches = crossed ? 3 : 2;
                long sent = points.getNumBytesOfSegment() + inputs.getNumBytesOfSegment() + 2 * ARRAY_HEADER;
                assertEquals(sent + launches * CALL, counted.getTotalBytesCopyIn());
                assertEquals(sums.getNumBytesOfSegment() + ARRAY_HEADER, counted.getTotalBytesCopyOut());
            }
        }
    }
}
