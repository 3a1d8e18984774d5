package io.clientele.core.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Codes into a dictionary that holds exactly the ids which occur, coded by first occurrence; -1 where a row has none. */
final class CodeColumn {

    private final Dictionary dictionary;
    private final int size;
    private final int @Nullable [] codes; // null: no row has one

    private CodeColumn(Dictionary dictionary, int size, int @Nullable [] codes) {
        this.dictionary = dictionary;
        this.size = size;
        this.codes = codes;
    }

    /** The codes of some rows, numbered anew; rows past the end of {@code codes} have none. */
    static CodeColumn of(Dictionary dictionary, int[] codes, int length, int[] rows) {
        int[] renamed = new int[dictionary.size()];
        int[] order = new int[dictionary.size()];
        int known = 0;
        int[] own = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int code = rows[i] < length ? codes[rows[i]] : -1;
            if (code < 0) {
                own[i] = -1;
                continue;
            }
            if (renamed[code] == 0) {
                order[known++] = code;
                renamed[code] = known; // 1 more than the new code
            }
            own[i] = renamed[code] - 1;
        }
        return new CodeColumn(dictionary.rearranged(Arrays.copyOf(order, known)), rows.length, known == 0 ? null : own);
    }

    Dictionary dictionary() {
        return dictionary;
    }

    int get(int row) {
        return codes == null ? -1 : codes[row];
    }

    CodeColumn rows(int[] rows) {
        return codes == null
                ? new CodeColumn(dictionary, rows.length, null)
                : of(dictionary, codes, codes.length, rows);
    }

    long bytes() {
        return codes == null ? 0 : 4L * codes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeColumn that
                && size == that.size
                && dictionary.equals(that.dictionary)
                && Arrays.equals(codes, that.codes);
    }

    @Override
    public int hashCode() {
        return 31 * dictionary.hashCode() + Arrays.hashCode(codes) + size;
    }
}
