package io.clientele.prediction.linear;

import io.clientele.core.internal.check.Check;
import java.util.Arrays;

/**
 * The features of one event, by name, each hashed to a cell and a sign. Made by {@link OnlineLogisticRegression#row}, filled, used,
 * cleared and filled again: then it allocates nothing. Not thread-safe.
 *
 * <p>Two features of one row that fall into the same cell add up there, each with its own sign. Adding a feature takes O(features
 * in the row); made for up to some hundred of them.
 *
 * <pre>{@code
 * HashedRow row = recipe.row();
 * row.clear().add("channel", "mail").add("spend", 3.2);
 * }</pre>
 */
public final class HashedRow {

    private static final double LARGEST = 1e50;

    final int bits;
    int[] cell = new int[16];
    double[] value = new double[16];
    int size;

    HashedRow(int bits) {
        this.bits = bits;
    }

    /** {@return this without features} */
    public HashedRow clear() {
        size = 0;
        return this;
    }

    /**
     * Adds a number.
     *
     * @param name of the feature, not empty
     * @param x at most 1e50 in size; bring it to a spread of about 1
     * @return this
     */
    public HashedRow add(CharSequence name, double x) {
        if (!(Math.abs(x) <= LARGEST)) {
            throw new IllegalArgumentException(
                    "feature '" + name + "' must be a number of at most 1e50 in size, got " + x);
        }
        put(FeatureHash.add(FeatureHash.START, named(name)), x);
        return this;
    }

    /**
     * Adds a category: 1 at the pair of the name and what it is.
     *
     * @param name of the feature, not empty
     * @param category such as a channel or a product; may be empty
     * @return this
     */
    public HashedRow add(CharSequence name, CharSequence category) {
        long h = FeatureHash.add(FeatureHash.START, named(name));
        put(FeatureHash.add(FeatureHash.add(h, FeatureHash.BORDER), category), 1);
        return this;
    }

    private static CharSequence named(CharSequence name) {
        Check.atLeast("length of a feature's name", name.length(), 1);
        return name;
    }

    private void put(long hash, double x) {
        long mixed = FeatureHash.mixed(hash);
        int at = (int) (mixed >>> (Long.SIZE - bits));
        // the lowest bit has no part in the cell
        double signed = (mixed & 1) == 0 ? x : -x;
        for (int k = 0; k < size; k++) {
            if (cell[k] == at) {
                value[k] += signed;
                return;
            }
        }
        if (size == cell.length) {
            cell = Arrays.copyOf(cell, 2 * size);
            value = Arrays.copyOf(value, 2 * size);
        }
        cell[size] = at;
        value[size++] = signed;
    }

    /** {@return how many cells the row touches} */
    public int size() {
        return size;
    }

    @Override
    public String toString() {
        return "HashedRow[" + size + " cells of 2^" + bits + "]";
    }
}
