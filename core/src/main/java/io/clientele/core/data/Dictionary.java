package io.clientele.core.data;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Ids and their codes: every distinct id has a number from 0 to {@code size() - 1}, so that columns hold numbers.
 *
 * <p>The ids of one dictionary are all text or all numbers; a number can also be asked for as text. Customers are coded in the
 * order of their ids, everything else in the order of its first event. Immutable and thread-safe; equal by value. A code's id
 * takes O(1), an id's code O(log size) after a first search that sorts once.
 *
 * <pre>{@code
 * Dictionary channels = touchpoints.channels();
 * String name = channels.id(touchpoints.channel(row));
 * OptionalInt code = channels.find("e-mail");
 * }</pre>
 */
public final class Dictionary {

    private static final Dictionary EMPTY = new Dictionary(new String[0]);

    private final String @Nullable [] texts;
    private final long @Nullable [] numbers;
    private final int size;
    /** Codes in the order of their ids; made by the first search. A race makes it twice, to the same content. */
    private volatile int @Nullable [] sorted;

    Dictionary(String[] texts) {
        this.texts = texts;
        this.numbers = null;
        this.size = texts.length;
    }

    Dictionary(long[] numbers) {
        this.texts = null;
        this.numbers = numbers;
        this.size = numbers.length;
    }

    /** {@return a dictionary without ids} */
    static Dictionary empty() {
        return EMPTY;
    }

    /**
     * A dictionary of text ids, coded in the order given.
     *
     * @param ids distinct
     * @return the dictionary
     */
    public static Dictionary of(List<String> ids) {
        IdTable table = new IdTable("id");
        for (String id : ids) {
            int before = table.size();
            if (table.code(Objects.requireNonNull(id, "id")) < before) {
                throw new IllegalArgumentException("id '" + id + "' is given twice");
            }
        }
        return table.dictionary();
    }

    /** {@return how many ids there are} */
    public int size() {
        return size;
    }

    /** {@return whether the ids are numbers} */
    public boolean isNumeric() {
        return numbers != null;
    }

    /**
     * The id of a code.
     *
     * @param code from 0 to {@code size() - 1}
     * @return the id; a number is written in decimal
     */
    public String id(int code) {
        Objects.checkIndex(code, size);
        return texts != null ? texts[code] : Long.toString(numbers()[code]);
    }

    /**
     * The id of a code, where ids are numbers.
     *
     * @param code from 0 to {@code size() - 1}
     * @return the id
     * @throws IllegalStateException if the ids are text
     */
    public long number(int code) {
        Objects.checkIndex(code, size);
        return numbers()[code];
    }

    private long[] numbers() {
        if (numbers == null) {
            throw new IllegalStateException("the ids are text, not numbers; ask for id(code)");
        }
        return numbers;
    }

    /** {@return all ids in the order of their codes; a view} */
    public List<String> ids() {
        return new AbstractList<>() {
            @Override
            public String get(int code) {
                return id(code);
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /**
     * The code of an id.
     *
     * @param id text; where ids are numbers, a number in decimal
     * @return its code, or empty if the id is not there
     */
    public OptionalInt find(String id) {
        Objects.requireNonNull(id, "id");
        if (texts == null) {
            try {
                return find(Long.parseLong(id));
            } catch (NumberFormatException notANumber) {
                return OptionalInt.empty();
            }
        }
        int[] order = sorted();
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = texts[order[middle]].compareTo(id);
            if (compared == 0) {
                return OptionalInt.of(order[middle]);
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return OptionalInt.empty();
    }

    /**
     * The code of an id, where ids are numbers.
     *
     * @param id a number
     * @return its code, or empty if the id is not there
     */
    public OptionalInt find(long id) {
        if (numbers == null) {
            return find(Long.toString(id));
        }
        int[] order = sorted();
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long at = numbers[order[middle]];
            if (at == id) {
                return OptionalInt.of(order[middle]);
            }
            if (at < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Where our ids are in another dictionary, such as the customers of the orders among those of the touchpoints.
     *
     * @param other the other dictionary; text ids and numbers match if they are written the same
     * @return for each of our codes the other's code, or -1
     */
    public int[] codesIn(Dictionary other) {
        int[] codes = new int[size];
        for (int code = 0; code < size; code++) {
            OptionalInt found = numbers != null ? other.find(numbers[code]) : other.find(id(code));
            codes[code] = found.orElse(-1);
        }
        return codes;
    }

    /**
     * The ids of two dictionaries, such as the customers of two logs, coded in the order of the ids: numbers by value, text as
     * {@link String#compareTo} has it. Where one holds numbers and the other text, all become text.
     *
     * @param a one dictionary
     * @param b the other
     * @return every id once
     */
    public static Dictionary union(Dictionary a, Dictionary b) {
        if (a.size == 0 || b.size == 0 || a.equals(b)) {
            Dictionary only = a.size == 0 ? b : a;
            return only.rearranged(only.sorted());
        }
        int[] orderA = a.sorted();
        int[] orderB = b.sorted();
        if (a.isNumeric() && b.isNumeric()) {
            long[] merged = new long[Math.addExact(a.size, b.size)];
            int n = 0;
            int j = 0;
            for (int i = 0; i < a.size; i++) {
                long id = a.numbers()[orderA[i]];
                while (j < b.size && b.numbers()[orderB[j]] < id) {
                    merged[n++] = b.numbers()[orderB[j++]];
                }
                j += j < b.size && b.numbers()[orderB[j]] == id ? 1 : 0;
                merged[n++] = id;
            }
            while (j < b.size) {
                merged[n++] = b.numbers()[orderB[j++]];
            }
            return new Dictionary(Arrays.copyOf(merged, n));
        }
        String[] all = new String[Math.addExact(a.size, b.size)];
        Arrays.setAll(all, i -> i < a.size ? a.id(orderA[i]) : b.id(orderB[i - a.size]));
        Arrays.sort(all); // merges the two runs if both are sorted as text
        int n = 0;
        for (String id : all) {
            if (n == 0 || !all[n - 1].equals(id)) {
                all[n++] = id;
            }
        }
        return new Dictionary(Arrays.copyOf(all, n));
    }

    /** The codes in the order of their ids. */
    int[] sorted() {
        int[] ready = sorted;
        if (ready == null) {
            ready = new int[size];
            Arrays.setAll(ready, i -> i);
            if (texts != null) {
                IndexSort.sort(ready, 0, size, (a, b) -> texts[a].compareTo(texts[b]));
            } else {
                long[] keys = numbers();
                IndexSort.sort(ready, 0, size, (a, b) -> Long.compare(keys[a], keys[b]));
            }
            sorted = ready;
        }
        return ready;
    }

    /** The same ids, each at another code: old code {@code order[i]} becomes {@code i}. */
    Dictionary rearranged(int[] order) {
        if (texts != null) {
            String[] moved = new String[order.length];
            Arrays.setAll(moved, i -> texts[order[i]]);
            return new Dictionary(moved);
        }
        long[] from = numbers();
        long[] moved = new long[order.length];
        Arrays.setAll(moved, i -> from[order[i]]);
        return new Dictionary(moved);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dictionary that
                && Arrays.equals(texts, that.texts)
                && Arrays.equals(numbers, that.numbers);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(texts) + Arrays.hashCode(numbers);
    }

    @Override
    public String toString() {
        int shown = Math.min(size, 5);
        return size + " ids " + ids().subList(0, shown) + (shown < size ? "..." : "");
    }
}
