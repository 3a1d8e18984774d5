package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CovariatePathTest {

    private static final double[][] PATIENT = {{-2, 3, 0, 0}, {-2, 3, 0, 1}, {-1.5, 3, 1, 1}};
    private static final double[] AT = {20, 50, 60, 150, 250, 800};

    /** A transplant after 50 days, surgery after 200. */
    private static CovariatePath patient() {
        return CovariatePath.of(new double[] {0, 50, 200}, new double[] {50, 200, 1000}, PATIENT);
    }

    // src/test/oracle/covariate_path.R: survfit(fit, newdata, id = id), and its formula by hand for the errors
    @Test
    void curvesAgreeWithSurvfitAndErrorsWithTheFormula() {
        SurvivalTable heart =
                SurvivalData.plain(SurvivalData.heart("age", "year", "surgery", "transplant"), false, false);
        double[][] survival = {
            {
                0.8019894001729,
                0.650943669946549,
                0.618137642644489,
                0.413843847630807,
                0.354704634381540,
                0.277256752557231
            },
            {
                0.803246568812915,
                0.652080299414431,
                0.619236966313824,
                0.415009767327805,
                0.355712183082030,
                0.278108734109221
            }
        };
        double[][] errors = {
            {
                0.0520236096080168,
                0.0878904380625743,
                0.0909877433849765,
                0.130404685024724,
                0.144457922699124,
                0.168677594115951
            },
            {
                0.0516693688569943,
                0.0875905379349018,
                0.0906975923228684,
                0.130055257625027,
                0.144136501017538,
                0.168410151256626
            }
        };
        for (Ties ties : List.of(Ties.EFRON, Ties.BRESLOW)) {
            CoxCurve curve = CoxRegression.create().withTies(ties).fit(heart).curve(patient());
            for (int k = 0; k < AT.length; k++) {
                double expected = survival[ties.ordinal()][k];
                assertThat(curve.survival(AT[k])).isCloseTo(expected, within(1e-10 * expected));
                double error = errors[ties.ordinal()][k];
                assertThat(curve.cumulativeHazardError(AT[k])).isCloseTo(error, within(1e-9 * error));
            }
        }
    }

    private static SurvivalTable ties(int seed) {
        return RandomTables.cox(RandomTables.random("path", seed), 200, new double[] {0.5, -0.3}, 0.5, 0.05);
    }

    private static void same(CoxCurve a, CoxCurve b) {
        assertThat(a.times()).isEqualTo(b.times());
        assertThat(a.survival()).containsExactly(b.survival(), within(1e-13));
        assertThat(a.median().orElseThrow()).isEqualTo(b.median().orElseThrow());
        for (double now : new double[] {0, 0.2, 0.5}) {
            assertThat(a.risk(now, 0.3)).isCloseTo(b.risk(now, 0.3), within(1e-13));
            assertThat(a.riskInterval(now, 0.3).lower())
                    .isCloseTo(b.riskInterval(now, 0.3).lower(), within(1e-13));
            assertThat(a.remaining(now, 0.4).mean())
                    .isCloseTo(b.remaining(now, 0.4).mean(), within(1e-13));
            assertThat(a.remaining(now, 0.4).standardError())
                    .isCloseTo(b.remaining(now, 0.4).standardError(), within(1e-13));
            assertThat(a.remainingInterval(now, 0.5)).isEqualTo(b.remainingInterval(now, 0.5));
        }
    }

    @Test
    void rowsThatDoNotDifferAreOneCustomer() {
        CoxModel model = CoxRegression.create().fit(ties(0));
        double[] row = {0.4, -0.2};
        CovariatePath split = CovariatePath.of(
                new double[] {0, 0.3, 0.31}, new double[] {0.3, 0.31, 0.9}, new double[][] {row, row, row});
        same(model.curve(split.withLastHeld()), model.curve(row));
        assertThat(Arrays.stream(model.curve(split).times()).max().orElseThrow())
                .isLessThanOrEqualTo(0.9);
        assertThat(model.curve(split).lastTime()).isEqualTo(0.9);
    }

    @Test
    void eachPieceCountsWithItsOwnFeatures() {
        CoxModel model = CoxRegression.create().fit(ties(1));
        double[] before = {0.4, -0.2};
        double[] after = {-1, 2};
        CoxCurve path = model.curve(
                CovariatePath.of(new double[] {0, 0.3}, new double[] {0.3, 1}, new double[][] {before, after}));
        CoxCurve first = model.curve(before);
        CoxCurve second = model.curve(after);
        assertThat(path.survival(0.3)).isEqualTo(first.survival(0.3));
        assertThat(path.survival(0.8))
                .isCloseTo(first.survival(0.3) * second.survival(0.8) / second.survival(0.3), within(1e-14));
        assertThat(path.risk(0.3, 0.4)).isCloseTo(second.risk(0.3, 0.4), within(1e-14));
        assertThat(path.riskInterval(0.3, 0.4)).isEqualTo(second.riskInterval(0.3, 0.4));
        double p = path.quantile(0.3).orElseThrow();
        assertThat(path.survival(p)).isLessThanOrEqualTo(0.7);
        assertThat(path.survival(p - 0.025)).isGreaterThan(0.7);
    }

    @Test
    void aPathThatStartsLateIsOfACustomerWhoIsThere() {
        CoxModel model = CoxRegression.create().fit(ties(2));
        double[] row = {0.4, -0.2};
        CoxCurve late = model.curve(CovariatePath.of(new double[] {0.3}, new double[] {1}, new double[][] {row}));
        assertThat(late.survival(0.3)).isEqualTo(1);
        assertThat(late.survival(0.7)).isCloseTo(1 - model.curve(row).risk(0.3, 0.4), within(1e-14));
        assertThat(late.times()[0]).isGreaterThan(0.3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> late.survival(0.25))
                .withMessage(
                        "time 0.25 is 0.04999999999999999 before the path starts (0.3), and its customer is taken to be"
                                + " there at the start; ask for a later time");
    }

    @Test
    void badPathsAreRefusedInWords() {
        double[][] rows = {{1}, {2}};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariatePath.of(new double[] {0, 6}, new double[] {5, 9}, rows))
                .withMessage(
                        "path, rows 0 and 1 leave a gap, (0.0, 5.0] and (6.0, 9.0]; each row must start where the one"
                                + " before stops");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariatePath.of(new double[] {0, 4}, new double[] {5, 9}, rows))
                .withMessage(
                        "path, rows 0 and 1 overlap, (0.0, 5.0] and (4.0, 9.0]; each row must start where the one before"
                                + " stops");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariatePath.of(new double[] {0, 5}, new double[] {5, 5}, rows))
                .withMessage("path, row 1: must start at 0 or later and stop after its start, got (5.0, 5.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariatePath.of(new double[] {-1, 5}, new double[] {5, 7}, rows))
                .withMessage("path, row 0: must start at 0 or later and stop after its start, got (-1.0, 5.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariatePath.of(new double[] {0, Double.NaN}, new double[] {5, 7}, rows))
                .withMessageStartingWith("path, row 1: must start at 0 or later");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CovariatePath.of(new double[] {0, 5}, new double[] {5, Double.POSITIVE_INFINITY}, rows))
                .withMessage(
                        "path, row 1: must start at 0 or later and stop after its start, got (5.0, Infinity]; for a last"
                                + " row without end use withLastHeld()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariatePath.of(new double[] {0, 5}, new double[] {5}, rows))
                .withMessage("stops must have one value per row (2), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovariatePath.of(new double[0], new double[0], new double[0][]))
                .withMessageStartingWith("the path");
        CoxModel model = CoxRegression.create().fit(ties(3));
        CovariatePath path = CovariatePath.of(new double[] {0, 5}, new double[] {5, 9}, rows);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(path))
                .withMessage("the row must have one value per feature (2), got 1");
        CovariatePath unknown =
                CovariatePath.of(new double[] {0}, new double[] {1}, new double[][] {{0.5, Double.NaN}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(unknown))
                .withMessage("feature 'x1' must be finite, got NaN; impute or drop the row first");
    }

    @Test
    void beyondThePathAndBeyondTheDataNothingIsSaid() {
        CoxModel model = CoxRegression.create().fit(ties(4));
        double[][] rows = {{0.5, 0}};
        CovariatePath path = CovariatePath.of(new double[] {0}, new double[] {1}, rows);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(path).survival(1.25))
                .withMessage(
                        "time 1.25 is 0.25 beyond the end of the path (1.0); add the features of that time, or keep the"
                                + " last ones with withLastHeld()");
        CoxCurve held = model.curve(path.withLastHeld());
        double last = held.lastTime();
        assertThat(held.survival(last)).isBetween(0.0, 1.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> held.survival(last + 2))
                .withMessageStartingWith("time " + (last + 2) + " is 2.0 beyond the last observed time (" + last + ")");
    }

    @Test
    void strataAreChosenByName() {
        SurvivalTable table = ties(5).withStrata(RandomTables.labels(RandomTables.random("path", 9), 200, 2));
        CoxModel model = CoxRegression.create().fit(table);
        CovariatePath path = CovariatePath.of(new double[] {0}, new double[] {1}, new double[][] {{0.5, 0}});
        assertThat(model.inStratum("g1", path).survival(0.5))
                .isEqualTo(model.inStratum("g1", 0.5, 0).survival(0.5));
        assertThatIllegalStateException()
                .isThrownBy(() -> model.curve(path))
                .withMessage("the model has the strata [g0, g1]; say which with inStratum(...)");
    }

    @Test
    void pathsAreValues() {
        CovariatePath path = patient();
        assertThat(path).isEqualTo(patient()).hasSameHashCodeAs(patient()).isNotEqualTo(path.withLastHeld());
        assertThat(path).hasToString("CovariatePath[3 rows from 0.0 to 1000.0]");
        double[][] rows = {{1.0}};
        CovariatePath own = CovariatePath.of(new double[] {0}, new double[] {1}, rows);
        rows[0][0] = 7;
        assertThat(own.row(0)[0]).isEqualTo(1);
    }

    /** Hazard exp(0.7 x + 0.9 z), z going from 0 to 1 at a random time. */
    private static SurvivalTable changing(RandomGenerator random, int n) {
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double x = Samplers.gaussian(random);
            double change = random.nextDouble();
            double until = Samplers.exponential(random) / 0.5;
            double rate = Math.exp(0.7 * x);
            double need = Samplers.exponential(random);
            double leave =
                    need < rate * change ? need / rate : change + (need - rate * change) / (rate * Math.exp(0.9));
            double end = Math.min(leave, until);
            double event = leave <= until ? 1 : 0;
            if (end > change) {
                rows.add(new double[] {0, change, 0, x, 0});
                rows.add(new double[] {change, end, event, x, 1});
            } else {
                rows.add(new double[] {0, end, event, x, 0});
            }
        }
        double[][] columns = new double[5][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < 5; j++) {
                columns[j][i] = rows.get(i)[j];
            }
        }
        return SurvivalTable.of(columns[1], SurvivalData.wholes(columns[2]))
                .withStarts(columns[0])
                .withFeatures(FeatureTable.of(List.of("x", "z"), columns[3], columns[4]));
    }

    // 1000 shops of 200 customers: a true coverage of 95 % gives between 93 and 97 % with probability 0.996
    @Test
    void intervalsCoverTheTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 1000;
        CovariatePath path =
                CovariatePath.of(new double[] {0, 0.3}, new double[] {0.3, 1}, new double[][] {{0.5, 0}, {0.5, 1}});
        double rate = Math.exp(0.35);
        double survival = Math.exp(-(0.3 + 0.5 * Math.exp(0.9)) * rate);
        double risk = 1 - Math.exp(-(0.1 + 0.3 * Math.exp(0.9)) * rate);
        double later = rate * Math.exp(0.9);
        double mean = (1 - Math.exp(-0.3 * rate)) / rate + Math.exp(-0.3 * rate) * (1 - Math.exp(-0.5 * later)) / later;
        int chances = 0;
        int risks = 0;
        int means = 0;
        for (int shop = 0; shop < shops; shop++) {
            SurvivalTable table = changing(RandomTables.random("path-coverage", shop), 200);
            CoxCurve curve = CoxRegression.create().fit(table).curve(path);
            chances += curve.interval(0.8).contains(survival) ? 1 : 0;
            risks += curve.riskInterval(0.2, 0.4).contains(risk) ? 1 : 0;
            means += curve.remaining(0, 0.8).interval(0.95).contains(mean) ? 1 : 0;
        }
        assertThat(chances / (double) shops).as("S(0.8)").isBetween(0.93, 0.97);
        assertThat(risks / (double) shops).as("risk from 0.2 to 0.6").isBetween(0.93, 0.97);
        assertThat(means / (double) shops).as("time there until 0.8").isBetween(0.93, 0.97);
    }
}
