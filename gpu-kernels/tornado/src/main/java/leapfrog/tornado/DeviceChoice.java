package leapfrog.tornado;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import leapfrog.model.ModelStructure;

/** Chooses the device that a user asks for, or says why none can be used. */
sealed interface DeviceChoice {
    record Taken(TornadoTarget device) implements DeviceChoice {}

    record None(String reason, String remedy) implements DeviceChoice {}

    /**
     * For a model; one that has no kernels has no device.
     *
     * @param wanted an index, a part of a name, or "" for the first device that computes in double precision
     */
    static DeviceChoice of(ModelStructure structure, String wanted) {
        if (structure.marginal() != null) {
            return new None("it has no kernel for effects that are integrated out", "sample them: --marginalize off");
        }
        return of(wanted);
    }

    /** For any model that has kernels. */
    static DeviceChoice of(String wanted) {
        return switch (TornadoDevices.probe()) {
            case TornadoDevices.Missing(String reason, String remedy) -> new None(reason, remedy);
            case TornadoDevices.Found(List<TornadoTarget> devices) -> of(devices, wanted);
        };
    }

    private static DeviceChoice of(List<TornadoTarget> devices, String wanted) {
        String all = "TornadoVM's devices are: "
                + devices.stream()
                        .map(device -> device.index() + " " + device.name())
                        .collect(Collectors.joining(", "));
        Optional<TornadoTarget> named =
                devices.stream().filter(device -> device.matches(wanted)).findFirst();
        Optional<TornadoTarget> able = devices.stream()
                .filter(device -> device.matches(wanted) && device.fp64())
                .findFirst();
        if (able.isEmpty()) {
            return new None(
                    named.map(device -> "no double precision on " + device.name())
                            .orElse("no device '" + wanted + "'"),
                    all);
        }
        TornadoTarget device = able.get();
        return SelfTest.fault(device)
                .<DeviceChoice>map(fault ->
                        new None(device.name() + " failed the self-test: " + fault, "use another device; " + all))
                .orElseGet(() -> new Taken(device));
    }
}
