package leapfrog.data;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs Python scripts with xarray and zarr-python. Without them: an error if -Dleapfrog.python.required=true, else a skip. */
record Python(String command) {
    /** How a script ended. */
    record Answer(int code, String output) {}

    static Python find() throws InterruptedException {
        for (String candidate : List.of("python3", "/usr/bin/python3")) {
            if (new Python(candidate).run("-c", "import xarray, zarr").code() == 0) {
                return new Python(candidate);
            }
        }
        String reason = "no python3 with xarray and zarr; Debian: apt install python3-xarray python3-zarr";
        if (Boolean.getBoolean("leapfrog.python.required")) {
            fail(reason);
        }
        return abort(reason);
    }

    Answer run(Object... arguments) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(command));
        for (Object argument : arguments) {
            words.add(argument.toString());
        }
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
            builder.environment().put("PYTHONIOENCODING", "utf-8");
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), output);
        } catch (IOException e) {
            return new Answer(127, e.toString());
        }
    }
}
