package leapfrog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import leapfrog.backend.BackendChoice;
import leapfrog.backend.Calibration;
import leapfrog.engine.Backend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.InputException;
import leapfrog.sample.BackendUse;

/**
 * Opens the backend that a command is to run on.
 *
 * @param session to be closed by the command
 * @param use what it runs on and why
 */
record OpenBackend(Session session, BackendUse use) {
    /**
     * @param wanted a backend's name, or auto
     * @param options how much is to be done, and on what device
     */
    static OpenBackend open(String wanted, Problem problem, EngineOptions options) {
        BackendChoice.Opened opened = BackendChoice.open(all(), wanted, problem, options, Calibration.SHIPPED);
        BackendChoice choice = opened.choice();
        return new OpenBackend(
                opened.session(),
                new BackendUse(
                        choice.backend().name(),
                        opened.session().device(),
                        choice.reason(),
                        choice.rejections().stream()
                                .map(BackendChoice.Rejection::toString)
                                .toList()));
    }

    /** Every backend of this installation. */
    static List<Backend> all() {
        List<Backend> backends = new ArrayList<>();
        ServiceLoader.load(Backend.class).forEach(backends::add);
        return backends;
    }

    /** @throws InputException if there is none of this name */
    static Backend named(List<Backend> backends, String name) {
        return backends.stream()
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new InputException("unknown backend '" + name + "'; backends are: "
                        + String.join(
                                ", ",
                                backends.stream().map(Backend::name).sorted().toList())));
    }
}
