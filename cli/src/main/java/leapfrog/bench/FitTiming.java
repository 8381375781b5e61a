package leapfrog.bench;

/**
 * Holds how long a whole fit takes with the usual settings: starting points, warm-up, sampling and reported quantities, on all processors,
 * without diagnostics and writing.
 *
 * @param backend its name, with the device where there may be several
 * @param first seconds of the first fit of a process, whose code is not compiled yet
 * @param later seconds of a later one: the median of several seeds
 * @param bulk smallest bulk effective sample size over all quantities: likewise
 */
public record FitTiming(String backend, Workload workload, double first, double later, double bulk) {
    /** Effective draws a second of a later fit. */
    public double rate() {
        return bulk / later;
    }
}
