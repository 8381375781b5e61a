package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.DoubleStream;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests how devices are named, opened and released, on a device. */
class OpenClBackendTest {
    private static OpenClDevice device;

    @BeforeAll
    static void findDevice() {
        device = RequiredDevice.find();
    }

    @Test
    void isFoundAsAService() {
        List<String> names = ServiceLoader.load(Backend.class).stream()
                .map(provider -> provider.get().name())
                .toList();
        assertTrue(names.contains("opencl"), names::toString);
    }

    @Test
    void offersEveryDeviceWithItsCapabilities() {
        List<DeviceOffer> offers = new OpenClBackend().probe();
        DeviceOffer.Available first = assertInstanceOf(
                DeviceOffer.Available.class,
                offers.stream()
                        .filter(offer -> offer instanceof DeviceOffer.Available available
                                && available.index().equals(device.index()))
                        .findFirst()
                        .orElseThrow());
        assertEquals("opencl", first.backend());
        assertTrue(first.fp64());
        assertTrue(first.computeUnits() >= 1);
        assertTrue(first.memoryBytes() >= 1 << 20);
        assertTrue(first.driver().contains("driver "), first::driver);
    }

    @Test
    void takesADeviceByIndexAndByPartOfItsName() {
        String part = device.name().substring(device.name().length() / 2).toUpperCase(Locale.ROOT);
        for (String wanted : List.of("", device.index(), part)) {
            Backend.Support support = new OpenClBackend().supports(TestProblems.CROSSED, options(1, wanted));
            assertInstanceOf(Backend.Support.Yes.class, support, wanted);
        }
    }

    @Test
    void anUnknownDeviceIsAnErrorThatNamesTheKnownOnes() {
        EngineOptions options = options(1, "no such device");
        Backend.Support.No no =
                assertInstanceOf(Backend.Support.No.class, new OpenClBackend().supports(TestProblems.CROSSED, options));
        assertEquals("no device 'no such device'", no.reason());
        assertTrue(no.remedy().contains(device.index() + " " + device.name()), no::remedy);
        DeviceException error =
                assertThrows(DeviceException.class, () -> new OpenClBackend().open(TestProblems.crossed(5), options));
        assertTrue(error.getMessage().contains("no device 'no such device'"), error::getMessage);
    }

    @ParameterizedTest
    @EnumSource(
            value = DeviceOffer.Kind.class,
            names = {"CPU", "GPU"})
    void closingReleasesEveryHandleOfASession(DeviceOffer.Kind kind) {
        Problem problem = TestProblems.crossed(20, 300);
        evaluate(problem, kind, 40, 40); // compiles: contexts and programs stay for the process
        int before = Handle.live();
        evaluate(problem, kind, 40, 40);
        assertEquals(before, Handle.live());
    }

    @ParameterizedTest
    @EnumSource(
            value = DeviceOffer.Kind.class,
            names = {"CPU", "GPU"})
    void tilesDoNotChangeBits(DeviceOffer.Kind kind) {
        Problem problem = TestProblems.crossed(1, 900, 9001);
        Evaluated one = evaluate(problem, kind, 544, 500);
        Evaluated halves = evaluate(problem, kind, 544, 544);
        KernelShape shape = KernelShape.of(kind, 400);
        Evaluated many = evaluate(problem, kind, 544, shape.lanes()); // sized for one block of chains: a tile a block
        assertEquals(shape.lanes(), many.maximum());
        for (Evaluated other : List.of(halves, many)) {
            assertArrayEquals(one.gradients(), other.gradients());
            assertArrayEquals(one.logDensities(), other.logDensities());
        }
        assertTrue(Arrays.stream(one.logDensities()).allMatch(Double::isFinite));
    }

    /** On a GPU few chains have narrow blocks, and work-groups of several partitions: 71 of 9001 rows. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9})
    void norDoLanes(int chains) {
        Problem problem = TestProblems.crossed(9001);
        double[][] points = TestProblems.points(problem, chains);
        Backend gpu = RequiredDevice.backendOf(DeviceOffer.Kind.GPU);
        double[][] wide = TestProblems.evaluate(gpu, problem, points, 100);
        double[][] narrow = TestProblems.evaluate(gpu, problem, points, chains);
        assertArrayEquals(wide, narrow);
        assertTrue(Arrays.stream(narrow).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite));
    }

    /** What a failed device leaves is given up, and compiled anew; nothing of it stays behind. */
    @Test
    void aContextThatNoLongerComputesIsMadeAnew() {
        ProgramSource source = ProgramSource.of(TestProblems.CROSSED, KernelShape.of(DeviceOffer.Kind.CPU, 16));
        Programs.Compiled first = Programs.of(device, source);
        Programs.Compiled same = Programs.of(device, source);
        assertSame(first.context(), same.context());
        assertSame(first.program(), same.program());
        Programs.Compiled other = Programs.of(device, source, (context, of) -> false);
        assertNotSame(first.context(), other.context());
        assertNotSame(first.program(), other.program());
        int before = Handle.live();
        Programs.of(device, source, (context, of) -> false);
        assertEquals(before, Handle.live());
        double[][] points = TestProblems.points(TestProblems.crossed(50), 3);
        double[][] anew = TestProblems.evaluate(new OpenClBackend(), TestProblems.crossed(50), points, 3);
        assertArrayEquals(
                TestProblems.evaluate(new ScalarBackend(), TestProblems.crossed(50), points, 3)[0], anew[0], 1e-9);
    }

    /** A thousand fits of a service, as many data sets after one another: what stays is what the first one left. */
    @Test
    void nothingIsLeftOfAThousandSessions() {
        Problem problem = TestProblems.crossed(30);
        double[][] points = TestProblems.points(problem, 2);
        double[][] first = TestProblems.evaluate(new OpenClBackend(), problem, points, 2);
        int before = Handle.live();
        for (int k = 0; k < 1000; k++) {
            assertArrayEquals(first[0], TestProblems.evaluate(new OpenClBackend(), problem, points, 2)[0]);
        }
        assertEquals(before, Handle.live());
    }

    @Test
    void takesNoOtherBatchAndNoMorePointsThanItSays() {
        try (Session session = new OpenClBackend().open(TestProblems.crossed(5), options(1, device.index()));
                GradientEvaluator evaluator = session.gradients()) {
            int lanes = evaluator.shape().lanes();
            assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(new GradientBatch(lanes)));
            GradientBatch batch = evaluator.batch();
            for (int points = 0; points < evaluator.shape().maximum(); points += lanes) {
                batch.store(batch.addBlock(0, 14));
            }
            int beyond = batch.addBlock(0, 14);
            IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> batch.store(beyond));
            assertTrue(
                    error.getMessage()
                            .contains("beyond the " + evaluator.shape().maximum()),
                    error::getMessage);
        }
    }

    /** What came back, block after block. */
    private record Evaluated(int lanes, int maximum, double[] gradients, double[] logDensities) {}

    /** Evaluates fixed points, blocks going round the tasks, in batches as large as the evaluator takes. */
    private static Evaluated evaluate(Problem problem, DeviceOffer.Kind kind, int points, int chainsHint) {
        try (Session session = RequiredDevice.backendOf(kind).open(problem, options(chainsHint, device.index()));
                GradientEvaluator evaluator = session.gradients()) {
            GradientBatch batch = evaluator.batch();
            int lanes = batch.lanes();
            int blocks = Math.ceilDiv(points, lanes);
            int atOnce = evaluator.shape().maximum() / lanes;
            double[] logDensities = new double[blocks * lanes];
            DoubleStream.Builder gradients = DoubleStream.builder();
            Random random = new Random(20);
            for (int from = 0; from < blocks; from += atOnce) {
                int count = Math.min(atOnce, blocks - from);
                batch.clear();
                for (int block = 0; block < count; block++) {
                    int task = (from + block) % problem.tasks().size();
                    batch.addBlock(task, problem.tasks().get(task).dimension());
                    for (int i = 0; i < batch.length(block); i++) {
                        batch.positions()[batch.at(block) + i] = random.nextGaussian();
                    }
                    batch.store(block);
                }
                evaluator.evaluate(batch);
                System.arraycopy(batch.logDensities(), 0, logDensities, from * lanes, count * lanes);
                for (int block = 0; block < count; block++) {
                    batch.load(block);
                    Arrays.stream(batch.gradients(), batch.at(block), batch.at(block) + batch.length(block))
                            .forEach(gradients);
                }
            }
            return new Evaluated(
                    lanes, evaluator.shape().maximum(), gradients.build().toArray(), logDensities);
        }
    }

    private static EngineOptions options(int chains, String wanted) {
        return new EngineOptions(chains, 1, wanted);
    }
}
