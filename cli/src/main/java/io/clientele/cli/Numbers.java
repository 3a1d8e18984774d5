package io.clientele.cli;

/** Numbers as they stand in files. */
final class Numbers {

    private Numbers() {}

    /** NaN when the text is no number in plain or scientific notation. */
    static double parse(String text) {
        String t = text.strip();
        if (t.isEmpty() || "+-.0123456789".indexOf(t.charAt(0)) < 0 || "dDfF".indexOf(t.charAt(t.length() - 1)) >= 0) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(t);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
