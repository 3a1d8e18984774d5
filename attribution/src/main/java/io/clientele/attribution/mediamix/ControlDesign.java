package io.clientele.attribution.mediamix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What sales would be without advertising is a linear function of these columns: 1, a trend (weeks since the first one fitted, over
 * their number), pairs of sine and cosine of the day of the year, and the controls.
 */
record ControlDesign(boolean trend, int harmonics, long originDay, int span, List<String> controls) {

    private static final double YEAR_DAYS = 365.25;

    List<String> names() {
        List<String> names = new ArrayList<>();
        names.add("intercept");
        if (trend) {
            names.add("trend");
        }
        for (int j = 1; j <= harmonics; j++) {
            names.add("season sine " + j);
            names.add("season cosine " + j);
        }
        names.addAll(controls);
        return names;
    }

    /** Columns of the weeks from {@code from} to {@code to - 1}. */
    double[][] columns(MediaWeeks weeks, int from, int to) {
        int n = to - from;
        List<double[]> columns = new ArrayList<>();
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        columns.add(ones);
        if (trend) {
            double[] line = new double[n];
            for (int t = 0; t < n; t++) {
                line[t] = (weeks.epochDay(from + t) - originDay) / (7.0 * span);
            }
            columns.add(line);
        }
        for (int j = 1; j <= harmonics; j++) {
            double[] sine = new double[n];
            double[] cosine = new double[n];
            for (int t = 0; t < n; t++) {
                double angle = 2 * Math.PI * j * (weeks.epochDay(from + t) / YEAR_DAYS);
                sine[t] = StrictMath.sin(angle);
                cosine[t] = StrictMath.cos(angle);
            }
            columns.add(sine);
            columns.add(cosine);
        }
        for (String name : controls) {
            columns.add(Arrays.copyOfRange(weeks.control(name), from, to));
        }
        return columns.toArray(double[][]::new);
    }
}
