package io.clientele.cli.print;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text for people: headings, sentences, tables. */
public final class Page {

    private static final int WIDTH = 100;

    private final PrintStream out;

    /**
     * A page.
     *
     * @param out where it goes
     */
    public Page(PrintStream out) {
        this.out = out;
    }

    /**
     * A heading with a line under it.
     *
     * @param text of the heading
     */
    public void heading(String text) {
        out.println();
        out.println(text);
        out.println("-".repeat(text.length()));
    }

    /**
     * A paragraph, broken at blanks.
     *
     * @param text of any length
     */
    public void say(String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        out.println(line);
    }

    /** An empty line. */
    public void gap() {
        out.println();
    }

    /**
     * Columns as wide as they need to be, the first to the left, the others to the right.
     *
     * @param lines equally many cells each, the first being the heads
     */
    public void table(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] width = new int[columns];
        for (List<String> line : lines) {
            for (int j = 0; j < columns; j++) {
                width[j] = Math.max(width[j], line.get(j).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < columns; j++) {
                String cell = line.get(j);
                String space = " ".repeat(width[j] - cell.length());
                text.append(j == 0 ? cell + space : "  " + space + cell);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    /**
     * A table whose lines are added one by one.
     *
     * @param heads of the columns
     * @return its lines
     */
    public static List<List<String>> lines(String... heads) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of(heads));
        return lines;
    }

    /**
     * A number in four digits.
     *
     * @param value any; NaN is a dash
     * @return text
     */
    public static String shown(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4g", value);
    }

    /**
     * A count or an amount of money, without decimals, in groups of three digits.
     *
     * @param value any; NaN is a dash
     * @return text
     */
    public static String whole(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,.0f", value);
    }

    /**
     * A count in groups of three digits.
     *
     * @param count any
     * @return text
     */
    public static String whole(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /**
     * A weight that is a count more often than not: without decimals where it is one.
     *
     * @param weight any; NaN is a dash
     * @return text
     */
    public static String count(double weight) {
        return weight == Math.rint(weight) && Math.abs(weight) < 1e15 ? whole((long) weight) : shown(weight);
    }

    /**
     * A share as a percentage with one decimal.
     *
     * @param share 1 for 100 %; NaN is a dash
     * @return text
     */
    public static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    /**
     * A number with a fixed number of decimals.
     *
     * @param value any; NaN is a dash
     * @param decimals how many
     * @return text
     */
    public static String decimals(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
