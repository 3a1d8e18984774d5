package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.SharedFiles;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Experiments of ../shared/data: effects and standard errors a second way, by least squares on the variant with HC2 errors. */
class RealExperimentsTest {

    /** Least squares of the outcome on 1 and the variant; HC2: each residual by 1 less its leverage, 1 / units of its variant. */
    private static void secondWay(double[] y, boolean[] treated, double difference, double error) {
        double n = y.length;
        double x = 0;
        double sy = 0;
        double sxy = 0;
        for (int i = 0; i < y.length; i++) {
            double t = treated[i] ? 1 : 0;
            x += t;
            sy += y[i];
            sxy += t * y[i];
        }
        double det = n * x - x * x;
        double slope = (n * sxy - x * sy) / det;
        double intercept = (sy - slope * x) / n;
        double meat = 0;
        for (int i = 0; i < y.length; i++) {
            double t = treated[i] ? 1 : 0;
            double r = y[i] - intercept - slope * t;
            double weight = (n * t - x) / det;
            meat += weight * weight * r * r / (1 - (treated[i] ? 1 / x : 1 / (n - x)));
        }
        assertThat(difference).isCloseTo(slope, within(1e-11 * Math.max(1, Math.abs(slope))));
        assertThat(error).isCloseTo(Math.sqrt(meat), within(1e-10 * Math.sqrt(meat)));
    }

    private static MeanComparison compare(double[] y, boolean[] treated) {
        int[] variant = new int[y.length];
        for (int i = 0; i < y.length; i++) {
            variant[i] = treated[i] ? 1 : 0;
        }
        List<MetricSample> samples =
                MetricRows.of(List.of("control", "variant"), variant, y).samples();
        return MeanTest.create().compare(samples.get(0), samples.get(1));
    }

    @Test
    void hillstrom() {
        CsvTable table = CsvTable.read(SharedFiles.data("hillstrom/hillstrom.csv.gz"));
        String[] segment = table.texts("segment");
        for (String arm : new String[] {"Mens E-Mail", "Womens E-Mail"}) {
            for (String metric : new String[] {"visit", "conversion", "spend"}) {
                double[] all = table.numbers(metric);
                int n = 0;
                double[] y = new double[all.length];
                boolean[] treated = new boolean[all.length];
                for (int i = 0; i < all.length; i++) {
                    if (segment[i].equals(arm) || segment[i].equals("No E-Mail")) {
                        y[n] = all[i];
                        treated[n++] = segment[i].equals(arm);
                    }
                }
                double[] values = Arrays.copyOf(y, n);
                boolean[] flags = Arrays.copyOf(treated, n);
                MeanComparison c = compare(values, flags);
                secondWay(values, flags, c.difference(), c.standardError());
            }
        }
    }

    /** README of the data: 721 of 42,364 with and 319 of 42,170 without promotion. */
    @Test
    void starbucks() {
        CsvTable table = CsvTable.read(SharedFiles.data("starbucks-promotion/starbucks_training.csv.gz"));
        String[] promotion = table.texts("Promotion");
        double[] y = table.numbers("purchase");
        boolean[] treated = new boolean[y.length];
        for (int i = 0; i < y.length; i++) {
            treated[i] = promotion[i].equals("Yes");
        }
        MeanComparison c = compare(y, treated);
        secondWay(y, treated, c.difference(), c.standardError());
        ProportionComparison rates = ProportionTest.create()
                .compare(new Conversions("No", 319, 42_170), new Conversions("Yes", 721, 42_364));
        assertThat(c.difference()).isCloseTo(rates.difference(), within(1e-15));
        // divisor n - 1 against n
        assertThat(c.standardError()).isCloseTo(rates.unpooledError(), within(2e-5 * rates.unpooledError()));
    }

    /** README of the data: 17,489 of 145,274 and 17,264 of 145,310 after the rows that do not fit are dropped; z 1.3109241984234394. */
    @Test
    void udacity() {
        CsvTable table = CsvTable.read(SharedFiles.data("udacity-ab-pages/ab_data.csv.gz"));
        String[] group = table.texts("group");
        String[] page = table.texts("landing_page");
        double[] user = table.numbers("user_id");
        double[] converted = table.numbers("converted");
        double[] y = new double[user.length];
        boolean[] treated = new boolean[user.length];
        Set<Double> seen = new HashSet<>();
        int n = 0;
        for (int i = 0; i < user.length; i++) {
            boolean isNew = group[i].equals("treatment");
            if (isNew == page[i].equals("new_page") && seen.add(user[i])) {
                y[n] = converted[i];
                treated[n++] = isNew;
            }
        }
        double[] values = Arrays.copyOf(y, n);
        boolean[] flags = Arrays.copyOf(treated, n);
        assertThat(n).isEqualTo(290_584);
        MeanComparison c = compare(values, flags);
        secondWay(values, flags, c.difference(), c.standardError());
        assertThat(c.difference()).isCloseTo(-0.0015782389853555567, within(1e-15));
        ProportionComparison rates = ProportionTest.create()
                .compare(new Conversions("old", 17_489, 145_274), new Conversions("new", 17_264, 145_310));
        assertThat(-rates.z()).isCloseTo(1.3109241984234394, within(1e-10));
    }
}
