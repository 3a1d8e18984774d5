package io.clientele.core.feature;

/**
 * A column that changed although only the future did.
 *
 * @param column its name, or {@code (rows)} if the number of rows changed
 * @param row the first row that changed, from 0; -1 for the number of rows
 * @param before its value with what really happened
 * @param after its value with another future
 */
public record Leak(String column, int row, double before, double after) {

    @Override
    public String toString() {
        return row < 0
                ? "the number of rows goes from " + (long) before + " to " + (long) after
                : "column '" + column + "', row " + row + ": " + before + " becomes " + after;
    }
}
