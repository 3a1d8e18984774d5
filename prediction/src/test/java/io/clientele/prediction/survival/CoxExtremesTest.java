package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Predictors, and values in rows that do not count, beyond what an exponential or a product can hold. */
class CoxExtremesTest {

    private static final int N = 600;

    /** Each is fitted in another way: sorted columns, sums by bin, and columns read by row numbers. */
    enum Kind {
        CONTINUOUS,
        TIED,
        STARTS,
        STRATA
    }

    private static SurvivalTable table(Kind kind) {
        double unit = kind == Kind.TIED ? 2 : 0;
        SurvivalTable table =
                RandomTables.cox(RandomTables.random("extremes", 1), N, new double[] {0.6, -0.4}, 0.7, unit);
        return switch (kind) {
            case STARTS -> RandomTables.entering(RandomTables.random("extremes", 2), table);
            case STRATA -> table.withStrata(strata());
            default -> table;
        };
    }

    private static List<String> strata() {
        return RandomTables.labels(RandomTables.random("extremes", 3), N, 3);
    }

    private static double[] values(IntToDoubleFunction f) {
        return IntStream.range(0, N).mapToDouble(f).toArray();
    }

    private static CoxCurve curve(CoxModel model, Kind kind, double... features) {
        return kind == Kind.STRATA ? model.inStratum("g1", features) : model.curve(features);
    }

    private static void sameCoefficients(CoxModel found, CoxModel expected) {
        assertThat(found.logLikelihood()).isCloseTo(expected.logLikelihood(), within(1e-8));
        for (int j = 0; j < expected.coefficients().size(); j++) {
            CoxCoefficient c = found.coefficients().get(j);
            CoxCoefficient e = expected.coefficients().get(j);
            assertThat(c.estimate()).isCloseTo(e.estimate(), within(1e-9 * Math.abs(e.estimate())));
            assertThat(c.modelError()).isCloseTo(e.modelError(), within(1e-9 * e.modelError()));
            assertThat(c.standardError()).isCloseTo(e.standardError(), within(1e-9 * e.standardError()));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachKindIsReadInItsOwnWay(Kind kind) {
        SurvivalTable table = table(kind);
        CoxDesign design = CoxDesign.of(table, table.requireFeatures(), Execution.sequential());
        assertThat(design.unsorted != null).isEqualTo(kind == Kind.TIED);
        assertThat(design.large()).isEqualTo(kind == Kind.STARTS);
    }

    // the same constant in all offsets changes no coefficient, and the hazard by exp(-constant)
    @ParameterizedTest
    @EnumSource(Kind.class)
    void aLargeOffsetOfAllIsTakenOff(Kind kind) {
        SurvivalTable table = table(kind);
        double[] own = values(i -> 0.3 * Math.sin(i));
        CoxRegression robust = CoxRegression.create().withRobustErrors();
        CoxModel expected = robust.fit(table.withOffset(own));
        CoxResiduals residuals = CoxResiduals.of(expected, table.withOffset(own));
        for (double constant : new double[] {-340, 340, 600, 690}) {
            SurvivalTable far = table.withOffset(values(i -> own[i] + constant));
            CoxModel found = robust.fit(far);
            sameCoefficients(found, expected);
            double ratio = curve(found, kind, 0.2, 0.1).cumulativeHazard(2)
                    / curve(expected, kind, 0.2, 0.1).cumulativeHazard(2);
            assertThat(ratio / Math.exp(-constant)).isCloseTo(1, within(1e-9));
            CoxResiduals same = CoxResiduals.of(found, far);
            assertThat(same.martingale()).usingComparatorWithPrecision(1e-8).containsExactly(residuals.martingale());
            assertThat(same.dfbeta().column(1))
                    .usingComparatorWithPrecision(1e-8)
                    .containsExactly(residuals.dfbeta().column(1));
        }
    }

    // customers 900 below all others, none of whom leaves, say nothing
    @ParameterizedTest
    @EnumSource(Kind.class)
    void predictorsMayBeFarApart(Kind kind) {
        SurvivalTable table = table(kind);
        int[] events = table.events();
        int[] near = IntStream.range(0, N).filter(i -> i % 3 != 0).toArray();
        for (int i = 0; i < N; i += 3) {
            events[i] = 0;
        }
        SurvivalTable all = SurvivalTable.of(table.times(), events)
                .withFeatures(table.features().orElseThrow());
        all = kind == Kind.STARTS ? all.withStarts(values(table::start)) : all;
        all = kind == Kind.STRATA ? all.withStrata(strata()) : all;
        for (double far : new double[] {-250, -500, -900}) {
            CoxModel found = CoxRegression.create().fit(all.withOffset(values(i -> i % 3 == 0 ? far : 0)));
            CoxModel expected = CoxRegression.create().fit(all.selectRows(near));
            sameCoefficients(found, expected);
            assertThat(curve(found, kind, 0.2, 0.1).cumulativeHazard(2))
                    .isCloseTo(curve(expected, kind, 0.2, 0.1).cumulativeHazard(2), within(1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aHazardThatNoNumberHoldsIsReported(Kind kind) {
        for (double constant : new double[] {-1000, 1000}) {
            SurvivalTable far = table(kind).withOffset(values(i -> constant));
            CoxModel found = CoxRegression.create().withRobustErrors().fit(far);
            sameCoefficients(found, CoxRegression.create().withRobustErrors().fit(table(kind)));
            assertThat(found.report().warnings())
                    .containsExactly(
                            "the cumulative hazard at the mean of the features and an offset of 0 is beyond what numbers"
                                    + " hold, so curves and risks mean nothing, only the coefficients; take a constant off the offset"
                                    + " so that it is about 0 on average");
            assertThat(curve(found, kind, found.center).cumulativeHazard(2)).isFinite();
        }
    }

    // the column's unit is so small that the value overflows once it is scaled
    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRowOfWeightNothingMayHoldAnyValue(Kind kind) {
        SurvivalTable small = small(kind);
        double[] weights = values(i -> i == 17 || i == 44 ? 0 : 1 + i % 2);
        CoxModel expected = CoxRegression.create()
                .fit(small.withWeights(weights)
                        .selectRows(IntStream.range(0, N)
                                .filter(i -> weights[i] > 0)
                                .toArray()));
        sameCoefficients(CoxRegression.create().fit(wild(small.withWeights(weights))), expected);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRowThatIsNeverAtRiskMayHoldAnyValue(Kind kind) {
        SurvivalTable small = small(kind);
        double[] times = small.times();
        int[] events = small.events();
        double[] starts = values(small::start);
        for (int i : new int[] {17, 44}) { // gone before anybody leaves
            starts[i] = 0;
            times[i] = 1e-9;
            events[i] = 0;
        }
        SurvivalTable early =
                SurvivalTable.of(times, events).withFeatures(small.features().orElseThrow());
        early = kind == Kind.STARTS ? early.withStarts(starts) : early;
        early = kind == Kind.STRATA ? early.withStrata(strata()) : early;
        CoxModel expected = CoxRegression.create()
                .fit(early.selectRows(
                        IntStream.range(0, N).filter(i -> i != 17 && i != 44).toArray()));
        sameCoefficients(CoxRegression.create().fit(wild(early)), expected);
    }

    private static SurvivalTable small(Kind kind) {
        SurvivalTable table = table(kind);
        double[] x = table.features().orElseThrow().column(1);
        return table.withFeatures(table.features()
                .orElseThrow()
                .withColumn("small", values(i -> 1e-12 * x[(i + 100) % N])));
    }

    private static SurvivalTable wild(SurvivalTable table) {
        FeatureTable features = table.features().orElseThrow();
        double[] column = features.column(2);
        column[17] = 1e300;
        column[44] = -1e300;
        double[][] columns = {features.column(0), features.column(1), column};
        return table.withFeatures(FeatureTable.of(List.of("x0", "x1", "small"), columns));
    }

    /** Half of the customers come at time 1, when the others are gone: the same as two strata. */
    private static SurvivalTable shifts(double offset) {
        SurvivalTable table = table(Kind.CONTINUOUS);
        double[] times = values(i -> i < N / 2 ? table.time(i) / (1 + table.time(i)) : 1 + table.time(i));
        double[] starts = values(i -> i < N / 2 ? 0 : 1);
        return SurvivalTable.of(times, table.events())
                .withStarts(starts)
                .withFeatures(table.features().orElseThrow())
                .withOffset(values(i -> i < N / 2 ? 0 : offset));
    }

    @Test
    void digitsLostWithCustomersWhoLeaveTheRiskSetAreReported() {
        String[] strata = new String[N];
        Arrays.setAll(strata, i -> i < N / 2 ? "early" : "late");
        for (double offset : new double[] {0, 8, 14}) {
            CoxModel found = CoxRegression.create().fit(shifts(offset));
            CoxModel expected = CoxRegression.create().fit(shifts(0).withStrata(List.of(strata)));
            assertThat(found.report().warnings()).isEmpty();
            for (int j = 0; j < 2; j++) {
                CoxCoefficient c = found.coefficients().get(j);
                CoxCoefficient e = expected.coefficients().get(j);
                double error = 1e-15 * Math.exp(offset) + 1e-11;
                assertThat(c.estimate()).isCloseTo(e.estimate(), within(error));
                assertThat(c.standardError()).isCloseTo(e.standardError(), within(error));
            }
        }
        assertThat(CoxRegression.create().fit(shifts(20)).report().warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "when customers with high predictors leave the risk set, sums over those that remain lose 1")
                .endsWith(
                        "of their 16 digits: coefficients and errors may be off; look for outlying features or offsets,"
                                + " or use withRidge(...)");
        // whoever has a high predictor from the beginning until the end loses nothing
        SurvivalTable steady = table(Kind.STARTS).withOffset(values(i -> i % 2 == 0 ? 0 : 28));
        assertThat(CoxRegression.create()
                        .fit(steady.withStarts(new double[N]))
                        .report()
                        .warnings())
                .isEmpty();
    }
}
