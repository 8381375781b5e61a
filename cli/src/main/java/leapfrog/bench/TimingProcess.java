package leapfrog.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.model.InputException;

/**
 * Times a workload in a process of its own, as a fit is one: what a JVM has compiled for one model, or for two, is slower on a third.
 *
 * <p>The child has the flags and the class path of this process. It prints, on standard output, a line for each number of chains: the
 * figures of its subject.
 */
final class TimingProcess {
    /** Arguments before the workload's. */
    private static final int OWN = 4;

    private TimingProcess() {}

    /**
     * The figures of a subject, for each number of chains.
     *
     * @throws DeviceException if the child fails
     */
    static double[][] time(Subject subject, Candidate candidate, Workload workload, List<Integer> chains) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        // The optimising compiler is waited for, however busy the machine is; but of a first fit it is a part.
        if (subject != Subject.FIT) {
            command.add("-Xbatch");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TimingProcess.class.getName()));
        command.add(subject.name());
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
            return lines.stream()
                    .map(line -> Arrays.stream(line.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InputException("interrupted", e);
        }
    }

    /** Is the child: subject, backend, device, whether that is the caller's thread, the words of a workload, numbers of chains. */
    public static void main(String[] arguments) {
        Subject subject = Subject.valueOf(arguments[0]);
        Backend backend = ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(arguments[1]))
                .findFirst()
                .orElseThrow();
        Candidate candidate =
                new Candidate(backend, arguments[2], arguments[1], Boolean.parseBoolean(arguments[3]), false);
        List<String> words = Arrays.asList(arguments).subList(OWN, arguments.length);
        Workload workload = Workload.parse(words.subList(0, Workload.WORDS));
        for (String chains : words.subList(Workload.WORDS, words.size())) {
            System.out.println(Arrays.stream(subject.measure(candidate, workload, Integer.parseInt(chains)))
                    .mapToObj(Double::toString)
                    .collect(Collectors.joining(" ")));
        }
    }
}
