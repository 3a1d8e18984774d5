package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class KaplanMeierTest {

    /** Five customers: events at 1, 3 and 3, censored at 2 and 5. */
    private static SurvivalTable five() {
        return SurvivalTable.of(new double[] {1, 2, 3, 3, 5}, new int[] {1, 0, 1, 1, 0});
    }

    @Test
    void fiveCustomersByHand() {
        SurvivalCurve curve = KaplanMeier.create().fit(five()).curve();
        assertThat(curve.times()).containsExactly(1, 2, 3, 5);
        assertThat(curve.atRisk()).containsExactly(5, 4, 3, 1);
        assertThat(curve.events()).containsExactly(1, 0, 2, 0);
        assertThat(curve.censored()).containsExactly(0, 1, 0, 1);
        assertThat(curve.survival()).containsExactly(0.8, 0.8, 0.8 / 3, 0.8 / 3);
        // Greenwood: 1/(5 * 4) and 2/(3 * 1)
        assertThat(curve.standardErrors()[0]).isCloseTo(0.8 * Math.sqrt(1 / 20.0), within(1e-15));
        assertThat(curve.standardErrors()[2]).isCloseTo(0.8 / 3 * Math.sqrt(1 / 20.0 + 2 / 3.0), within(1e-15));
        assertThat(curve.cumulativeHazard()[3]).isCloseTo(0.2 + 2 / 3.0, within(1e-15));
        assertThat(curve.survival(0)).isEqualTo(1);
        assertThat(curve.survival(2.9)).isEqualTo(0.8);
        assertThat(curve.interval(0.5)).isEqualTo(new Interval(1, 1, 0.95));
        assertThat(curve.interval(1).contains(0.8)).isTrue();
        assertThat(curve.median()).hasValue(3);
        assertThat(curve.quantile(0.9)).isEmpty();
        assertThat(curve.total()).isEqualTo(5);
        // 1 for a day, 0.8 for two, 0.8/3 for one
        assertThat(curve.restrictedMean(4).mean()).isCloseTo(1 + 1.6 + 0.8 / 3, within(1e-15));
        assertThat(curve).hasToString("SurvivalCurve[all, total=5.0, events=3.0, median=3.0]");
    }

    @Test
    void medianOnAFlatStretchIsItsMiddle() {
        SurvivalCurve curve = KaplanMeier.create()
                .fit(SurvivalTable.of(new double[] {1, 2, 6, 7}, new int[] {1, 1, 1, 1}))
                .curve();
        assertThat(curve.median()).hasValue(4);
    }

    @Test
    void nobodyLeaves() {
        SurvivalCurves curves = KaplanMeier.create().fit(SurvivalTable.of(new double[] {3, 8}, new int[2]));
        assertThat(curves.report().warnings()).containsExactly("group 'all' has no event: the curve stays at 1");
        assertThat(curves.curve().survival()).containsExactly(1, 1);
        assertThat(curves.curve().standardErrors()).containsExactly(0, 0);
        assertThat(curves.curve().median()).isEmpty();
        assertThat(curves.curve().quantileInterval(0.5))
                .isEqualTo(new Interval(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0.95));
        assertThat(curves.curve()).hasToString("SurvivalCurve[all, total=2.0, events=0.0, median=not reached]");
    }

    @Test
    void everybodyLeavesAtOnce() {
        for (CurveErrors errors : CurveErrors.values()) {
            SurvivalCurve curve = KaplanMeier.create()
                    .withErrors(errors)
                    .fit(SurvivalTable.of(new double[] {3, 3}, new int[] {1, 1}))
                    .curve();
            assertThat(curve.survival()).containsExactly(0);
            assertThat(curve.standardErrors()).containsExactly(Double.NaN);
            assertThat(curve.interval(3)).isEqualTo(new Interval(0, 1, 0.95));
            assertThat(curve.survival(1e6)).isEqualTo(0);
            assertThat(curve.median()).hasValue(3);
            assertThat(curve.restrictedMean(10)).isEqualTo(new RestrictedMean(10, 3, 0));
        }
    }

    @Test
    void oneCustomerAndEventsAtTimeZero() {
        SurvivalCurve one = KaplanMeier.create()
                .fit(SurvivalTable.of(new double[] {4}, new int[1]))
                .curve();
        assertThat(one.survival()).containsExactly(1);
        SurvivalCurve zero = KaplanMeier.create()
                .fit(SurvivalTable.of(new double[] {0, -0.0, 4, 4}, new int[] {1, 0, 1, 0}))
                .curve();
        assertThat(zero.times()).containsExactly(0, 4);
        assertThat(zero.survival(0)).isEqualTo(0.75);
        assertThat(zero.atRisk()).containsExactly(4, 2);
    }

    @Test
    void lateEntriesCountOnlyOnceTheyAreThere() {
        SurvivalCurves curves = KaplanMeier.create()
                .fit(SurvivalTable.of(new double[] {2, 5, 6, 7}, new int[] {1, 1, 0, 1})
                        .withStarts(new double[] {0, 2, 1, 3}));
        SurvivalCurve curve = curves.curve();
        // at 2: rows 0 and 2 (row 1 comes after it); at 5: rows 1, 2, 3
        assertThat(curve.atRisk()).containsExactly(2, 3, 2, 1);
        assertThat(curve.survival()).containsExactly(0.5, 1 / 3.0, 1 / 3.0, 0);
        assertThat(curves.report().warnings()).isEmpty();
    }

    @Test
    void lateEntriesThatBringTheCurveToZeroAreNamed() {
        SurvivalCurves curves = KaplanMeier.create()
                .fit(SurvivalTable.of(new double[] {2, 5, 7}, new int[] {1, 1, 0})
                        .withStarts(new double[] {0, 3, 3}));
        assertThat(curves.report().warnings())
                .containsExactly("group 'all': all 1 at risk at time 2.0 had the event, so the curve is 0 from there on"
                        + " although others come later; late entries make early risk sets small: leave out the early"
                        + " time");
        assertThat(curves.curve().survival()).containsExactly(0, 0, 0);
    }

    @Test
    void groupsHaveCurvesOfTheirOwn() {
        SurvivalCurves curves = KaplanMeier.create().fit(five().withGroups(List.of("b", "a", "b", "a", "b")));
        assertThat(curves.groups()).containsExactly("a", "b");
        assertThat(curves.curve("a").survival()).containsExactly(1, 0);
        assertThat(curves.curve("b").survival()).containsExactly(2 / 3.0, 2 / 3.0 / 2, 2 / 3.0 / 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curves.curve("c"))
                .withMessage("no group 'c'; groups are [a, b]");
        assertThatIllegalStateException()
                .isThrownBy(curves::curve)
                .withMessage("there are 2 curves, of the groups [a, b]; ask for one by its name");
    }

    @Test
    void rowsOfWeightZeroAreAsGoodAsAbsent() {
        SurvivalTable weighted =
                five().withGroups(List.of("a", "a", "a", "a", "b")).withWeights(new double[] {1, 2, 1, 1, 0});
        SurvivalCurves curves = KaplanMeier.create().fit(weighted);
        assertThat(curves.groups()).containsExactly("a");
        assertThat(curves.report().warnings())
                .containsExactly("group 'b' has no row with a weight above 0 and no curve");
        assertThat(curves.curve().atRisk()).containsExactly(5, 4, 2);
    }

    @Test
    void meansWithinAHorizonAreCompared() {
        SurvivalCurve curve = KaplanMeier.create().fit(five()).curve();
        RestrictedMean longer = curve.restrictedMean(4);
        RestrictedMean shorter = new RestrictedMean(4, 1, 0.3);
        Interval difference = longer.differenceFrom(shorter, 0.95);
        assertThat((difference.lower() + difference.upper()) / 2).isCloseTo(longer.mean() - 1, within(1e-14));
        assertThat(difference.width())
                .isCloseTo(2 * 1.959963984540054 * Math.hypot(longer.standardError(), 0.3), within(1e-14));
        assertThat(longer.interval(0.9).contains(longer.mean())).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> longer.differenceFrom(curve.restrictedMean(3), 0.95))
                .withMessage("horizons must be equal to compare means, got 4.0 and 3.0");
    }

    @Test
    void beyondTheDataNothingIsSaid() {
        SurvivalCurve curve = KaplanMeier.create().fit(five()).curve();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.survival(7))
                .withMessage(
                        "time 7.0 is 2.0 beyond the last observed time (5.0) of group 'all', and the data say nothing"
                                + " there; ask for an earlier time, or fit a parametric model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.restrictedMean(6))
                .withMessageContaining("1.0 beyond the last observed time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.survival(-1))
                .withMessage("time must be a finite number of at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.quantile(1))
                .withMessage("p must be above 0 and below 1, such as 0.5, got 1.0");
    }

    @Test
    void badOptionsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaplanMeier.create().withConfidence(95))
                .withMessage("confidence must be above 0 and below 1, such as 0.95, got 95");
    }
}
