package leapfrog.sample;

import leapfrog.engine.Session;

/**
 * Holds an open backend.
 *
 * @param use what it runs on and why
 * @param seconds that opening took
 */
public record OpenBackend(Session session, BackendUse use, double seconds) implements AutoCloseable {
    @Override
    public void close() {
        session.close();
    }
}
