package leapfrog.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import leapfrog.engine.DeviceOffer;
import leapfrog.engine.Yardstick;
import org.junit.jupiter.api.Test;

/** Opens yardsticks, which require of themselves that their sums are right. */
class TornadoYardstickTest {
    @Test
    void allOfADeviceIsAtWork() {
        TornadoTarget device = RequiredDevice.find();
        int units = device.device().getPhysicalDevice().getDeviceMaxComputeUnits();
        for (DeviceOffer.Kind kind : new DeviceOffer.Kind[] {DeviceOffer.Kind.CPU, DeviceOffer.Kind.GPU}) {
            try (Yardstick yardstick = new TornadoYardstick(device, kind)) {
                assertEquals(0, yardstick.multiplyAdds() % (64.0 * units));
                double copied = yardstick.copy();
                assertTrue(copied > 2 * (64 << 20) && copied <= 2.0 * (256 << 20), copied + " bytes");
            }
        }
    }

    @Test
    void theBackendHasIt() {
        TornadoBackend backend = RequiredDevice.backend();
        backend.yardstick("").orElseThrow().close();
        assertTrue(backend.yardstick("no such device").isEmpty());
    }
}
