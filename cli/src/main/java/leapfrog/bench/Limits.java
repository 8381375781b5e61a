package leapfrog.bench;

import leapfrog.engine.Yardstick;

/**
 * Holds what one core of this machine, or a device, can do.
 *
 * @param fmaPerNano fused multiply-adds of doubles in registers or the first cache, a nanosecond
 * @param bytesPerNano bytes read and written by a copy that no cache holds, a nanosecond
 */
public record Limits(double fmaPerNano, double bytesPerNano) {
    /** Measures those of one core, as plain loops reach them, in some seconds. */
    public static Limits ofCore() {
        return of(new CoreYardstick(), Stopwatch.ofThread());
    }

    /**
     * Measures those of a device, in some seconds.
     *
     * @throws leapfrog.engine.DeviceException if it fails
     */
    public static Limits of(Yardstick device) {
        return of(device, Stopwatch.ofTime());
    }

    static Limits of(Yardstick yardstick, Stopwatch stopwatch) {
        double fma = yardstick.multiplyAdds() / stopwatch.nanos(yardstick::multiplyAdds);
        return new Limits(fma, yardstick.copy() / stopwatch.nanos(yardstick::copy));
    }
}
