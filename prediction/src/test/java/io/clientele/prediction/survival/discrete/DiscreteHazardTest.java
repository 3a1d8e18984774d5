package io.clientele.prediction.survival.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.Coefficient;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.prediction.survival.KaplanMeier;
import io.clientele.prediction.survival.SurvivalCurve;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscreteHazardTest {

    /** The table of the reference: sequences of fractional parts instead of random numbers. */
    static SurvivalTable reference() {
        int n = 150;
        double[] x = new double[n];
        double[] z = new double[n];
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 1; i <= n; i++) {
            x[i - 1] = Math.rint(i * 0.6180339887498949 % 1 * 4) / 2 - 1;
            z[i - 1] = i % 2;
            double u = i * 0.7548776662466927 % 1;
            double stop = 1 + Math.floor(8 * (i * 0.5698402909980532 % 1));
            double hazard = 1 / (1 + Math.exp(-(-1.6 + 0.8 * x[i - 1] - 0.5 * z[i - 1])));
            double leave = Math.ceil(Math.log(u) / Math.log(1 - hazard));
            times[i - 1] = Math.min(leave, stop);
            events[i - 1] = leave <= stop ? 1 : 0;
        }
        return SurvivalTable.of(times, events).withFeatures(FeatureTable.of(List.of("x", "z"), x, z));
    }

    /** Log odds -1.5 + 0.7 x + 0.3 (period > 2) in each of up to 6 periods; one fifth censored. */
    static SurvivalTable monthly(String purpose, int index, int n) {
        RandomGenerator random = RandomStreams.stream(20261125, purpose, index);
        double[] x = new double[n];
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextInt(3) - 1;
            int stop = 3 + random.nextInt(4);
            for (int k = 1; k <= stop && events[i] == 0; k++) {
                times[i] = k;
                double hazard = 1 / (1 + Math.exp(1.5 - 0.7 * x[i] - (k > 2 ? 0.3 : 0)));
                events[i] = random.nextDouble() < hazard ? 1 : 0;
            }
        }
        return SurvivalTable.of(times, events).withFeatures(FeatureTable.of(List.of("x"), x));
    }

    /**
     * R 4.2.2 on the expanded rows: {@code glm(y ~ factor(period) + x + z, binomial, control = glm.control(epsilon = 1e-15, maxit = 50))}.
     */
    @Test
    void agreesWithGlm() {
        DiscreteHazardModel model = DiscreteHazard.of(1).fit(reference());
        double[] coefficients = {
            -1.640517153893359,
            -0.443520402274879,
            0.183227488502026,
            -0.652712167455272,
            -0.601384005292203,
            0.052723729265690,
            0.606773874999388,
            0.085432802107403,
            0.637929329163168,
            -0.135881773716238
        };
        double[] errors = {
            0.25954132086291, 0.38111848452161, 0.35906138565244, 0.52159179244073, 0.57328410965444,
            0.54161295422125, 0.62567186774379, 1.11025136737435, 0.22285746368470, 0.26025711701942
        };
        assertThat(model.coefficients().stream()
                        .mapToDouble(Coefficient::estimate)
                        .toArray())
                .containsExactly(coefficients, within(1e-9));
        assertThat(model.coefficients().stream()
                        .mapToDouble(Coefficient::standardError)
                        .toArray())
                .containsExactly(errors, within(1e-8));
        assertThat(model.logLikelihood()).isCloseTo(-198.13577114111, within(1e-10));
        assertThat(model.coefficients())
                .extracting(Coefficient::name)
                .startsWith("(intercept)", "period 2")
                .endsWith("x", "z");
        double eta = coefficients[0] + coefficients[2] + 0.5 * coefficients[8] + coefficients[9];
        assertThat(model.curve(0.5, 1).hazard(3)).isCloseTo(1 / (1 + Math.exp(-eta)), within(1e-10));
    }

    /** As above, with {@code cut(period, c(0, 1, 3, 9))}. */
    @Test
    void bandsAgreeWithGlm() {
        DiscreteHazardModel model = DiscreteHazard.of(1).withBands(1, 2, 4, 20).fit(reference());
        assertThat(model.coefficients().stream()
                        .mapToDouble(Coefficient::estimate)
                        .toArray())
                .containsExactly(
                        new double[] {
                            -1.64300180781125, -0.13401411529662, -0.26341706110867, 0.64453054184007, -0.13281455495325
                        },
                        within(1e-9));
        assertThat(model.coefficients().stream()
                        .mapToDouble(Coefficient::standardError)
                        .toArray())
                .containsExactly(
                        new double[] {
                            0.25922981971285, 0.30496162888189, 0.33496696496842, 0.22093016606740, 0.25863417129324
                        },
                        within(1e-8));
        assertThat(model.coefficients())
                .extracting(Coefficient::name)
                .containsExactly("(intercept)", "periods 2 to 3", "periods 4 to 8", "x", "z");
    }

    /** One row per customer and period, written out by hand, against the collapsed ones. */
    @Test
    void collapsingChangesNothing() {
        double[] weights =
                IntStream.range(0, 150).mapToDouble(i -> 1 + i % 3 * 0.5).toArray();
        SurvivalTable table = reference().withWeights(weights);
        FeatureTable features = table.features().orElseThrow();
        PersonPeriods periods = PersonPeriods.of(table, 1);
        assertThat(periods.table().rows())
                .as("5 values of x, 2 of z, 8 periods, 2 labels")
                .isLessThan(160);
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            for (int k = 1; k <= table.time(i); k++) {
                double[] row = new double[11];
                if (k > 1) {
                    row[k - 2] = 1;
                }
                row[7] = features.get(i, 0);
                row[8] = features.get(i, 1);
                row[9] = k == table.time(i) ? table.event(i) : 0;
                row[10] = weights[i];
                rows.add(row);
            }
        }
        double[][] columns = new double[11][rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int j = 0; j < 11; j++) {
                columns[j][r] = rows.get(r)[j];
            }
        }
        LogisticModel whole = LogisticRegression.create()
                .fit(LabeledTable.of(
                                FeatureTable.of(
                                        List.of("2", "3", "4", "5", "6", "7", "8", "x", "z"),
                                        Arrays.copyOf(columns, 9)),
                                columns[9])
                        .withWeights(columns[10]));
        DiscreteHazardModel model = DiscreteHazard.of(1).fit(table);
        assertThat(periods.total()).isCloseTo(Arrays.stream(columns[10]).sum(), within(1e-9));
        assertThat(model.logLikelihood()).isCloseTo(whole.logLikelihood(), within(1e-9));
        for (int j = 0; j < 10; j++) {
            assertThat(model.coefficients().get(j).estimate())
                    .isCloseTo(whole.coefficients().get(j).estimate(), within(1e-9));
            assertThat(model.coefficients().get(j).standardError())
                    .isCloseTo(whole.coefficients().get(j).standardError(), within(1e-9));
        }
    }

    @Test
    void withoutFeaturesItIsKaplanMeier() {
        SurvivalTable table = reference();
        SurvivalCurve km = KaplanMeier.create()
                .fit(SurvivalTable.of(
                        IntStream.range(0, 150).mapToDouble(table::time).toArray(),
                        IntStream.range(0, 150).map(table::event).toArray()))
                .curve();
        DiscreteHazardCurve curve = DiscreteHazard.of(1)
                .fit(table.withFeatures(FeatureTable.of(List.of())))
                .curve();
        for (int k = 0; k <= 8; k++) {
            assertThat(curve.survival(k)).isCloseTo(km.survival(k), within(1e-12));
        }
        // the binomial information of each hazard is Greenwood's term: intervals of log(-log) are the same
        Interval greenwood = KaplanMeier.create()
                .withInterval(io.clientele.prediction.survival.CurveInterval.LOG_LOG)
                .fit(table)
                .curve()
                .interval(5);
        assertThat(curve.interval(5).lower()).isCloseTo(greenwood.lower(), within(1e-9));
        assertThat(curve.interval(5).upper()).isCloseTo(greenwood.upper(), within(1e-9));
    }

    /** Rows cut where features could change, units of days, order of rows. */
    @Test
    void cuttingRowsAndUnitsChangeNothing() {
        SurvivalTable table = reference();
        List<double[]> cut = new ArrayList<>();
        for (int i = table.rows() - 1; i >= 0; i--) {
            double middle = Math.floor(table.time(i) / 2);
            if (middle > 0) {
                cut.add(new double[] {0, 30 * middle, 0, i});
            }
            cut.add(new double[] {30 * middle, 30 * table.time(i), table.event(i), i});
        }
        SurvivalTable rows = SurvivalTable.of(
                        cut.stream().mapToDouble(r -> r[1]).toArray(),
                        cut.stream().mapToInt(r -> (int) r[2]).toArray())
                .withStarts(cut.stream().mapToDouble(r -> r[0]).toArray())
                .withFeatures(table.features()
                        .orElseThrow()
                        .selectRows(cut.stream().mapToInt(r -> (int) r[3]).toArray()));
        DiscreteHazardModel whole = DiscreteHazard.of(1).fit(table);
        DiscreteHazardModel parts = DiscreteHazard.of(30).fit(rows);
        for (int j = 0; j < whole.coefficients().size(); j++) {
            assertThat(parts.coefficients().get(j).estimate())
                    .isCloseTo(whole.coefficients().get(j).estimate(), within(1e-11));
        }
    }

    @Test
    void periodsAreCutAtTheirEnds() {
        SurvivalTable table =
                SurvivalTable.of(new double[] {0.3, 0.7, 0.7, 0.65, 0.05, 0.3}, new int[] {1, 1, 0, 0, 0, 0});
        PersonPeriods periods = PersonPeriods.of(table, 0.1, 1);
        // 3, 7, 7 to the end (0.7/0.1 is 6.999...), 6, none, 3
        assertThat(periods.total()).isEqualTo(26);
        assertThat(periods.unseen()).isEqualTo(1);
        assertThat(periods.lastPeriod()).isEqualTo(7);
        assertThat(periods.table().labels()).containsExactly(0, 1);
        assertThat(periods.table().weight(0)).isEqualTo(24);
        assertThat(periods.table().weight(1)).isEqualTo(2);
        assertThat(periods.toString()).isEqualTo("PersonPeriods[26.0 periods of customers in 2 rows]");
    }

    @Test
    void periodsWithoutEventsAndTheLastOneAreKnown() {
        SurvivalTable table = SurvivalTable.of(
                        new double[] {1, 1, 3, 3, 4, 4, 2, 1}, new int[] {1, 0, 1, 0, 1, 1, 0, 1})
                .withFeatures(FeatureTable.of(List.of("x"), new double[] {0, 1, 1, 0, 1, 0, 1, 1}));
        DiscreteHazardModel model = DiscreteHazard.of(1).fit(table);
        assertThat(model.report().warnings())
                .containsExactly(
                        "nobody left in period 2: the hazard is 0 there, without an interval; pool periods in bands",
                        "everybody at risk left in period 4: the hazard is 1 there, without an interval; pool periods in bands");
        assertThat(model.features()).containsExactly("x");
        DiscreteHazardCurve curve = model.curve(1);
        assertThat(curve.hazard(2)).isEqualTo(0);
        assertThat(curve.hazardInterval(2)).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(curve.survival(2)).isEqualTo(curve.survival(1));
        assertThat(curve.survival(4)).isEqualTo(0);
        assertThat(curve.interval(4))
                .isEqualTo(new Interval(0, curve.interval(3).upper(), 0.95));
        assertThat(curve.risk(3, 1)).isEqualTo(1);
        assertThat(curve.riskInterval(3, 1)).isEqualTo(new Interval(0, 1, 0.95));
        assertThat(curve.riskInterval(1, 1)).isEqualTo(new Interval(0, 0, 0.95));
        assertThat(curve.toString()).isEqualTo("DiscreteHazardCurve[4 periods, still there at the end 0.0]");
    }

    @Test
    void featuresMayChangeAlongAPath() {
        DiscreteHazardModel model = DiscreteHazard.of(1).fit(reference());
        DiscreteHazardCurve curve =
                model.curve(FeatureTable.of(List.of("z", "x"), new double[] {1, 1, 0}, new double[] {-1, -1, 1}));
        assertThat(curve.lastPeriod()).isEqualTo(3);
        assertThat(curve.hazard(2)).isEqualTo(model.curve(-1, 1).hazard(2));
        assertThat(curve.hazard(3)).isEqualTo(model.curve(1, 0).hazard(3));
        assertThat(curve.survival(3))
                .isCloseTo((1 - curve.hazard(1)) * (1 - curve.hazard(2)) * (1 - curve.hazard(3)), within(1e-15));
        assertThat(curve.risk(1, 2)).isCloseTo(1 - curve.survival(3) / curve.survival(1), within(1e-14));
        assertThat(curve.riskInterval(1, 2).contains(curve.risk(1, 2))).isTrue();
        assertThat(curve.hazardInterval(3).contains(curve.hazard(3))).isTrue();
    }

    @Test
    void refusesInWords() {
        DiscreteHazard recipe = DiscreteHazard.of(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withBands(2, 3))
                .withMessage("first periods of bands must ascend from 1, got [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DiscreteHazard.of(0))
                .withMessage("periodLength must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.fit(SurvivalTable.of(new double[] {2e6}, new int[1])))
                .withMessage("time, row 0: is 2000000.0, more than 100000 periods of length 1.0; use longer periods");
        assertThatThrownBy(() -> recipe.fit(SurvivalTable.of(new double[] {2, 3}, new int[2])))
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("no events: nobody with a weight above 0 left");
        assertThatThrownBy(() -> recipe.fit(SurvivalTable.of(new double[] {1, 1}, new int[] {1, 1})))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "in every period nobody or everybody at risk left, so features cannot matter; use shorter periods");
        assertThatThrownBy(() -> recipe.fit(
                        SurvivalTable.of(new double[] {2, 3}, new int[] {1, 0}).withStarts(new double[] {1, 1})))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "nobody was at risk in period 1, so no survival beyond it can be said; pool it with others in a band");
        DiscreteHazardModel model = recipe.fit(reference());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(1, 1).survival(9))
                .withMessage(
                        "period (9) is beyond the last period (8), and the data say nothing there; ask for an earlier one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(1, 1).risk(5, 4))
                .withMessage(
                        "now (5) and within (4) reach beyond the last period (8), and the data say nothing there; ask for an"
                                + " earlier one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(1, Double.NaN))
                .withMessage("feature 'z' must be finite, got NaN; impute or drop the row first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(
                        FeatureTable.of(List.of("x", "z"), new double[] {1, 0}, new double[] {0, Double.NaN})))
                .withMessage("feature 'z' in period 2 must be finite, got NaN; impute or drop the row first");
    }

    @Test
    void separationIsNamed() {
        SurvivalTable table = reference();
        double[] stays =
                IntStream.range(0, 150).mapToDouble(i -> 1 - table.event(i)).toArray();
        assertThatThrownBy(() -> DiscreteHazard.of(1)
                        .withBands(1)
                        .fit(table.withFeatures(FeatureTable.of(List.of("stays"), stays))))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("'stays'");
    }

    // 1000 shops of 150: a coverage of 95 % gives between 93 and 97 % with probability 0.996, each of four times
    @Test
    void intervalsCoverTheTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 1000;
        int[] covered = new int[4];
        double early = 1 / (1 + Math.exp(1.5 - 0.7));
        double late = 1 / (1 + Math.exp(1.5 - 0.7 - 0.3));
        for (int shop = 0; shop < shops; shop++) {
            DiscreteHazardModel model = DiscreteHazard.of(1).withBands(1, 3).fit(monthly("cover", shop, 150));
            Coefficient x = model.coefficients().get(2);
            DiscreteHazardCurve curve = model.curve(1);
            covered[0] += x.lower() <= 0.7 && 0.7 <= x.upper() ? 1 : 0;
            covered[1] += curve.interval(4).contains(Math.pow(1 - early, 2) * Math.pow(1 - late, 2)) ? 1 : 0;
            covered[2] += curve.riskInterval(2, 2).contains(1 - Math.pow(1 - late, 2)) ? 1 : 0;
            covered[3] += curve.hazardInterval(1).contains(early) ? 1 : 0;
        }
        for (int count : covered) {
            assertThat(count / (double) shops).isBetween(0.93, 0.97);
        }
    }
}
