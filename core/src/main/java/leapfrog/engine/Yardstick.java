package leapfrog.engine;

/** Does work of which a device does nothing else faster: by the time that it takes, kernels are judged. For one thread. */
public interface Yardstick extends AutoCloseable {
    /**
     * Makes fused multiply-adds of doubles that wait neither for memory nor for each other.
     *
     * @return how many
     * @throws DeviceException if the device fails
     */
    double multiplyAdds();

    /**
     * Copies doubles that no cache holds.
     *
     * @return bytes read and written
     * @throws DeviceException if the device fails
     */
    double copy();

    @Override
    void close();
}
