package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.Yardstick;
import org.junit.jupiter.api.Test;

/** Opens yardsticks, which require of themselves that their sums are right. */
class DeviceYardstickTest {
    @Test
    void allOfADeviceIsAtWork() {
        OpenClDevice device = RequiredDevice.find();
        for (DeviceOffer.Kind kind : new DeviceOffer.Kind[] {DeviceOffer.Kind.CPU, DeviceOffer.Kind.GPU}) {
            int before = Handle.live();
            try (Yardstick yardstick = new DeviceYardstick(device.as(kind))) {
                assertEquals(0, yardstick.multiplyAdds() % (64.0 * device.computeUnits()));
                double copied = yardstick.copy();
                assertTrue(copied > 2 * (64 << 20) && copied <= 2.0 * (512 << 20), copied + " bytes");
            }
            // The context and the program stay.
            assertTrue(Handle.live() <= before + 2);
        }
    }

    @Test
    void bothBackendsHaveIt() {
        OpenClDevice device = RequiredDevice.find();
        for (Backend backend : new Backend[] {new OpenClBackend(), new ResidentBackend()}) {
            backend.yardstick(device.index()).orElseThrow().close();
            assertTrue(backend.yardstick("no such device").isEmpty());
        }
    }
}
