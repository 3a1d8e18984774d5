package io.clientele.segmentation.rfm;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gives every combination of scores exactly one named segment. Immutable.
 *
 * <p>The {@linkplain #standard standard map}, for scores from 1 to 5; the first rule that fits counts:
 *
 * <table>
 * <caption>Standard segments</caption>
 * <tr><th>segment</th><th>recency</th><th>frequency</th><th>monetary</th></tr>
 * <tr><td>champions</td><td>4–5</td><td>4–5</td><td>4–5</td></tr>
 * <tr><td>new</td><td>4–5</td><td>1</td><td>any</td></tr>
 * <tr><td>loyal</td><td>3–5</td><td>4–5</td><td>any</td></tr>
 * <tr><td>big spenders</td><td>3–5</td><td>any</td><td>4–5</td></tr>
 * <tr><td>promising</td><td>4–5</td><td>any</td><td>any</td></tr>
 * <tr><td>need attention</td><td>3</td><td>2–3</td><td>any</td></tr>
 * <tr><td>cooling</td><td>3</td><td>any</td><td>any</td></tr>
 * <tr><td>do not lose</td><td>1–2</td><td>4–5</td><td>4–5</td></tr>
 * <tr><td>at risk</td><td>1–2</td><td>3–5</td><td>any</td></tr>
 * <tr><td>at risk</td><td>1–2</td><td>any</td><td>4–5</td></tr>
 * <tr><td>dormant</td><td>2</td><td>any</td><td>any</td></tr>
 * <tr><td>lost</td><td>1</td><td>any</td><td>any</td></tr>
 * </table>
 */
public final class SegmentMap {

    private final int bins;
    private final List<String> names;
    private final int[] cells;

    private SegmentMap(int bins, List<String> names, int[] cells) {
        this.bins = bins;
        this.names = names;
        this.cells = cells;
    }

    /**
     * The standard map. For other than 5 bins, score s counts as {@code 1 + 4 (s - 1) / (bins - 1)}, rounded.
     *
     * @param bins number of scores, 2 to 9
     * @return the map
     */
    public static SegmentMap standard(int bins) {
        Builder five = builder(5)
                .rule("champions", 4, 5, 4, 5, 4, 5)
                .rule("new", 4, 5, 1, 1, 1, 5)
                .rule("loyal", 3, 5, 4, 5, 1, 5)
                .rule("big spenders", 3, 5, 1, 5, 4, 5)
                .rule("promising", 4, 5, 1, 5, 1, 5)
                .rule("need attention", 3, 3, 2, 3, 1, 5)
                .rule("cooling", 3, 3, 1, 5, 1, 5)
                .rule("do not lose", 1, 2, 4, 5, 4, 5)
                .rule("at risk", 1, 2, 3, 5, 1, 5)
                .rule("at risk", 1, 2, 1, 5, 4, 5)
                .rule("dormant", 2, 2, 1, 5, 1, 5)
                .rule("lost", 1, 1, 1, 5, 1, 5);
        SegmentMap map = five.build();
        if (bins == 5) {
            return map;
        }
        Builder scaled = builder(bins);
        scaled.names.addAll(map.names);
        for (int r = 1; r <= bins; r++) {
            for (int f = 1; f <= bins; f++) {
                for (int m = 1; m <= bins; m++) {
                    scaled.cells[scaled.cell(r, f, m)] = map.index(five(r, bins), five(f, bins), five(m, bins));
                }
            }
        }
        return scaled.build();
    }

    private static int five(int score, int bins) {
        return (int) Math.round(1 + 4.0 * (score - 1) / (bins - 1));
    }

    /**
     * Starts a map of one's own.
     *
     * @param bins number of scores, 2 to 9
     * @return a builder without rules
     */
    public static Builder builder(int bins) {
        return new Builder(bins);
    }

    static SegmentMap of(int bins, List<String> names, int[] cells) {
        Builder builder = builder(bins);
        Check.length("cells", cells.length, bins * bins * bins, "one value per combination of scores");
        for (int cell : cells) {
            Check.between("cell", cell, 0, names.size() - 1.0);
        }
        builder.names.addAll(names);
        System.arraycopy(cells, 0, builder.cells, 0, cells.length);
        return builder.build();
    }

    /** {@return the number of scores} */
    public int bins() {
        return bins;
    }

    /** {@return the names of the segments, in the order of their rules} */
    public List<String> names() {
        return names;
    }

    /**
     * The segment of a combination of scores.
     *
     * @param r recency score
     * @param f frequency score
     * @param m monetary score
     * @return its name
     */
    public String segment(int r, int f, int m) {
        return names.get(index(r, f, m));
    }

    int index(int r, int f, int m) {
        if (r < 1 || f < 1 || m < 1 || r > bins || f > bins || m > bins) {
            throw new IllegalArgumentException(
                    "scores must be between 1 and " + bins + ", got r=" + r + " f=" + f + " m=" + m);
        }
        return cells[((r - 1) * bins + f - 1) * bins + m - 1];
    }

    int[] cells() {
        return cells.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentMap that
                && bins == that.bins
                && names.equals(that.names)
                && Arrays.equals(cells, that.cells);
    }

    @Override
    public int hashCode() {
        return 31 * names.hashCode() + Arrays.hashCode(cells);
    }

    @Override
    public String toString() {
        return "SegmentMap[bins=" + bins + ", " + names + "]";
    }

    /** Rules in order; of several that fit, the first counts. Not thread-safe. */
    public static final class Builder {

        private final int bins;
        private final List<String> names = new ArrayList<>();
        private final int[] cells;

        private Builder(int bins) {
            this.bins = (int) Check.between("bins", bins, 2, 9);
            this.cells = new int[bins * bins * bins];
            Arrays.fill(cells, -1);
        }

        /**
         * Adds a rule; a name may have several.
         *
         * @param segment name
         * @param fromR lowest recency score
         * @param toR highest recency score
         * @param fromF lowest frequency score
         * @param toF highest frequency score
         * @param fromM lowest monetary score
         * @param toM highest monetary score
         * @return this
         */
        public Builder rule(String segment, int fromR, int toR, int fromF, int toF, int fromM, int toM) {
            if (segment.isBlank()) {
                throw new IllegalArgumentException("segment must have a name");
            }
            range("recency", fromR, toR);
            range("frequency", fromF, toF);
            range("monetary", fromM, toM);
            if (!names.contains(segment)) {
                names.add(segment);
            }
            for (int r = fromR; r <= toR; r++) {
                for (int f = fromF; f <= toF; f++) {
                    for (int m = fromM; m <= toM; m++) {
                        if (cells[cell(r, f, m)] < 0) {
                            cells[cell(r, f, m)] = names.indexOf(segment);
                        }
                    }
                }
            }
            return this;
        }

        private void range(String name, int from, int to) {
            if (from < 1 || to > bins || from > to) {
                throw new IllegalArgumentException(
                        name + " scores must run upwards between 1 and " + bins + ", got " + from + " to " + to);
            }
        }

        private int cell(int r, int f, int m) {
            return ((r - 1) * bins + f - 1) * bins + m - 1;
        }

        /** {@return the map; every combination of scores must have a segment} */
        public SegmentMap build() {
            for (int cell = 0; cell < cells.length; cell++) {
                if (cells[cell] < 0) {
                    throw new IllegalArgumentException("no rule fits r=" + (cell / bins / bins + 1) + " f="
                            + (cell / bins % bins + 1) + " m=" + (cell % bins + 1)
                            + "; end with a rule for everything left");
                }
            }
            return new SegmentMap(bins, List.copyOf(names), cells.clone());
        }
    }
}
