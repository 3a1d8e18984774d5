package io.clientele.prediction.survival;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** A text per row, stored as a code: names in alphabetical order, so that the order of the rows does not matter. */
final class Labels {

    private final List<String> names;
    private final int[] codes;

    private Labels(List<String> names, int[] codes) {
        this.names = names;
        this.codes = codes;
    }

    static Labels of(String what, List<String> values, int rows) {
        if (values.size() != rows) {
            throw new IllegalArgumentException(
                    what + " must have one value per row (" + rows + "), got " + values.size());
        }
        TreeMap<String, Integer> index = new TreeMap<>();
        int row = 0;
        for (String value : values) {
            index.put(Objects.requireNonNull(value, what + ", row " + row), 0);
            row++;
        }
        int next = 0;
        for (var entry : index.entrySet()) {
            entry.setValue(next++);
        }
        int[] codes = new int[rows];
        row = 0;
        for (String value : values) {
            codes[row++] = Objects.requireNonNull(index.get(value));
        }
        return new Labels(List.copyOf(index.keySet()), codes);
    }

    List<String> names() {
        return names;
    }

    int count() {
        return names.size();
    }

    int code(int row) {
        return codes[row];
    }

    String name(int row) {
        return names.get(codes[row]);
    }

    Labels select(int[] rows) {
        int[] picked = new int[rows.length];
        boolean[] seen = new boolean[names.size()];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = codes[rows[i]];
            seen[picked[i]] = true;
        }
        int[] renamed = new int[names.size()];
        int next = 0;
        for (int c = 0; c < seen.length; c++) {
            renamed[c] = next;
            next += seen[c] ? 1 : 0;
        }
        String[] left = new String[next];
        for (int c = 0; c < seen.length; c++) {
            if (seen[c]) {
                left[renamed[c]] = names.get(c);
            }
        }
        for (int i = 0; i < picked.length; i++) {
            picked[i] = renamed[picked[i]];
        }
        return new Labels(List.of(left), picked);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Labels that && names.equals(that.names) && Arrays.equals(codes, that.codes);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(codes);
    }
}
