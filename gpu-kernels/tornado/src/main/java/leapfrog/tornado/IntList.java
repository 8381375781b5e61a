package leapfrog.tornado;

import java.util.Arrays;

/** Collects whole numbers. */
final class IntList {
    private int[] numbers = new int[64];
    private int size;

    void add(int... more) {
        if (size + more.length > numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(size + more.length, 2 * numbers.length));
        }
        System.arraycopy(more, 0, numbers, size, more.length);
        size += more.length;
    }

    int size() {
        return size;
    }

    int[] toArray() {
        return Arrays.copyOf(numbers, size);
    }
}
