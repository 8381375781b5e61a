package leapfrog.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelStructure;
import org.junit.jupiter.api.Test;

/** Tests a process without TornadoVM, and one that never asks for it. */
class MissingTornadoTest {
    /** Runs in a process of its own. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            TornadoBackend backend = new TornadoBackend();
            System.out.println("name " + backend.name());
            if (arguments[0].equals("probe")) {
                for (DeviceOffer offer : backend.probe()) {
                    System.out.println(offer);
                }
                ModelStructure structure =
                        new ModelStructure(Likelihood.POISSON, List.of(), List.of(), 0, false, false);
                System.out.println(backend.supports(structure, new EngineOptions(1, 1, "")));
            }
        }
    }

    @Test
    void withoutTornadoVmTheReasonAndTheRemedyAreGiven() throws Exception {
        String said = run("probe");
        assertTrue(said.contains("Unavailable[backend=tornado, reason=the JVM was started without TornadoVM"), said);
        assertTrue(said.contains("remedy=set TORNADOVM_HOME"), said);
        assertTrue(said.contains("No[reason="), said);
    }

    @Test
    void creatingTheBackendLoadsNothingOfTornadoVm() throws Exception {
        String said = run("name");
        assertTrue(said.contains("name tornado"), said);
        assertTrue(said.contains("leapfrog.tornado.TornadoBackend "), "class loading is logged");
        assertFalse(said.contains("leapfrog.tornado.TornadoDevices "), said);
    }

    private static String run(String argument) throws IOException, InterruptedException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("tornado-api"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:stdout",
                        "-cp",
                        classPath,
                        Child.class.getName(),
                        argument)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
