package leapfrog.warmup;

import java.io.Serializable;
import leapfrog.engine.Stage.MomentRule;

/** Says how long chains warm up. */
public sealed interface WarmupLength extends Serializable {
    /** Transitions at most. */
    int most();

    /** As the command takes it: a number, or auto. */
    String text();

    /**
     * How a group of chains warms up.
     *
     * @param chains that adapt together
     * @param target mean acceptance
     * @param maxDepth of NUTS trees
     * @param metric the moments that a window sums
     */
    Warmup begin(int chains, double target, int maxDepth, MomentRule metric);

    /** As many transitions, by Stan's schedule: {@link WarmupSchedule#stan}. */
    record Fixed(int most) implements WarmupLength {
        @Override
        public String text() {
            return Integer.toString(most);
        }

        @Override
        public Warmup begin(int chains, double target, int maxDepth, MomentRule metric) {
            return new ScheduledWarmup(
                    WarmupSchedule.stan(most, target, maxDepth, metric).steps());
        }
    }

    /**
     * Until adaptation has settled, 99 … 1000 transitions, in windows: two early ones of 12 transitions, the first of which adapts the step
     * size alone, then as many of 25 as it takes, then a last one of 25 for the step size under the last metric. Each but the first and last
     * makes a metric of the positions of all its transitions and chains; between windows the chains' dual averaging is averaged. Fewer than
     * 64 chains take longer windows: early ones as many as give 100 positions, at most 25; then as many as give 200, 400, 800, 1600 positions;
     * the last 50.
     *
     * <p>Adaptation has settled when, from a window of n positions to the next and with the tolerance τ = (1 + 40/√n) / 2, which is 1 for 64
     * chains, all of these hold:
     *
     * <pre>
     * √mean log(sd / sd before)² &lt; 0.1 τ       the standard deviations that make the metric
     * largest |log(sd / sd before)| &lt; 0.35 τ
     * |log(step size / step size before)| &lt; 0.2 τ
     * |mean log density − mean before| &lt; 0.3 τ standard deviations of the log density
     * nested R-hat of the log density &lt; 1 + 0.05 τ
     * </pre>
     */
    record Auto() implements WarmupLength {
        @Override
        public int most() {
            return SettlingWarmup.MOST;
        }

        @Override
        public String text() {
            return "auto";
        }

        @Override
        public Warmup begin(int chains, double target, int maxDepth, MomentRule metric) {
            return new SettlingWarmup(new SettlingWarmup.Setup(chains, target, maxDepth, metric));
        }
    }
}
