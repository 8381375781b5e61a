package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import leapfrog.backend.BackendChoice.Rejection;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.HandOverException;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.InputException;
import leapfrog.model.MarginalModel;
import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;
import leapfrog.model.Radon;
import org.junit.jupiter.api.Test;

/** Tries the choice on backends that only claim things. */
final class BackendChoiceTest {
    private static final Problem RADON = new Problem(
            Radon.model("pooled", false).structure(),
            List.of(Radon.model("pooled", false).data()));
    private static final EngineOptions FEW = new EngineOptions(4, 1_000_000, 2, "");
    private static final EngineOptions LITTLE = new EngineOptions(4, 2000, 2, "");
    private static final EngineOptions MANY = new EngineOptions(100_000, 2, "");

    private static final DeviceOffer CPU = device("0:0", DeviceOffer.Kind.CPU, true);
    private static final DeviceOffer SINGLE = device("0:1", DeviceOffer.Kind.GPU, false);
    private static final DeviceOffer GPU = device("1:0", DeviceOffer.Kind.GPU, true);

    private static DeviceOffer device(String index, DeviceOffer.Kind kind, boolean fp64) {
        return new DeviceOffer.Available("opencl", index, "device " + index, "driver", kind, fp64, 1, 1);
    }

    /** A backend that answers what it is told to, and whose session is the scalar one. */
    private static class Claim implements Backend {
        private final String name;
        private final List<DeviceOffer> offers;
        private final Support support;
        int probes;

        Claim(String name, Support support, DeviceOffer... offers) {
            this.name = name;
            this.offers = List.of(offers);
            this.support = support;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<DeviceOffer> probe() {
            probes++;
            return offers;
        }

        @Override
        public Support supports(ModelStructure structure, EngineOptions options) {
            return support;
        }

        @Override
        public Session open(Problem problem, EngineOptions options) {
            if (name.equals("opencl")) {
                throw new DeviceException("out of memory");
            }
            return new ScalarBackend().open(problem, options);
        }
    }

    private static Claim yes(String name, DeviceOffer... offers) {
        return new Claim(name, new Backend.Support.Yes(), offers);
    }

    private static Claim no(String name) {
        return new Claim(name, new Backend.Support.No("it is missing", "install it"));
    }

    private static BackendChoice auto(EngineOptions options, Backend... backends) {
        return BackendChoice.choose(List.of(backends), "auto", RADON, options, Calibration.SHIPPED);
    }

    @Test
    void fewChainsTakeSimdAndDoNotTouchTheGpu() {
        Claim opencl = yes("opencl", GPU);
        BackendChoice choice = auto(FEW, yes("scalar"), opencl, yes("simd"), yes("other"));
        assertEquals("simd", choice.backend().name());
        assertEquals("simd: vector instructions, for 4 chains × 1000000 transitions × 919 rows", choice.reason());
        assertEquals(0, opencl.probes);
        assertEquals(
                List.of("opencl", "other", "scalar"),
                choice.rejections().stream().map(Rejection::backend).toList());
        // 40 µs + 4 · (919 · 0.005 + 3 · 0.8) ns; one block of 919 rows at 1.8 ns.
        assertEquals(
                "opencl: 4 chains × 919 rows: 40.0 µs a gradient expected on a GPU, 1.7 µs by simd; --backend opencl"
                        + " takes it nevertheless",
                choice.rejections().getFirst().toString());
    }

    @Test
    void littleWorkIsDoneInPlainJavaBeforeVectorKernelsAreCompiled() {
        // 15 · 2000 · 2 · (919 · 7.75 + 3 · 3.3) ns = 0.43 s against 1.5 s and more.
        BackendChoice choice = auto(LITTLE, yes("opencl"), yes("simd"), yes("scalar"));
        assertEquals("scalar", choice.backend().name());
        assertEquals(
                "scalar: plain Java is done with 4 chains × 2000 transitions × 919 rows before vector kernels are"
                        + " compiled",
                choice.reason());
        assertEquals("simd", auto(LITTLE, yes("simd")).backend().name());
    }

    /** 919 rows · (100 + 100000 · 0.002) ns = 275.7 µs by itself; 40 + 100000 · (919 · 0.005 + 3 · 0.8) ns = 739.5 µs with the host. */
    @Test
    void aGpuMakesTransitionsByItselfWhereThatWasMeasuredToBeFaster() {
        List<Backend> backends = List.of(yes("opencl-resident", GPU), yes("simd"), yes("scalar"), yes("opencl", GPU));
        BackendChoice unknown = BackendChoice.choose(backends, "auto", RADON, MANY, Calibration.SHIPPED);
        assertEquals("opencl", unknown.backend().name());
        assertTrue(
                unknown.rejections().stream()
                        .anyMatch(rejection -> rejection
                                .toString()
                                .startsWith("opencl-resident: not taken unasked before it is calibrated")),
                unknown.rejections().toString());
        Calibration fast = Calibration.SHIPPED.with(new Calibration.Resident(100, 0.002, 0.002));
        BackendChoice choice = BackendChoice.choose(backends, "auto", RADON, MANY, fast);
        assertEquals("opencl-resident", choice.backend().name());
        assertEquals("1:0", choice.options().device());
        assertEquals(
                "opencl-resident: 100000 chains × 919 rows: 275.7 µs a leapfrog expected on a GPU by itself, 739.5 µs a"
                        + " gradient with the host's help, 10338.8 µs by simd",
                choice.reason());
        Calibration slow = Calibration.SHIPPED.with(new Calibration.Resident(100, 0.02, 0.02));
        assertEquals(
                "opencl",
                BackendChoice.choose(backends, "auto", RADON, MANY, slow)
                        .backend()
                        .name());
    }

    @Test
    void aCalibrationDecides() {
        List<Backend> backends = List.of(yes("simd"), yes("scalar"), yes("opencl", GPU));
        Calibration quick = Calibration.SHIPPED.with(new Calibration.Simd(0, 1, 1, 8));
        assertEquals(
                "simd",
                BackendChoice.choose(backends, "auto", RADON, LITTLE, quick)
                        .backend()
                        .name());
        Calibration gpu = Calibration.SHIPPED.with(new Calibration.Gpu(0, 0, 0, 100));
        assertEquals(
                "opencl",
                BackendChoice.choose(backends, "auto", RADON, FEW, gpu)
                        .backend()
                        .name());
        assertThrows(InputException.class, () -> new Calibration.Gpu(-1, 0, 0, 0));
        assertThrows(InputException.class, () -> new Calibration.Scalar(Double.NaN, 0, 0));
    }

    private static Problem integrated() {
        MarginalModel radon = MarginalModel.of(Radon.model("partial_2022.noncentered", false));
        return new Problem(radon.structure(), List.of(radon.data()));
    }

    /** Each kind of hardware has its own time for the work of 434 rows and 3 coordinates, in blocks of eight chains or one by one. */
    @Test
    void integratedCoefficientsTakeAGpuByTheirOwnTime() {
        List<Backend> backends = List.of(yes("simd"), yes("opencl", GPU));
        EngineOptions options = new EngineOptions(1024, 1_000_000, 2, "");
        Calibration calibration = Calibration.SHIPPED.with(new Calibration.Simd(0, 1000, 8, 8));
        Calibration quick = calibration.with(new Calibration.Gpu(1000, 0.125, 0, 1000));
        BackendChoice gpu = BackendChoice.choose(backends, "auto", integrated(), options, quick);
        // 64 blocks a thread at 8 ns a row; 1 µs and 1024 chains at an eighth of a nanosecond.
        assertEquals(
                "opencl: 1024 chains × the work of 434 rows: 56.6 µs a gradient expected on a GPU, 222.4 µs by simd",
                gpu.reason());
        Calibration slow = calibration.with(new Calibration.Gpu(0.001, 0.25, 0, 1000));
        BackendChoice host = BackendChoice.choose(backends, "auto", integrated(), options, slow);
        assertEquals("simd", host.backend().name(), "more than half of the time");
    }

    /** 85 levels, two coefficients and the response: 85 · (1.7 + 9 · 0.37) + 27 · 0.25 rows. */
    @Test
    void integratedCoefficientsAreCountedInRows() {
        Problem problem = integrated();
        BackendChoice choice =
                BackendChoice.choose(List.of(yes("simd"), yes("scalar")), "auto", problem, LITTLE, Calibration.SHIPPED);
        assertTrue(choice.reason().contains("2000 transitions × the work of 434 rows"), choice.reason());
    }

    /** 2²⁰ rows · 1.8 ns: 4 chains' block on two threads; with 16 chains each thread has a block of its own. */
    @Test
    void fewChainsOfManyRowsShareThemOut() {
        Problem many = new Problem(RADON.structure(), List.of(repeated(1 << 20)));
        List<Backend> backends = List.of(yes("simd"), yes("opencl", GPU));
        Calibration slow = Calibration.SHIPPED.with(new Calibration.Gpu(1, 1, 0, 0));
        BackendChoice few = BackendChoice.choose(backends, "auto", many, LITTLE, slow);
        assertEquals(
                "simd: vector instructions, rows shared out among 2 threads,"
                        + " for 4 chains × 2000 transitions × 1048576 rows",
                few.reason());
        assertTrue(few.rejections().getFirst().reason().endsWith(" 943.7 µs by simd"));
        EngineOptions sixteen = new EngineOptions(16, 2000, 2, "");
        BackendChoice enough = BackendChoice.choose(backends, "auto", many, sixteen, slow);
        assertFalse(enough.reason().contains("shared out"), enough.reason());
        assertTrue(enough.rejections().getFirst().reason().endsWith(" 1887.4 µs by simd"));
    }

    /** The houses again and again. */
    private static ModelData repeated(int count) {
        ModelData data = RADON.tasks().getFirst();
        ModelData.Rows rows = data.rows();
        return new ModelData(
                data.name(),
                data.dimension(),
                data.scalars(),
                data.priors(),
                data.terms(),
                data.correlated(),
                data.parameters(),
                new ModelData.Rows(
                        count,
                        repeated(rows.response(), count),
                        new double[][] {repeated(rows.covariates()[0], count)},
                        new int[0][],
                        new int[0],
                        null,
                        null,
                        null,
                        rows.totals()));
    }

    private static double[] repeated(double[] column, int count) {
        double[] all = new double[count];
        Arrays.setAll(all, i -> column[i % column.length]);
        return all;
    }

    @Test
    void manyChainsTakeTheFirstGpuInDoublePrecision() {
        BackendChoice choice = auto(MANY, yes("opencl", CPU, SINGLE, GPU), yes("simd"), yes("scalar"));
        assertEquals("opencl", choice.backend().name());
        assertEquals(MANY.on("1:0"), choice.options());
        assertEquals(
                List.of("simd", "scalar"),
                choice.rejections().stream().map(Rejection::backend).toList());
    }

    @Test
    void processorsAreNoCandidatesOfOpenCl() {
        BackendChoice choice = auto(MANY, yes("opencl", CPU, SINGLE), yes("simd"), yes("scalar"));
        assertEquals("simd", choice.backend().name());
        assertEquals(
                "no GPU: device 0:0 is a processor, device 0:1 has no double precision",
                choice.rejections().getFirst().reason());
    }

    @Test
    void missingDriverIsSaidWithItsRemedy() {
        BackendChoice choice = auto(
                MANY, yes("opencl", new DeviceOffer.Unavailable("opencl", "no driver", "install one")), yes("simd"));
        assertEquals(
                new Rejection("opencl", "no driver", "install one"),
                choice.rejections().getFirst());
    }

    @Test
    void scalarIsTheLastResort() {
        BackendChoice choice = auto(FEW, no("simd"), yes("scalar"));
        assertEquals("scalar", choice.backend().name());
        assertEquals(List.of(new Rejection("simd", "it is missing", "install it")), choice.rejections());
        assertThrows(DeviceException.class, () -> auto(FEW, no("simd")));
    }

    /** Whoever is told starts the process in which the choice is the same and can be made good. */
    @Test
    void aChoiceThatWorksInAnotherProcessIsHandedOver() {
        Backend simd = new Claim("simd", new Backend.Support.Elsewhere());
        assertThrows(HandOverException.class, () -> auto(FEW, simd, yes("scalar")));
        assertThrows(
                HandOverException.class,
                () -> BackendChoice.open(List.of(simd, yes("scalar")), "auto", RADON, FEW, Calibration.SHIPPED));
        assertThrows(
                HandOverException.class,
                () -> BackendChoice.choose(List.of(simd), "simd", RADON, FEW, Calibration.SHIPPED));
        BackendChoice here = auto(LITTLE, simd, yes("scalar"));
        assertEquals("scalar", here.backend().name());
        assertEquals(auto(LITTLE, yes("simd"), yes("scalar")).rejections(), here.rejections());
    }

    @Test
    void aMissingBackendIsKnownByNameAndNoRejection() {
        Backend missing = new MissingBackend("other", "it is not built", "build it");
        assertEquals(List.of(), auto(LITTLE, missing, yes("scalar")).rejections());
        DeviceException refused = assertThrows(
                DeviceException.class,
                () -> BackendChoice.choose(List.of(missing), "other", RADON, FEW, Calibration.SHIPPED));
        assertEquals("backend other: it is not built; build it", refused.getMessage());
        assertEquals(List.of(new DeviceOffer.Unavailable("other", "it is not built", "build it")), missing.probe());
    }

    @Test
    void namedBackendIsObeyedOrRefused() {
        List<Backend> backends = List.of(yes("scalar"), no("simd"), yes("opencl", CPU));
        BackendChoice choice = BackendChoice.choose(backends, "opencl", RADON, FEW, Calibration.SHIPPED);
        assertEquals("opencl", choice.backend().name());
        DeviceException refused = assertThrows(
                DeviceException.class, () -> BackendChoice.choose(backends, "simd", RADON, FEW, Calibration.SHIPPED));
        assertEquals("backend simd: it is missing; install it", refused.getMessage());
        assertThrows(
                DeviceException.class, () -> BackendChoice.open(backends, "opencl", RADON, FEW, Calibration.SHIPPED));
    }

    @Test
    void unknownNameListsTheNames() {
        InputException unknown = assertThrows(
                InputException.class,
                () -> BackendChoice.choose(
                        List.of(yes("scalar"), no("opencl")), "cuda", RADON, FEW, Calibration.SHIPPED));
        assertEquals("unknown backend 'cuda'; backends are: auto, opencl, scalar", unknown.getMessage());
    }

    @Test
    void theHostIsOneDevice() {
        List<Backend> backends = List.of(new ScalarBackend());
        DeviceException none = assertThrows(
                DeviceException.class,
                () -> BackendChoice.choose(
                        backends, "scalar", RADON, new EngineOptions(4, 1, "H200"), Calibration.SHIPPED));
        assertEquals(
                "backend scalar: no device 'H200'; its one device is: host processor; leave --device out",
                none.getMessage());
        assertEquals(
                "scalar",
                BackendChoice.choose(backends, "scalar", RADON, new EngineOptions(4, 1, "Host"), Calibration.SHIPPED)
                        .backend()
                        .name());
    }

    @Test
    void deviceNeedsItsBackend() {
        assertThrows(InputException.class, () -> auto(new EngineOptions(4, 1, "H200"), yes("simd")));
    }

    @Test
    void nextCandidateIsTriedWhenTheFirstDoesNotOpen() {
        List<Backend> backends = List.of(yes("scalar"), yes("simd"), yes("opencl", GPU));
        BackendChoice.Opened opened = BackendChoice.open(backends, "auto", RADON, MANY, Calibration.SHIPPED);
        assertEquals("simd", opened.choice().backend().name());
        assertEquals(
                new Rejection("opencl", "out of memory", "see leapfrog devices"),
                opened.choice().rejections().getFirst());
        assertFalse(opened.session().device().isEmpty());
    }

    @Test
    void scalarBackendIsFoundAsAService() {
        assertTrue(ServiceLoader.load(Backend.class).stream()
                .anyMatch(provider -> provider.type() == ScalarBackend.class));
    }
}
