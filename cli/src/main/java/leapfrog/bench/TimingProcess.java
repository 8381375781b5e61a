package leapfrog.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.model.InputException;

/**
 * Times a workload in a process of its own, as a fit is one: what a JVM has compiled for one model, or for two, is slower on a third.
 *
 * <p>The child has the flags and the class path of this process. It prints, on standard output, a line for each number of chains: the
 * nanoseconds of a batch of gradients.
 */
final class TimingProcess {
    /** Arguments before the workload's. */
    private static final int OWN = 3;

    private TimingProcess() {}

    /**
     * Nanoseconds of a batch, for each number of chains.
     *
     * @throws DeviceException if the child fails
     */
    static double[] time(Candidate candidate, Workload workload, List<Integer> chains) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // The optimising compiler is waited for, however busy the machine is.
        command.add("-Xbatch");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TimingProcess.class.getName()));
        command.addAll(List.of(candidate.backend().name(), candidate.device(), Boolean.toString(candidate.host())));
        command.addAll(workload.words());
        chains.forEach(count -> command.add(Integer.toString(count)));
        try {
            Process child = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (child.waitFor() != 0 || lines.size() != chains.size()) {
                throw new DeviceException(candidate.label() + " could not be timed on '" + workload.formula()
                        + "': its process ended with " + child.exitValue());
            }
            return lines.stream().mapToDouble(Double::parseDouble).toArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("interrupted", e);
        }
    }

    /** Is the child: backend, device, whether that is the caller's thread, the words of a workload, numbers of chains. */
    public static void main(String[] arguments) {
        Backend backend = ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(arguments[0]))
                .findFirst()
                .orElseThrow();
        Workload workload = Workload.parse(Arrays.asList(arguments).subList(OWN, OWN + Workload.WORDS));
        Stopwatch stopwatch = Boolean.parseBoolean(arguments[2]) ? Stopwatch.ofThread() : Stopwatch.ofTime();
        Problem problem = workload.problem();
        for (String chains : Arrays.asList(arguments).subList(OWN + Workload.WORDS, arguments.length)) {
            EngineOptions options = new EngineOptions(Integer.parseInt(chains), 1, arguments[1]);
            try (GradientLoop loop = new GradientLoop(backend, problem, options)) {
                System.out.printf(Locale.ROOT, "%.3f%n", stopwatch.nanos(loop::evaluate));
            }
        }
    }
}
