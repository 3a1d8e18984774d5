package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.model.ModelFiles;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Regression adjustment from exact sums, against the one from units, statsmodels, and where the truth is known. */
class CovariateMomentsTest {

    private static final int RUNS = Boolean.getBoolean("clientele.full") ? 20_000 : 1_500;

    /** Rows of metric and covariates. */
    private static CovariateMoments sum(String variant, double[][] rows, String... names) {
        CovariateMoments.Builder builder = CovariateMoments.builder(variant, names);
        for (double[] row : rows) {
            builder.add(row[0], java.util.Arrays.copyOfRange(row, 1, row.length));
        }
        return builder.build();
    }

    private static CovariateSample units(String variant, double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return CovariateSample.of(variant, columns[0], java.util.Arrays.copyOfRange(columns, 1, columns.length));
    }

    /** A metric that rises with two covariates, more noise where the first is large, and a mean far from 0. */
    private static double[][] rows(RandomGenerator random, int n, double effect, double slope) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            double x = Samplers.gaussian(random);
            double z = 1000 + 3 * Samplers.gaussian(random) + x;
            double noise = (1 + Math.abs(x)) * Samplers.gaussian(random);
            rows[i] = new double[] {50 + effect + slope * x - 0.5 * (z - 1000) + noise, x, z};
        }
        return rows;
    }

    /**
     * Hillstrom's e-mails. /usr/bin/python3, statsmodels 0.13.5: OLS of spend on history, recency and newbie in each group,
     * get_prediction at the mean covariates of both: difference of predicted_mean and root of the summed se_mean².
     */
    @Test
    void hillstromAgainstStatsmodels() {
        CsvTable mails = CsvTable.read(SharedFiles.data("hillstrom/hillstrom.csv.gz"));
        String[] names = {"history", "recency", "newbie"};
        CovariateMoments.Builder none = CovariateMoments.builder("none", names);
        CovariateMoments.Builder men = CovariateMoments.builder("men", names);
        String[] groups = mails.texts("segment");
        double[] spend = mails.numbers("spend");
        double[] history = mails.numbers("history");
        double[] recency = mails.numbers("recency");
        double[] newbie = mails.numbers("newbie");
        for (int i = 0; i < spend.length; i++) {
            if (!groups[i].equals("Womens E-Mail")) {
                (groups[i].equals("No E-Mail") ? none : men).add(spend[i], history[i], recency[i], newbie[i]);
            }
        }
        RegressionAdjustment less = RegressionAdjustment.of(none.build(), men.build());
        MeanComparison c = MeanTest.create().compare(less.control(), less.variant());
        assertThat(c.difference()).isCloseTo(0.768370355472683, within(1e-10));
        assertThat(c.standardError()).isCloseTo(0.14518797533005348, within(1e-10));
        assertThat(less.varianceReduction()).isCloseTo(0.0008065334349574016, within(1e-10));
        assertThat(less.leftOut()).isEmpty();
    }

    @Test
    void sameDifferenceAsFromUnits() {
        RandomGenerator random = RandomStreams.stream(11, "covariate.moments", 0);
        for (int n : new int[] {5, 40, 3000}) {
            double[][] a = rows(random, n, 0, 2);
            double[][] b = rows(random, n + 7, 0.3, 1);
            RegressionAdjustment sums = RegressionAdjustment.of(sum("a", a, "x", "z"), sum("b", b, "x", "z"));
            RegressionAdjustment all = RegressionAdjustment.of(units("a", a), units("b", b));
            assertThat(sums.control().mean()).isCloseTo(all.control().mean(), within(1e-10 * 50));
            assertThat(sums.variant().mean()).isCloseTo(all.variant().mean(), within(1e-10 * 50));
            if (n == 3000) { // HC2 and the classical error are alike with many units
                assertThat(Math.sqrt(sums.variant().variance() / all.variant().variance()))
                        .isCloseTo(1, within(0.03));
                assertThat(sums.varianceReduction()).isCloseTo(all.varianceReduction(), within(0.02));
            }
        }
    }

    @Test
    void partsEqualTheWholeToTheBit() {
        double[][] rows = rows(RandomStreams.stream(12, "covariate.moments", 0), 501, 0, 2);
        CovariateMoments whole = sum("a", rows, "x", "z");
        CovariateMoments.Builder[] parts = new CovariateMoments.Builder[3];
        java.util.Arrays.setAll(parts, i -> CovariateMoments.builder("a", "x", "z"));
        for (int i = rows.length - 1; i >= 0; i--) {
            parts[i * i % 3].add(rows[i][0], rows[i][1], rows[i][2]);
        }
        CovariateMoments first = parts[0].build();
        CovariateMoments merged = parts[2].build().plus(first).plus(parts[1].build());
        assertThat(merged).isEqualTo(whole).hasSameHashCodeAs(whole);
        assertThat(text(merged)).isEqualTo(text(whole));
        assertThat(merged.minus(first)).isEqualTo(parts[1].build().plus(parts[2].build()));
        CovariateMoments other = sum("b", rows(RandomStreams.stream(13, "x", 0), 77, 1, 2), "x", "z");
        assertThat(RegressionAdjustment.of(merged, other)).isEqualTo(RegressionAdjustment.of(whole, other));
        assertThat(whole.count()).isEqualTo(501);
        assertThat(whole.covariates()).containsExactly("x", "z");
        assertThat(whole.metric())
                .isEqualTo(MetricSample.of(
                        "a",
                        java.util.Arrays.stream(rows).mapToDouble(r -> r[0]).toArray()));
        assertThat(whole).asString().isEqualTo("CovariateMoments[a, 501 units, covariates [x, z]]");
    }

    private static String text(CovariateMoments m) {
        return ModelFiles.text(new CovariateMomentsCodec(), m);
    }

    /**
     * The spread differs between units and variants, the slopes differ too, and groups are of unequal size: intervals at 95 % that hold the
     * truth, four standard errors of the share.
     */
    @Test
    void intervalsHoldTheTruth() {
        RandomGenerator random = RandomStreams.stream(14, "covariate.moments", 0);
        int held = 0;
        double plain = 0;
        for (int run = 0; run < RUNS; run++) {
            RegressionAdjustment less = RegressionAdjustment.of(
                    sum("a", rows(random, 60, 0, 2), "x", "z"), sum("b", rows(random, 150, 0.4, 2), "x", "z"));
            held += MeanTest.create()
                            .compare(less.control(), less.variant())
                            .interval()
                            .contains(0.4)
                    ? 1
                    : 0;
            plain += less.varianceReduction() / RUNS;
        }
        assertThat((double) held / RUNS).isCloseTo(0.945, within(0.005 + 4 * Math.sqrt(0.05 * 0.95 / RUNS)));
        // noise has variance 1 + 2 sqrt(2 / pi) + 1 = 3.60; the covariates explain 1.5² + 0.25 * 9 = 4.50 beside it
        assertThat(plain).isCloseTo(4.5 / 8.1, within(0.05));
    }

    /** What says nothing is left out of both variants and named; the rest is as if it had never been there. */
    @Test
    void uselessCovariatesAreNamed() {
        RandomGenerator random = RandomStreams.stream(15, "covariate.moments", 0);
        double[][] a = rows(random, 50, 0, 2);
        double[][] b = rows(random, 60, 0, 2);
        CovariateMoments.Builder c = CovariateMoments.builder("a", "seven", "x", "twice", "z", "sum", "sometimes");
        CovariateMoments.Builder v = CovariateMoments.builder("b", "seven", "x", "twice", "z", "sum", "sometimes");
        for (double[] r : a) {
            c.add(r[0], 7, r[1], 2 * r[1] + 5, r[2], r[1] + r[2], 0);
        }
        for (int i = 0; i < b.length; i++) {
            v.add(b[i][0], 7, b[i][1], 2 * b[i][1] + 5, b[i][2], b[i][1] + b[i][2], i % 5);
        }
        RegressionAdjustment less = RegressionAdjustment.of(c.build(), v.build());
        assertThat(less.leftOut()).containsExactly("seven", "twice", "sum", "sometimes");
        RegressionAdjustment two = RegressionAdjustment.of(sum("a", a, "x", "z"), sum("b", b, "x", "z"));
        assertThat(less.control()).isEqualTo(two.control());
        assertThat(less.variant()).isEqualTo(two.variant());
        assertThat(less).asString().contains(", left out [seven, twice, sum, sometimes]");
        // nothing is left: the plain comparison
        CovariateMoments flat =
                CovariateMoments.builder("a", "x").add(1, 3).add(4, 3).build();
        CovariateMoments other =
                CovariateMoments.builder("b", "x").add(2, 3).add(3, 9).build();
        RegressionAdjustment none = RegressionAdjustment.of(flat, other);
        assertThat(none.leftOut()).containsExactly("x");
        assertThat(none.varianceReduction()).isZero();
        assertThat(none.control().variance()).isCloseTo(4.5, within(1e-15));
        assertThat(none.control().mean()).isEqualTo(2.5);
    }

    @Test
    void whatCannotBeIsSaid() {
        CovariateMoments.Builder builder =
                CovariateMoments.builder("a", "x", "z").add(1, 2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(Double.NaN, 2, 3))
                .withMessage(
                        "variant 'a', unit 1: the metric must be finite, got NaN; a unit without the metric has 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(1, 2, Double.POSITIVE_INFINITY))
                .withMessage(
                        "variant 'a', unit 1: covariate 'z' must be finite, got Infinity; give a unit that was not seen "
                                + "before the mean, or 0, in both variants alike");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add(1, 2))
                .withMessageContaining("variant 'a', unit 1: covariates");
        CovariateMoments one = builder.build();
        assertThat(one.count()).as("refused units leave no trace").isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariateMoments.builder("a"))
                .withMessage("variant 'a': covariates must be one or more; without any use MetricSample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariateMoments.builder("a", "x", "x"))
                .withMessage("variant 'a': covariates must have different names, got [x, x]");
        CovariateMoments named =
                CovariateMoments.builder("b", "z", "x").add(1, 2, 3).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.plus(named))
                .withMessage(
                        "variant 'a': the covariates are [x, z] and those of variant 'b' [z, x]; give the same ones in "
                                + "the same order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionAdjustment.of(one, named))
                .withMessageContaining("give the same ones in the same order");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.minus(one.plus(one)))
                .withMessage("variant 'a': cannot take 2 units away from 1; they were not all added here");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionAdjustment.of(one, one))
                .withMessage("variant 'a' needs at least 2 units, got 1");
        CovariateMoments three = one.plus(CovariateMoments.builder("a", "x", "z")
                .add(2, 5, 1)
                .add(0, -4, 8.5)
                .build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegressionAdjustment.of(three, three))
                .withMessage("variant 'a': units must be at least 4 for 2 covariates, got 3");
    }
}
