package io.clientele.segmentation.cluster;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.Objects;

/** Labels of any numbers, coded 0, 1, … in ascending order of the numbers. */
final class LabelCodes {

    private final int[] values;
    private final int[] codes;
    private final int[] sizes;

    private LabelCodes(int[] values, int[] codes, int[] sizes) {
        this.values = values;
        this.codes = codes;
        this.sizes = sizes;
    }

    static LabelCodes of(String name, int[] labels) {
        Objects.requireNonNull(labels, name);
        Check.hasRows(name, labels.length);
        int[] sorted = labels.clone();
        Arrays.sort(sorted);
        int k = 1;
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] != sorted[i - 1]) {
                sorted[k++] = sorted[i];
            }
        }
        int[] values = Arrays.copyOf(sorted, k);
        int[] codes = new int[labels.length];
        int[] sizes = new int[k];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Arrays.binarySearch(values, labels[i]);
            sizes[codes[i]]++;
        }
        return new LabelCodes(values, codes, sizes);
    }

    int rows() {
        return codes.length;
    }

    int clusters() {
        return values.length;
    }

    /** The number that stands for a code; shared, not to be changed. */
    int[] values() {
        return values;
    }

    /** The code of each row; shared, not to be changed. */
    int[] codes() {
        return codes;
    }

    /** Rows of each code; shared, not to be changed. */
    int[] sizes() {
        return sizes;
    }

    /** Refuses clusterings that cannot be judged: one cluster, or every row its own. */
    LabelCodes requireJudgeable() {
        if (clusters() < 2 || clusters() >= rows()) {
            throw new IllegalArgumentException("labels must name at least 2 clusters and fewer than rows (" + rows()
                    + "), got " + clusters() + "; there is nothing to compare");
        }
        return this;
    }
}
