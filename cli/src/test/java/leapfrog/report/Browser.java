package leapfrog.report;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Drives a headless Chromium by its DevTools protocol: opens pages, evaluates expressions in them, and keeps what a page complains of and
 * asks the network for. Without a Chromium: an error if -Dleapfrog.browser.required=true, else a skip.
 */
final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();
    private final String session;
    private int last;

    private Browser(String program, Path profile) throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        program,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address(), new Listener())
                .join();
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asString();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asString();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    static Browser open(Path profile) throws IOException, InterruptedException {
        for (String program : List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")) {
            if (Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .anyMatch(folder -> new File(folder, program).canExecute())) {
                return new Browser(program, profile);
            }
        }
        String missing = "no chromium on PATH";
        return Boolean.getBoolean("leapfrog.browser.required") ? fail(missing) : abort(missing);
    }

    private URI address() throws IOException {
        // Closed with the process.
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String said = "DevTools listening on ";
        StringBuilder all = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(said)) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(rest -> {}));
                return URI.create(line.substring(said.length()).strip());
            }
            all.append(line).append('\n');
        }
        return fail("Chromium did not start:\n" + all);
    }

    /** Opens a page and waits until it is loaded. Complaints and requests are counted from here. */
    void load(Path page) throws InterruptedException {
        complaints.clear();
        requests.clear();
        send("Page.navigate", Map.of("url", page.toUri().toString()));
        while (!"Page.loadEventFired".equals(take().path("method").asString(""))) {
            // What else happens meanwhile is kept by take().
        }
    }

    /** The value of a JavaScript expression. */
    JsonNode evaluate(String expression) throws InterruptedException {
        JsonNode answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            fail(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    void setWidth(int width) throws InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    void setDark(boolean dark) throws InterruptedException {
        Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        call("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    }

    /** Errors and warnings of the console, and exceptions. */
    List<String> complaints() {
        return complaints;
    }

    /** Addresses the page asked for, itself first. */
    List<String> requests() {
        return requests;
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws InterruptedException {
        int id = send(method, parameters);
        while (true) {
            JsonNode message = take();
            if (message.path("id").asInt(-1) == id) {
                if (message.has("error")) {
                    fail(method + ": " + message.get("error"));
                }
                return message.get("result");
            }
        }
    }

    private int send(String method, Map<String, Object> parameters) {
        last++;
        Map<String, Object> message =
                new java.util.HashMap<>(Map.of("id", last, "method", method, "params", parameters));
        @Nullable String within = session;
        if (within != null) {
            message.put("sessionId", within);
        }
        socket.sendText(JSON.writeValueAsString(message), true).join();
        return last;
    }

    private JsonNode take() throws InterruptedException {
        String text = messages.poll(SECONDS, TimeUnit.SECONDS);
        if (text == null) {
            return fail("Chromium says nothing for " + SECONDS + " s");
        }
        JsonNode message = JSON.readTree(text);
        JsonNode parameters = message.path("params");
        switch (message.path("method").asString("")) {
            case "Network.requestWillBeSent" ->
                requests.add(parameters.get("request").get("url").asString());
            case "Runtime.exceptionThrown" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled", "Log.entryAdded" -> {
                String level = parameters.path("type").asString("")
                        + parameters.path("entry").path("level").asString("");
                if (level.equals("error") || level.equals("warning")) {
                    complaints.add(parameters.toString());
                }
            }
            default -> {}
        }
        return message;
    }

    @Override
    public void close() throws InterruptedException {
        socket.abort();
        process.destroy();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** Puts whole messages into the queue. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean end) {
            part.append(data);
            if (end) {
                messages.add(part.toString());
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
