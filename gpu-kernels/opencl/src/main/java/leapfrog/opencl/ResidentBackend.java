package leapfrog.opencl;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.Yardstick;
import leapfrog.model.ModelStructure;

/**
 * Makes whole NUTS transitions on OpenCL devices in double precision, a work-group a chain: the host hands over stages and takes
 * back draws. Every structure that {@link OpenClBackend} evaluates is sampled.
 *
 * <p>The system property {@value #TEAM} sets the work-items of a work-group: 1, or a multiple of 8. Without it a processor has 1, any
 * other device 64.
 */
public final class ResidentBackend implements Backend {
    static final String NAME = "opencl-resident";
    static final String TEAM = "leapfrog.opencl.team";

    private final OptionalInt team;
    private final UnaryOperator<OpenClDevice> treatment;

    /** For {@link java.util.ServiceLoader}. */
    public ResidentBackend() {
        Integer set = Integer.getInteger(TEAM);
        team = set == null ? OptionalInt.empty() : OptionalInt.of(set);
        treatment = UnaryOperator.identity();
    }

    /**
     * @param team work-items of a work-group
     * @param treatment what to take each device for; lets one device be tried with the limits of another
     */
    ResidentBackend(int team, UnaryOperator<OpenClDevice> treatment) {
        this.team = OptionalInt.of(team);
        this.treatment = treatment;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<DeviceOffer> probe() {
        return OpenClDevices.offers(NAME);
    }

    @Override
    public Support supports(ModelStructure structure, EngineOptions options) {
        return switch (choose(options)) {
            case DeviceChoice.Taken taken -> new Support.Yes();
            case DeviceChoice.None none -> new Support.No(none.reason(), none.remedy());
        };
    }

    private DeviceChoice choose(EngineOptions options) {
        if (team.isPresent() && !possible(team.getAsInt())) {
            return new DeviceChoice.None(
                    "work-groups of " + team.getAsInt() + " work-items",
                    "set " + TEAM + " to 1 or a multiple of 8 up to 1024");
        }
        return DeviceChoice.of(options.device());
    }

    private static boolean possible(int team) {
        return team == 1 || (team > 0 && team <= 1024 && team % 8 == 0);
    }

    @Override
    public Session open(Problem problem, EngineOptions options) {
        return switch (choose(options)) {
            case DeviceChoice.Taken(OpenClDevice device) ->
                new ResidentSession(
                        treatment.apply(device), team.orElse(ResidentShape.team(device.kind())), problem, options);
            case DeviceChoice.None none ->
                throw new DeviceException(NAME + ": " + none.reason() + "; " + none.remedy());
        };
    }

    @Override
    public Optional<Yardstick> yardstick(String device) {
        return switch (DeviceChoice.of(device)) {
            case DeviceChoice.Taken taken -> Optional.of(new DeviceYardstick(taken.device()));
            case DeviceChoice.None none -> Optional.empty();
        };
    }
}
