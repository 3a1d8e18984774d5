package io.clientele.core.data;

import java.util.Arrays;
import java.util.Objects;

/** Collects ids of events in the order they come, an id or none a row. Not thread-safe. */
final class CodeColumnBuilder {

    private final String name;
    private final IdTable ids;
    private int[] codes = new int[0]; // up to the last row that has an id
    private int length;
    private int rows;
    private int next = -1;

    CodeColumnBuilder(String name) {
        this.name = name;
        this.ids = new IdTable(name);
    }

    void set(String id) {
        Objects.requireNonNull(id, name);
        try {
            next = ids.code(id);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("row " + rows + ": " + refused.getMessage(), refused);
        }
    }

    void set(long id) {
        try {
            next = ids.code(id);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException("row " + rows + ": " + refused.getMessage(), refused);
        }
    }

    void requireSet() {
        if (next < 0) {
            throw new IllegalStateException("row " + rows + ": set the " + name + " before add()");
        }
    }

    void add() {
        if (next >= 0) {
            if (rows >= codes.length) {
                codes = Arrays.copyOf(codes, Growth.next(rows));
            }
            Arrays.fill(codes, length, rows, -1);
            codes[rows] = next;
            length = rows + 1;
            next = -1;
        }
        rows++;
    }

    boolean anySet() {
        return length > 0;
    }

    /** The first row without an id, or -1 if all have one. */
    int firstWithout() {
        for (int row = 0; row < length; row++) {
            if (codes[row] < 0) {
                return row;
            }
        }
        return length < rows ? length : -1;
    }

    /** The code of a row that has an id, by first appearance. */
    int code(int row) {
        return codes[row];
    }

    Dictionary dictionary() {
        return ids.dictionary();
    }

    CodeColumn build(int[] order) {
        return CodeColumn.of(ids.dictionary(), codes, length, order);
    }
}
