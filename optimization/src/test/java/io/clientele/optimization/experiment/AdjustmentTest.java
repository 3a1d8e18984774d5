package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Regression adjustment and stratification against R, by hand, and where the truth is known. */
class AdjustmentTest {

    private static final double RELATIVE = 1e-10;
    private static final double ABSOLUTE = 1e-12;

    private static double[] pick(double[] values, double[] arm, double which) {
        return IntStream.range(0, values.length)
                .filter(i -> arm[i] == which)
                .mapToDouble(i -> values[i])
                .toArray();
    }

    @Test
    void oneCovariateAgainstR() {
        Golden golden = Golden.load("experiments/cuped-simulated");
        CsvTable input = golden.input();
        double[] arm = input.numbers("arm");
        lin(golden, arm, input.numbers("y"), input.numbers("x"));
        CsvTable mails = CsvTable.read(SharedFiles.data("hillstrom/hillstrom.csv.gz"));
        double[] group = Arrays.stream(mails.texts("segment"))
                .mapToDouble(s -> s.equals("No E-Mail") ? 0 : s.equals("Mens E-Mail") ? 1 : 2)
                .toArray();
        lin(Golden.load("experiments/cuped-hillstrom"), group, mails.numbers("spend"), mails.numbers("history"));
    }

    private static void lin(Golden golden, double[] arm, double[] y, double[] x) {
        RegressionAdjustment less = RegressionAdjustment.of(
                CovariateSample.of("a", pick(y, arm, 0), pick(x, arm, 0)),
                CovariateSample.of("b", pick(y, arm, 1), pick(x, arm, 1)));
        MeanComparison c = MeanTest.create().compare(less.control(), less.variant());
        golden.at("expected", "lin", "estimate").matches(c.difference(), RELATIVE, ABSOLUTE);
        golden.at("expected", "lin", "hc2").matches(c.standardError(), RELATIVE, ABSOLUTE);
    }

    /** R 4.2.2: lm(y ~ arm * (I(x1 - mean(x1)) + I(x2 - mean(x2)))), HC2 by hatvalues; set.seed(7). */
    @Test
    void twoCovariatesAgainstR() {
        double[] y =
                numbers("3.092,0.833,1.204,0.229,-0.275,-0.182,1.844,-0.28,-0.203,3.632,-0.382,3.029,2.762,1.039,0.159,"
                        + "2.785,-0.026,0.581,1.188,2.721,0.575,1.361,-1.606,1.234,0.45,1.487,1.383,1.229,1.456,-0.379,1.854,3.461,"
                        + "1.986,3.356,-2.165,-0.878,1.57,1.034,1.833,1.229,-0.254,1.85,0.755,-1.811,0.201,3.191,0.187,0.335,2.567,"
                        + "-0.025,-2.245,3.585,4.011,1.863,2.069,1.706,0.319,1.641,3.471,0.019");
        double[] x1 = numbers(
                "2.287,-1.197,-0.694,-0.412,-0.971,-0.947,0.748,-0.117,0.153,2.19,0.357,2.717,2.281,0.324,1.896,"
                        + "0.468,-0.894,-0.307,-0.005,0.988,0.84,0.705,1.306,-1.388,1.273,0.184,0.752,0.592,-0.983,-0.276,-0.871,0.719,"
                        + "0.111,-0.078,-0.42,-0.562,0.998,-1.105,-0.142,0.315,1.219,-0.699,-0.285,-1.312,-0.391,-0.402,1.351,0.591,"
                        + "0.101,0.931,-0.263,-0.008,0.367,1.707,0.724,0.481,-1.568,0.318,0.166,-0.9");
        double[] x2 =
                numbers("0.061,0.846,0.413,0.978,0.519,1.668,0.25,2.619,0.558,0.01,0.456,0.619,0.516,0.611,0.335,0.027,"
                        + "1.811,0.126,0.769,0.438,1.931,0.035,2.559,0.13,0.847,0.597,1.227,0.622,0.268,0.692,0.003,0.326,0.023,0.049,"
                        + "1.081,0.618,1.648,0.569,1.152,0.463,1.214,0.43,2.958,0.898,0.73,0.507,0.187,2.364,0.603,0.738,0.826,0.428,"
                        + "0.043,0.922,0.96,0.306,0.776,3.507,0.242,0.731");
        RegressionAdjustment less =
                RegressionAdjustment.of(sample("a", 0, 30, y, x1, x2), sample("b", 30, 60, y, x1, x2));
        MeanComparison c = MeanTest.create().compare(less.control(), less.variant());
        assertThat(c.difference()).isCloseTo(0.45306919092172426, within(1e-13));
        assertThat(c.standardError()).isCloseTo(0.34129801928530329, within(1e-13));
        assertThat(less.control().mean()).isCloseTo(0.90178143487658269, within(1e-13));
        // shifting and scaling covariates, and another order of the units, changes nothing
        double[] shifted = Arrays.stream(x1).map(v -> 1e6 - 250 * v).toArray();
        RegressionAdjustment same =
                RegressionAdjustment.of(sample("a", 0, 30, y, x2, shifted), sample("b", 30, 60, y, x2, shifted));
        assertThat(same.varianceReduction()).isCloseTo(less.varianceReduction(), within(1e-8));
        assertThat(same.variant().mean()).isCloseTo(less.variant().mean(), within(1e-8));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(",", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static CovariateSample sample(String name, int from, int to, double[] y, double[]... x) {
        return CovariateSample.of(
                name,
                Arrays.copyOfRange(y, from, to),
                Arrays.stream(x).map(c -> Arrays.copyOfRange(c, from, to)).toArray(double[][]::new));
    }

    /** Effects that differ by unit, a metric that is not linear, unequal variants: 95 % intervals hold the mean effect of 0.5. */
    @Test
    void intervalsHoldTheTruth() {
        int runs = Boolean.getBoolean("clientele.full") ? 10_000 : 1_000;
        int held = 0;
        Moments reduction = Moments.create();
        for (int run = 0; run < runs; run++) {
            RandomGenerator random = RandomStreams.stream(run, "adjustment", 0);
            RegressionAdjustment less = RegressionAdjustment.of(arm("a", 150, 0, random), arm("b", 80, 1, random));
            MeanComparison c = MeanTest.create().compare(less.control(), less.variant());
            held += c.interval().contains(0.5) ? 1 : 0;
            reduction.add(less.varianceReduction());
        }
        assertThat(held / (double) runs).isBetween(0.93, 0.97);
        // variances 5.18 and 7.43, of which 1.18 are left in each variant
        double expected = 1 - (1.18 / 150 + 1.18 / 80) / (5.18 / 150 + 7.43 / 80);
        assertThat(reduction.mean()).isCloseTo(expected, within(0.01));
    }

    private static CovariateSample arm(String name, int units, double treated, RandomGenerator random) {
        double[] y = new double[units];
        double[][] x = new double[2][units];
        for (int i = 0; i < units; i++) {
            x[0][i] = random.nextGaussian();
            x[1][i] = random.nextGaussian();
            y[i] = 2 * x[0][i] + 0.3 * x[1][i] * x[1][i] + treated * (0.5 + 0.5 * x[0][i]) + random.nextGaussian();
        }
        return CovariateSample.of(name, y, x);
    }

    @Test
    void stratifiedRatesAgainstR() {
        Golden golden = Golden.load("experiments/stratified").at("expected");
        double[] sa = golden.at("strata", "conversions_a").numbers();
        double[] na = golden.at("strata", "n_a").numbers();
        double[] sb = golden.at("strata", "conversions_b").numbers();
        double[] nb = golden.at("strata", "n_b").numbers();
        List<Conversions> controls = new ArrayList<>();
        List<Conversions> variants = new ArrayList<>();
        List<MetricSample> zeros = new ArrayList<>();
        List<MetricSample> ones = new ArrayList<>();
        for (int g = 0; g < sa.length; g++) {
            controls.add(new Conversions("a", (long) sa[g], (long) na[g]));
            variants.add(new Conversions("b", (long) sb[g], (long) nb[g]));
            zeros.add(binary("a", sa[g], na[g]));
            ones.add(binary("b", sb[g], nb[g]));
        }
        StratifiedComparison c = StratifiedProportionTest.create().compare(controls, variants);
        golden.at("mantel_haenszel", "chi_square").matches(c.chiSquare(), RELATIVE, ABSOLUTE);
        golden.at("mantel_haenszel", "chi_square_corrected").matches(c.correctedChiSquare(), RELATIVE, ABSOLUTE);
        golden.at("mantel_haenszel", "p").matches(c.p(), 1e-9, 0);
        golden.at("mantel_haenszel", "odds_ratio").matches(c.oddsRatio(), RELATIVE, ABSOLUTE);
        golden.at("mantel_haenszel", "interval")
                .at(0)
                .matches(c.oddsRatioInterval().lower(), RELATIVE, ABSOLUTE);
        golden.at("mantel_haenszel", "interval")
                .at(1)
                .matches(c.oddsRatioInterval().upper(), RELATIVE, ABSOLUTE);
        golden.at("post_stratified", "difference").matches(c.difference(), RELATIVE, ABSOLUTE);
        golden.at("post_stratified", "std_error").matches(c.standardError(), RELATIVE, ABSOLUTE);
        // the same as means of zeros and ones, but for the divisor n - 1 of each group
        PostStratification means = PostStratification.of(zeros, ones);
        MeanComparison m = MeanTest.create().compare(means.control(), means.variant());
        assertThat(m.difference()).isCloseTo(c.difference(), within(1e-12));
        assertThat(m.standardError() / c.standardError()).isCloseTo(1, within(2e-4));
    }

    private static MetricSample binary(String name, double successes, double trials) {
        MetricSample.Builder builder = MetricSample.builder(name);
        for (int i = 0; i < trials; i++) {
            builder.add(i < successes ? 1 : 0);
        }
        return builder.build();
    }

    @Test
    void strataByHand() {
        // group 0: 1, 3 against 4, 6; group 1: 10, 14 against 10, 10; shares one half each
        PostStratification s = PostStratification.of(
                List.of(MetricSample.of("a", 1, 3), MetricSample.of("a", 10, 14)),
                List.of(MetricSample.of("b", 4, 6), MetricSample.of("b", 10, 10)));
        assertThat(s.control().mean()).isEqualTo((2 + 12) / 2.0);
        assertThat(s.variant().mean()).isEqualTo((5 + 10) / 2.0);
        // variances of the means: 2/2 and 8/2, weighted by 1/4
        assertThat(s.control().variance() / 4).isCloseTo((1 + 4) / 4.0, within(1e-14));
        assertThat(s.variant().variance() / 4).isCloseTo(1 / 4.0, within(1e-14));
        assertThat(s.control().count()).isEqualTo(4);
    }

    /** Groups of different rates without effect: p below 5 % in 5 % of experiments; a true difference is held by its interval. */
    @Test
    void stratifiedTestKeepsItsLevel() {
        int runs = Boolean.getBoolean("clientele.full") ? 40_000 : 4_000;
        int alarms = 0;
        int held = 0;
        double[] rates = {0.05, 0.2, 0.5};
        for (int run = 0; run < runs; run++) {
            RandomGenerator random = RandomStreams.stream(run, "strata", 0);
            List<Conversions> a = new ArrayList<>();
            List<Conversions> b = new ArrayList<>();
            for (double rate : rates) {
                a.add(draw("a", rate, 120, random));
                b.add(draw("b", rate, 80, random));
            }
            StratifiedComparison c = StratifiedProportionTest.create().compare(a, b);
            alarms += c.p() < 0.05 ? 1 : 0;
            held += c.oddsRatioInterval().contains(1) ? 1 : 0;
        }
        assertThat(alarms / (double) runs).isBetween(0.038, 0.062);
        assertThat(held / (double) runs).isBetween(0.938, 0.962);
    }

    private static Conversions draw(String name, double rate, int trials, RandomGenerator random) {
        long successes = 0;
        for (int i = 0; i < trials; i++) {
            successes += random.nextDouble() < rate ? 1 : 0;
        }
        return new Conversions(name, successes, trials);
    }

    @Test
    void whatCannotBeIsSaid() {
        double[] y = {1, 2, 4, 3};
        double[] x = {1, 2, 3, 5};
        assertThatThrownBy(() -> CovariateSample.of("a", y))
                .hasMessage("variant 'a': covariates must be one column or more; without any use MetricSample");
        assertThatThrownBy(() -> CovariateSample.of("a", y, new double[] {1, 2, Double.NaN, 3}))
                .hasMessage(
                        "variant 'a': covariate 0 of unit 2 must be finite, got NaN; give a unit that was not seen before"
                                + " the mean, or 0, in both variants alike");
        CovariateSample good = CovariateSample.of("a", y, x);
        assertThatThrownBy(() -> RegressionAdjustment.of(good, CovariateSample.of("b", y, new double[] {7, 7, 7, 7})))
                .hasMessage(
                        "variant 'b': covariate 0 is always 7.0; one that does not vary explains nothing, leave it out");
        assertThatThrownBy(() -> RegressionAdjustment.of(
                        CovariateSample.of("a", y, x, new double[] {3, 5, 7, 11}), CovariateSample.of("b", y, x, x)))
                .hasMessage("variant 'a': covariate 1 is a combination of those before it; leave it out");
        assertThatThrownBy(() -> RegressionAdjustment.of(good, CovariateSample.of("b", y, x, x)))
                .hasMessage("both variants must have the same covariates, got 1 and 2");
        assertThatThrownBy(() -> RegressionAdjustment.of(
                        good, CovariateSample.of("b", new double[] {1, 2}, new double[] {1, 2})))
                .hasMessage("variant 'b': units must be at least 3 for 1 covariates, got 2");
        MetricSample one = MetricSample.of("a", 1.0);
        assertThatThrownBy(() -> PostStratification.of(List.of(one), List.of(one)))
                .hasMessage("group 0 must have at least 2 units in each variant, got 1 and 1; pool rare groups before");
        assertThatThrownBy(() -> PostStratification.of(List.of(), List.of()))
                .hasMessage("both variants must have a sample for each group, got 0 and 0");
        Conversions none = new Conversions("a", 0, 10);
        assertThatThrownBy(() -> StratifiedProportionTest.create().compare(List.of(none), List.of(none)))
                .hasMessage("the outcome does not vary in any of the 1 groups; there is nothing to compare");
        StratifiedComparison empty =
                StratifiedProportionTest.create().compare(List.of(none), List.of(new Conversions("b", 3, 10)));
        assertThat(empty.oddsRatio()).isInfinite();
        assertThat(empty.oddsRatioInterval().lower()).isZero();
        assertThat(empty.p()).isBetween(0.0, 0.2);
    }
}
