package leapfrog.model.sums;

import java.util.Arrays;

/** Numbers the distinct keys of rows, in order of first appearance, by a hash table with open addressing. */
public final class CellIndex {
    private final RowKeys keys;
    /** The hash in the upper half, the cell's number and 1 in the lower; 0 is free. */
    private long[] table = new long[64];
    /** [rows] number of its cell. */
    private final int[] cell;
    /** [cells] the first row of each. */
    private int[] first = new int[16];

    private int cells;

    /** Of the rows 0 … rows − 1 of keys. */
    public CellIndex(RowKeys keys, int rows) {
        this.keys = keys;
        cell = new int[rows];
        for (int row = 0; row < rows; row++) {
            cell[row] = find(row, keys.hash(row));
        }
        first = Arrays.copyOf(first, cells);
        table = new long[0];
    }

    /** Number of cells. */
    public int count() {
        return cells;
    }

    /** [rows] the number of each row's cell. */
    public int[] cell() {
        return cell;
    }

    /** [cells] the first row of each cell. */
    public int[] first() {
        return first;
    }

    private int find(int row, int hash) {
        int slot = hash & (table.length - 1);
        while (table[slot] != 0) {
            if ((int) (table[slot] >> Integer.SIZE) == hash) {
                int known = (int) table[slot] - 1;
                if (keys.compare(first[known], row) == 0) {
                    return known;
                }
            }
            slot = (slot + 1) & (table.length - 1);
        }
        return add(row, hash, slot);
    }

    private int add(int row, int hash, int slot) {
        if (cells == first.length) {
            first = Arrays.copyOf(first, cells + (cells >> 1));
        }
        first[cells] = row;
        cells++;
        table[slot] = (long) hash << Integer.SIZE | cells;
        if (4L * cells > 3L * table.length) {
            grow();
        }
        return cells - 1;
    }

    private void grow() {
        long[] old = table;
        table = new long[Math.multiplyExact(2, old.length)];
        for (long entry : old) {
            if (entry != 0) {
                int slot = (int) (entry >> Integer.SIZE) & (table.length - 1);
                while (table[slot] != 0) {
                    slot = (slot + 1) & (table.length - 1);
                }
                table[slot] = entry;
            }
        }
    }
}
