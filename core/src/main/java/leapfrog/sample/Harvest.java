package leapfrog.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.diagnose.Superchains;
import leapfrog.engine.ChainState;
import leapfrog.model.Model;

/** Makes a fit of what the chains of a run have drawn: as many draws of each as the slowest one has. */
final class Harvest {
    private final Sampler.Request request;
    private final List<SampledChain> chains;
    private final Keeping keeping;
    private final Effort effort;
    private final int asked;
    private final int draws;

    /** @param asked draws that each chain was to keep */
    Harvest(Sampler.Request request, List<SampledChain> chains, Keeping keeping, Effort effort, int asked) {
        this.request = request;
        this.chains = chains;
        this.keeping = keeping;
        this.effort = effort;
        this.asked = asked;
        draws = chains.stream().mapToInt(chain -> chain.store().kept()).min().orElse(0);
    }

    /** Draws that every chain has. */
    int draws() {
        return draws;
    }

    /** @param warnings about the run, besides the model's */
    Fit fit(BackendUse use, double wallSeconds, double compileSeconds, List<String> warnings) {
        Kept kept = keeping.finish(draws);
        return new Fit(
                request.recipe(),
                request.settings(),
                request.data(),
                kept.draws(),
                kept.statistics(),
                end(),
                report(use, wallSeconds, compileSeconds, warnings));
    }

    /** Transitions that a chain had made when it made a draw. */
    private long transitionAfter(SampledChain chain, int draw) {
        long samplingStart = chain.state().transition() - chain.store().transitions();
        return samplingStart + (draw + 1L) * request.settings().thin();
    }

    /** The chains after the last kept draw: a chain that had gone on when the run stopped goes back to it. */
    private List<ChainState> end() {
        List<ChainState> end = new ArrayList<>();
        for (SampledChain chain : chains) {
            ChainState state = chain.state();
            if (draws == asked) {
                end.add(state);
                continue;
            }
            end.add(new ChainState(
                    state.chain(),
                    chain.store().position(draws - 1),
                    transitionAfter(chain, draws - 1),
                    state.stepSize(),
                    state.metric(),
                    state.adaptation()));
        }
        return end;
    }

    private RunReport report(BackendUse use, double wallSeconds, double compileSeconds, List<String> warnings) {
        double run = wallSeconds - compileSeconds;
        double share = effort.warmupShare();
        Model model = request.model();
        return new RunReport(
                model.priors().stream()
                        .map(use_ -> new RunReport.PriorLine(
                                use_.target(),
                                use_.density().text(),
                                use_.source().name().toLowerCase(java.util.Locale.ROOT)))
                        .toList(),
                use.name(),
                use.device(),
                use.choice(),
                use.rejections(),
                request.data().rows(),
                model.reduction().rows(),
                model.reduction().left(),
                request.sampled().dimension(),
                Stream.concat(model.warnings().stream(), warnings.stream()).toList(),
                new RunReport.Seconds(wallSeconds, compileSeconds, run * share, run * (1 - share)),
                effort.warmup(
                        request.settings().superchains().map(Superchains::count).orElse(0)),
                effort.warmupLeapfrogs(),
                effort.samplingLeapfrogs(),
                draws < asked);
    }
}
