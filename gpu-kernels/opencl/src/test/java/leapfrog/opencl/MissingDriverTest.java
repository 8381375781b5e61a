package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import org.junit.jupiter.api.Test;

/** Tests a process in which the OpenCL loader finds no driver, and one that never asks for OpenCL. */
class MissingDriverTest {
    /** Runs in a process of its own. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) {
            OpenClBackend backend = new OpenClBackend();
            System.out.println("name " + backend.name());
            if (arguments[0].equals("probe")) {
                for (DeviceOffer offer : backend.probe()) {
                    System.out.println(offer);
                }
                System.out.println(backend.supports(TestProblems.CROSSED, new EngineOptions(1, 1, "")));
            }
        }
    }

    @Test
    void withoutADriverTheReasonAndTheRemedyAreGiven() throws Exception {
        String said = run("probe");
        assertTrue(said.contains("Unavailable[backend=opencl, reason="), said);
        assertTrue(said.contains("remedy=install"), said);
        assertTrue(said.contains("No[reason="), said);
    }

    @Test
    void creatingTheBackendLoadsNothingOfJocl() throws Exception {
        String said = run("name");
        assertTrue(said.contains("name opencl"), said);
        assertTrue(said.contains("leapfrog.opencl.OpenClBackend "), "class loading is logged");
        assertFalse(said.contains("org.jocl."), said);
    }

    private static String run(String argument) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                argument));
        builder.environment().put("OCL_ICD_VENDORS", "/nonexistent");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
