package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import io.clientele.core.contract.Golden;
import io.clientele.core.data.FeatureTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseSpecificCoxTest {

    // src/test/oracle/cause_specific.R: coxph(Surv(time, factor) ~ age + lb + edema, id = id) and survfit of it
    @Test
    void pbcAgreesWithMultiStateSurvfit() {
        CauseSpecificModel model = CauseSpecificCox.of(CoxRegression.create().withTies(Ties.BRESLOW))
                .fit(SurvivalData.pbcCauses());
        double[] times = {500, 1500, 3000};
        double[][] rows = {{50, 1, 0}, {65, 2.5, 0.5}};
        double[][][] expected = {
            {
                {0.954264832306208, 0, 0.0457351676937926},
                {0.742611006984474, 0.0318467168495501, 0.2255422761659765},
                {0.460054331796654, 0.0694816844051964, 0.4704639837981499}
            },
            {
                {0.484884959931092, 0, 0.515115040068908},
                {0.0173728678474674, 0.00513477506537788, 0.977492357087155},
                {0.000025984143155626, 0.00533312241620197, 0.994640893440643}
            }
        };
        for (int r = 0; r < rows.length; r++) {
            CauseSpecificCurve curve = model.curve(rows[r]);
            for (int k = 0; k < times.length; k++) {
                double[] e = expected[r][k];
                assertThat(curve.survival(times[k])).isCloseTo(e[0], within(1e-9 * e[0]));
                assertThat(curve.incidence(1, times[k])).isCloseTo(e[1], within(1e-9 * e[1]));
                assertThat(curve.incidence(2, times[k])).isCloseTo(e[2], within(1e-9 * e[2]));
            }
        }
    }

    @Test
    void coefficientsAreThoseOfEachCause() {
        SurvivalTable table = SurvivalData.pbcCauses();
        Golden golden = Golden.load("survival/competing-pbc").at("expected", "fine_gray");
        CauseSpecificModel model = CauseSpecificCox.create().fit(table);
        assertThat(model.causes()).containsExactly(1, 2);
        assertThat(model.features()).containsExactly("age", "log_bili", "edema");
        assertThat(model.converged()).isTrue();
        for (int cause = 1; cause <= 2; cause++) {
            assertThat(model.model(cause)).isEqualTo(CoxRegression.create().fit(table.cause(cause)));
            for (CoxCoefficient c : model.model(cause).coefficients()) {
                golden.at("cause_specific_cox_" + cause, c.name()).matches(c.estimate(), 1e-9, 0);
            }
        }
    }

    private static SurvivalTable causes(int seed, int n) {
        return HorizonCalibrationTest.causes(RandomTables.random("cause-specific", seed), n);
    }

    @Test
    void sharesAndThoseStillThereAddUpToOne() {
        SurvivalTable table = causes(0, 200);
        CauseSpecificCurve curve = CauseSpecificCox.create().fit(table).curve(0.7);
        double before = 0;
        for (int k = 0; k <= 20; k++) {
            double t = curve.lastTime() * k / 20;
            double first = curve.incidence(1, t);
            assertThat(first + curve.incidence(2, t) + curve.survival(t)).isCloseTo(1, within(1e-13));
            assertThat(first).isGreaterThanOrEqualTo(before);
            before = first;
        }
        double now = 0.3;
        double risk = (curve.incidence(1, 1.1) - curve.incidence(1, now)) / curve.survival(now);
        assertThat(curve.risk(1, now, 0.8)).isCloseTo(risk, within(1e-13));
    }

    @Test
    void withOneCauseItIsCoxRegression() {
        SurvivalTable table = RandomTables.cox(RandomTables.random("one-cause", 0), 200, new double[] {0.5}, 0.5, 0.05);
        CauseSpecificCurve curve = CauseSpecificCox.create().fit(table).curve(0.7);
        CoxCurve cox = CoxRegression.create().fit(table).curve(0.7);
        double s = cox.survival(0.8);
        assertThat(curve.incidence(1, 0.8)).isCloseTo(1 - s, within(1e-14));
        assertThat(curve.risk(1, 0.2, 0.5)).isCloseTo(cox.risk(0.2, 0.5), within(1e-14));
        // log(-log) of the risk has by the delta method S se(H) / (p |log p|) as its error
        double spread = 1.959963984540054 * s * cox.cumulativeHazardError(0.8) / ((1 - s) * -Math.log(1 - s));
        assertThat(curve.incidenceInterval(1, 0.8).upper())
                .isCloseTo(Math.pow(1 - s, Math.exp(-spread)), within(1e-12));
    }

    @Test
    void withoutFeaturesThatMatterItIsAalenAndJohansen() {
        SurvivalTable table = causes(3, 400);
        // every customer once with 0 and once with 1: the coefficient is 0, the hazards are Nelson and Aalen's; exp(-h)
        // and 1 - h
        // differ by half the sum of h², some 1 in 1000
        int[] twice = new int[800];
        double[] both = new double[800];
        for (int i = 0; i < 800; i++) {
            twice[i] = i / 2;
            both[i] = i % 2;
        }
        SurvivalTable balanced = table.selectRows(twice).withFeatures(FeatureTable.of(List.of("x"), both));
        CauseSpecificCurve curve = CauseSpecificCox.of(CoxRegression.create().withTies(Ties.BRESLOW))
                .fit(balanced)
                .curve(0);
        IncidenceCurve plain = AalenJohansen.create().fit(table).curve(KaplanMeier.ALL, 1);
        assertThat(curve.incidence(1, 0.8)).isCloseTo(plain.incidence(0.8), within(0.002));
    }

    @Test
    void aPathIsFollowed() {
        CauseSpecificModel model = CauseSpecificCox.create().fit(causes(1, 300));
        CovariatePath path =
                CovariatePath.of(new double[] {0, 0.4}, new double[] {0.4, 1}, new double[][] {{-0.5}, {1}});
        CauseSpecificCurve curve = model.curve(path);
        assertThat(curve.incidence(1, 0.4)).isCloseTo(model.curve(-0.5).incidence(1, 0.4), within(1e-14));
        assertThat(curve.risk(2, 0.4, 0.5)).isCloseTo(model.curve(1).risk(2, 0.4, 0.5), within(1e-14));
        assertThat(curve.lastTime()).isEqualTo(1);
    }

    // 500 shops of 200: a true coverage of 95 % gives between 92.4 and 97.4 % with probability 0.99
    @Test
    void intervalsCoverTheTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 500;
        double first = Math.exp(-0.5 + 0.7 * 0.5);
        double all = first + 0.5;
        double share = first / all * -Math.expm1(-all * 0.8);
        double other = 0.5 / all * -Math.expm1(-all * 0.8);
        double risk = first / all * -Math.expm1(-all * 0.4);
        int shares = 0;
        int others = 0;
        int risks = 0;
        for (int shop = 0; shop < shops; shop++) {
            SurvivalTable table = HorizonCalibrationTest.causes(RandomTables.random("cause-coverage", shop), 200);
            CauseSpecificCurve curve = CauseSpecificCox.create().fit(table).curve(0.5);
            shares += curve.incidenceInterval(1, 0.8).contains(share) ? 1 : 0;
            others += curve.incidenceInterval(2, 0.8).contains(other) ? 1 : 0;
            risks += curve.riskInterval(1, 0.3, 0.4).contains(risk) ? 1 : 0;
        }
        assertThat(shares / (double) shops).as("cause 1").isBetween(0.924, 0.974);
        assertThat(others / (double) shops).as("cause 2").isBetween(0.924, 0.974);
        assertThat(risks / (double) shops).as("risk").isBetween(0.924, 0.974);
    }

    @Test
    void badInputIsRefusedInWords() {
        SurvivalTable table = causes(2, 60);
        CauseSpecificModel model = CauseSpecificCox.create().fit(table);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.model(3))
                .withMessage("no event has code 3; codes are [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(0.5).incidence(3, 0.1))
                .withMessage("no event has code 3; codes are [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.curve(0.5).incidence(1, 1e9))
                .withMessageContaining("beyond the last observed time");
        assertThatThrownBy(() -> CauseSpecificCox.create()
                        .fit(SurvivalTable.of(new double[] {1, 2}, new int[2])
                                .withFeatures(FeatureTable.of(List.of("x"), new double[] {1, 2}))))
                .isInstanceOf(FitException.class)
                .hasMessage("no events: all rows are censored, so there is no rate of any cause; watch longer");
        // only customers with a = 1 leave for cause 2
        List<Double> marks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            marks.add(table.event(i) == 2 ? 1.0 : 0.0);
        }
        FeatureTable a = FeatureTable.of(
                List.of("a"), marks.stream().mapToDouble(Double::doubleValue).toArray());
        assertThatThrownBy(() -> CauseSpecificCox.create().fit(table.withFeatures(a)))
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("cause 1: monotone likelihood: column(s) 'a'");
    }

    @Test
    void recipesAndModelsAreValues() {
        assertThat(CauseSpecificCox.create())
                .isEqualTo(CauseSpecificCox.of(CoxRegression.create()))
                .hasSameHashCodeAs(CauseSpecificCox.create())
                .isNotEqualTo(CauseSpecificCox.of(CoxRegression.create().withTies(Ties.BRESLOW)));
        SurvivalTable table = causes(2, 60);
        assertThat(CauseSpecificCox.create().fit(table))
                .isEqualTo(CauseSpecificCox.create().fit(table))
                .hasSameHashCodeAs(CauseSpecificCox.create().fit(table));
    }
}
