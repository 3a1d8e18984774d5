package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The tables that other packages choke on, beside {@link CoxTest}: for parametric, subdistribution and several causes' regression, and for
 * the measures. A finite answer, or a text that says what is wrong and what to do.
 */
class FailurePatternsTest {

    private static final int N = 120;

    private static SurvivalTable plain() {
        return RandomTables.cox(RandomTables.random("failure", 0), N, new double[] {0.5}, 0.5, 0);
    }

    private static double[] x0() {
        return plain().features().orElseThrow().column(0);
    }

    private static SurvivalTable with(IntToDoubleFunction column) {
        SurvivalTable table = plain();
        double[] values = new double[N];
        Arrays.setAll(values, column);
        return table.withFeatures(table.features().orElseThrow().withColumn("c", values));
    }

    private static SurvivalTable allAtOnce() {
        double[] times = new double[N];
        Arrays.fill(times, 3);
        int[] events = new int[N];
        Arrays.fill(events, 1);
        return SurvivalTable.of(times, events).withFeatures(plain().features().orElseThrow());
    }

    private static SurvivalTable allCensored() {
        return SurvivalTable.of(plain().times(), new int[N])
                .withFeatures(plain().features().orElseThrow());
    }

    private static void finite(List<AftCoefficient> coefficients) {
        for (AftCoefficient c : coefficients) {
            if (!c.aliased()) {
                assertThat(c.estimate()).isFinite();
                assertThat(c.standardError()).isFinite().isPositive();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void constantColumnIsAliasedInParametricRegression(LifetimeDistribution kind) {
        AftModel model = AftRegression.of(kind).fit(with(i -> 7));
        assertThat(model.report().converged()).isTrue();
        assertThat(model.coefficients()).extracting(AftCoefficient::aliased).containsExactly(false, false, true);
        assertThat(model.report().warnings()).anyMatch(warning -> warning.contains("'c'"));
        finite(model.coefficients());
        assertThat(model.logLikelihood())
                .isCloseTo(AftRegression.of(kind).fit(plain()).logLikelihood(), within(1e-8));
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void collinearColumnIsAliasedInParametricRegression(LifetimeDistribution kind) {
        double[] x = x0();
        AftModel model = AftRegression.of(kind).fit(with(i -> 3 * x[i] - 2));
        assertThat(model.report().converged()).isTrue();
        assertThat(model.coefficients()).extracting(AftCoefficient::aliased).containsExactly(false, false, true);
        finite(model.coefficients());
    }

    @ParameterizedTest
    @EnumSource(
            value = LifetimeDistribution.class,
            names = {"EXPONENTIAL", "WEIBULL", "LOG_NORMAL", "LOG_LOGISTIC"})
    void separatedColumnIsNamedInParametricRegression(LifetimeDistribution kind) {
        SurvivalTable table = with(i -> plain().event(i) == 1 ? 0 : 1);
        assertThatThrownBy(() -> AftRegression.of(kind).fit(table))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "no finite estimate: column(s) 'c' set(s) apart customers of whom none leaves; drop or merge the"
                                + " column(s), or watch longer");
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void tinyScaleIsTheSameParametricModel(LifetimeDistribution kind) {
        AftModel model = AftRegression.of(kind).fit(with(i -> Math.sin(i)));
        AftModel tiny = AftRegression.of(kind).fit(with(i -> 1e-100 * Math.sin(i)));
        assertThat(tiny.report().converged()).isTrue();
        assertThat(tiny.logLikelihood()).isCloseTo(model.logLikelihood(), within(1e-8));
        assertThat(1e-100 * tiny.coefficients().get(2).estimate())
                .isCloseTo(model.coefficients().get(2).estimate(), within(1e-6));
    }

    @Test
    void oneEventHasAFiniteAnswer() {
        int[] events = new int[N];
        events[60] = 1;
        SurvivalTable table = SurvivalTable.of(plain().times(), events)
                .withFeatures(plain().features().orElseThrow());
        AftModel model = AftRegression.of(LifetimeDistribution.WEIBULL).fit(table);
        assertThat(model.report().converged()).isTrue();
        finite(model.coefficients());
        CoxCoefficient c = CoxRegression.create().fit(table).coefficients().get(0);
        assertThat(c.estimate()).isFinite();
        assertThat(c.standardError()).isFinite().isPositive();
        assertThat(KaplanMeier.create().fit(table).curve().median()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void allCensoredIsNoParametricModel(LifetimeDistribution kind) {
        assertThatThrownBy(() -> AftRegression.of(kind).fit(allCensored()))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "no events: all rows with a weight above 0 are censored, so nothing tells how long customers stay;"
                                + " watch longer, or widen the definition of the event");
    }

    @Test
    void allCensoredIsNothingToJudgeBy() {
        SurvivalTable table = allCensored();
        double[] half = new double[N];
        Arrays.fill(half, 0.5);
        assertThatThrownBy(() -> Concordance.of(table, x0()))
                .isInstanceOf(FitException.class)
                .hasMessage("no pair of customers shows who left first; watch longer, or check the events");
        assertThatThrownBy(() -> BrierScore.of(table).auc(0.3, half))
                .isInstanceOf(FitException.class)
                .hasMessage("nobody has left by 0.3, so there is nothing to tell apart; take a later horizon");
        // nobody has left: the loss of saying one half is a quarter, and that is sure
        assertThat(BrierScore.of(table).scoreAt(0.3, half).value()).isCloseTo(0.25, within(1e-14));
        assertThatThrownBy(() -> FineGray.of(1).fit(table)).hasMessage("no event has code 1; codes are []");
    }

    @ParameterizedTest
    @EnumSource(
            value = LifetimeDistribution.class,
            names = {"WEIBULL", "LOG_NORMAL", "LOG_LOGISTIC", "GENERALIZED_GAMMA"})
    void allAtOnceHasNoSpread(LifetimeDistribution kind) {
        assertThatThrownBy(() -> AftRegression.of(kind).fit(allAtOnce()))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "all times are equal, so nothing tells how they spread; the exponential distribution has an answer"
                                + " even then");
    }

    /** The scores of all rows are 0, and so would be the robust error: the model's is given, and nothing is significant. */
    @Test
    void allAtOnceSaysNothingAboutFeatures() {
        CoxCoefficient share = FineGray.of(1).fit(allAtOnce()).coefficients().get(0);
        CoxCoefficient robust = CoxRegression.create()
                .withRobustErrors()
                .fit(allAtOnce())
                .coefficients()
                .get(0);
        for (CoxCoefficient c : List.of(share, robust)) {
            assertThat(c.estimate()).isCloseTo(0, within(1e-12));
            assertThat(c.standardError()).isEqualTo(c.modelError()).isPositive();
            assertThat(c.p()).isGreaterThan(0.999);
        }
    }

    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void tiesEverywhereAreNoTroubleForParametricRegression(LifetimeDistribution kind) {
        SurvivalTable plain = plain();
        double[] times = Arrays.stream(plain.times()).map(t -> Math.ceil(2 * t)).toArray();
        SurvivalTable table = SurvivalTable.of(times, plain.events())
                .withFeatures(plain.features().orElseThrow());
        AftModel model = AftRegression.of(kind).fit(table);
        finite(model.coefficients());
        if (kind == LifetimeDistribution.GENERALIZED_GAMMA) {
            // every density that has a peak at the first of the few times is better than one that has not
            assertThat(model.report().warnings()).anyMatch(w -> w.startsWith("the shape q ="));
            assertThat(model.report().converged()).isFalse();
        } else {
            assertThat(model.report().converged()).isTrue();
        }
    }

    @Test
    void constantAndCollinearColumnsAreAliasedForEveryCause() {
        SurvivalTable causes = HorizonCalibrationTest.causes(RandomTables.random("failure", 1), N);
        FeatureTable x = causes.features().orElseThrow();
        double[] twice = Arrays.stream(x.column(0)).map(v -> 2 * v + 1).toArray();
        CauseSpecificModel model = CauseSpecificCox.create().fit(causes.withFeatures(x.withColumn("c", twice)));
        for (int cause : model.causes()) {
            assertThat(model.model(cause).coefficients())
                    .extracting(CoxCoefficient::aliased)
                    .containsExactly(false, true);
        }
        double p = model.curve(0.5, 2).incidence(1, 0.5);
        assertThat(p).isCloseTo(CauseSpecificCox.create().fit(causes).curve(0.5).incidence(1, 0.5), within(1e-12));
        assertThat(model.curve(0.5, 2).incidenceInterval(1, 0.5).contains(p)).isTrue();
    }
}
