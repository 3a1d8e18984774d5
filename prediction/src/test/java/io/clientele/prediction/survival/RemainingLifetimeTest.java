package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes after now, for who is still there. */
class RemainingLifetimeTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    private static SurvivalTable table(int n, long seed) {
        return RandomTables.cox(RandomTables.random("remaining", seed), n, new double[] {0.5, -0.3}, 0.4, 0);
    }

    /** An exponential customer is as new every day: what remains does not depend on now. */
    @Test
    void exponentialIsMemoryless() {
        AftModel model = AftRegression.of(LifetimeDistribution.EXPONENTIAL).fit(table(300, 1));
        AftCurve curve = model.curve(0.4, 1);
        double rate = Math.log(2) / curve.quantile(0.5);
        for (double now : new double[] {0, 0.01, 1, 30}) {
            assertThat(curve.risk(now, 2)).isCloseTo(-Math.expm1(-2 * rate), within(1e-12));
            assertThat(curve.remaining(now, 5).mean()).isCloseTo(-Math.expm1(-5 * rate) / rate, within(1e-10));
            assertThat(curve.remainingQuantile(now, 0.5)).isCloseTo(curve.quantile(0.5), within(1e-10));
            // H = rate·2 and log rate = -location, so the interval of log H is that of the location
            Interval quantile = curve.quantileInterval(0.5);
            Interval risk = curve.riskInterval(now, 2);
            assertThat(risk.upper()).isCloseTo(-Math.expm1(-2 * Math.log(2) / quantile.lower()), within(1e-10));
            assertThat(risk.lower()).isCloseTo(-Math.expm1(-2 * Math.log(2) / quantile.upper()), within(1e-10));
            assertThat(curve.remainingInterval(now, 0.5).lower()).isCloseTo(quantile.lower(), within(1e-9));
            assertThat(curve.remainingInterval(now, 0.5).upper()).isCloseTo(quantile.upper(), within(1e-9));
        }
    }

    /** Against sums over a fine grid, and derivatives by differences. */
    @ParameterizedTest
    @EnumSource(LifetimeDistribution.class)
    void agreesWithSumsOverAGrid(LifetimeDistribution distribution) {
        AftCurve curve = AftRegression.of(distribution).fit(table(400, 2)).curve(-0.2, 0.5);
        for (double now : new double[] {0, 0.3, 2}) {
            RestrictedMean mean = curve.remaining(now, 3);
            int steps = 4000;
            double sum = 0;
            for (int i = 0; i < steps; i++) {
                // points crowd at the beginning, where a Weibull curve may be steep
                double a = (double) i / steps;
                double b = (double) (i + 1) / steps;
                double middle = 3 * Math.pow((a + b) / 2, 3);
                sum += 3 * (b * b * b - a * a * a) * curve.survival(now + middle) / curve.survival(now);
            }
            assertThat(mean.mean()).isCloseTo(sum, within(1e-6));
            assertThat(curve.risk(now, 1)).isCloseTo(1 - curve.survival(now + 1) / curve.survival(now), within(1e-12));
            double half = curve.remainingQuantile(now, 0.5);
            assertThat(curve.risk(now, half)).isCloseTo(0.5, within(1e-12));
            assertThat(curve.remainingInterval(now, 0.5).contains(half)).isTrue();
            assertThat(curve.riskInterval(now, 1).contains(curve.risk(now, 1))).isTrue();
            assertThat(mean.standardError()).isPositive();
        }
        // at age 0 the risk's interval must be near the one of survival, which is on another scale
        Interval risk = curve.riskInterval(0, 1);
        assertThat(risk.lower()).isCloseTo(1 - curve.interval(1).upper(), within(0.01));
        assertThat(risk.upper()).isCloseTo(1 - curve.interval(1).lower(), within(0.01));
    }

    @Test
    void coxAgreesWithItsOwnSteps() {
        CoxModel model = CoxRegression.create().fit(table(200, 3));
        CoxCurve curve = model.curve(0.7, -1);
        double now = 0.35;
        double span = 1.1;
        double[] times = curve.times();
        double sum = 0;
        double at = now;
        for (double time : times) {
            if (time > now && time <= now + span) {
                sum += (time - at) * curve.survival(at);
                at = time;
            }
        }
        sum += (now + span - at) * curve.survival(at);
        assertThat(curve.remaining(now, span).mean()).isCloseTo(sum / curve.survival(now), within(1e-12));
        double half = curve.remainingQuantile(now, 0.5).orElseThrow();
        assertThat(curve.risk(now, half)).isGreaterThanOrEqualTo(0.5);
        assertThat(curve.risk(now, half * (1 - 1e-9))).isLessThan(0.5);
        Interval sure = curve.remainingInterval(now, 0.5);
        assertThat(sure.contains(half)).isTrue();
        assertThat(curve.riskInterval(now, sure.lower()).upper()).isGreaterThanOrEqualTo(0.5);
        assertThat(curve.riskInterval(now, sure.upper()).lower()).isGreaterThanOrEqualTo(0.5);
        // one step: the error of the mean is the area behind it times the error of the hazard
        int k = 20;
        double step = times[k];
        RestrictedMean one = curve.remaining(times[k - 1], times[k + 1] * 0.999 - times[k - 1]);
        double behind = times[k + 1] * 0.999 - step;
        double stays = Math.exp(curve.cumulativeHazard(times[k - 1]) - curve.cumulativeHazard(step));
        double h = curve.cumulativeHazard(step) - curve.cumulativeHazard(times[k - 1]);
        double upper = -Math.log1p(
                -curve.riskInterval(times[k - 1], step - times[k - 1]).upper());
        assertThat(one.standardError()).isCloseTo(behind * stays * (upper - h) / 1.959963984540054, within(1e-12));
    }

    @Test
    void beyondTheData() {
        CoxCurve curve = CoxRegression.create().fit(table(200, 3)).curve(-3, 3);
        double last = curve.lastTime();
        assertThat(curve.remainingQuantile(last / 2, 0.999999)).isEmpty();
        assertThat(curve.remainingInterval(last / 2, 0.999999).upper()).isInfinite();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.remaining(last / 2, last))
                .withMessageContaining("beyond the last observed time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.remainingQuantile(0, 1))
                .withMessage("p must be above 0 and below 1, such as 0.5, got 1.0");
        AftCurve gamma = AftRegression.of(LifetimeDistribution.GENERALIZED_GAMMA)
                .fit(table(300, 5))
                .curve(3, -3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gamma.risk(1e9, 1))
                .withMessage(
                        "now (1.0E9) is so late that the chance to be still there is too small for a number; ask for an"
                                + " earlier one");
    }

    /**
     * Weibull lifetimes with shape 1.5; a customer who has been there for 0.5. Of 1,000 intervals of 95 % the share that covers has
     * a standard error of 0.7 %, and the three customers' intervals of one fit go together.
     */
    @Test
    void intervalsCover() {
        int runs = FULL ? 4000 : 1000;
        double[][] rows = {{0, 0}, {1, -1}, {-0.5, 1}};
        int[] hits = new int[4];
        for (int run = 0; run < runs; run++) {
            RandomGenerator random = RandomTables.random("remaining-coverage", run);
            SurvivalTable table = weibull(random, 250);
            CoxModel cox = CoxRegression.create().fit(table);
            AftModel aft = AftRegression.of(LifetimeDistribution.WEIBULL).fit(table);
            for (double[] row : rows) {
                double rate = Math.exp(0.5 * row[0] - 0.3 * row[1]);
                double risk = -Math.expm1(-rate * (Math.pow(1.0, 1.5) - Math.pow(0.5, 1.5)));
                double mean = mean(rate, 0.5, 0.5);
                hits[0] += cox.curve(row).riskInterval(0.5, 0.5).contains(risk) ? 1 : 0;
                hits[1] += cox.curve(row).remaining(0.5, 0.5).interval(0.95).contains(mean) ? 1 : 0;
                hits[2] += aft.curve(row).riskInterval(0.5, 0.5).contains(risk) ? 1 : 0;
                hits[3] += aft.curve(row).remaining(0.5, 0.5).interval(0.95).contains(mean) ? 1 : 0;
            }
        }
        for (int hit : hits) {
            assertThat(hit / (double) (3 * runs)).isBetween(0.93, 0.97);
        }
    }

    private static double mean(double rate, double now, double within) {
        int steps = 2000;
        double sum = 0;
        for (int i = 0; i < steps; i++) {
            double u = (i + 0.5) / steps * within;
            sum += within / steps * Math.exp(-rate * (Math.pow(now + u, 1.5) - Math.pow(now, 1.5)));
        }
        return sum;
    }

    private static SurvivalTable weibull(RandomGenerator random, int n) {
        SurvivalTable table = RandomTables.cox(random, n, new double[] {0.5, -0.3}, 0, 0);
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            double leaves = Math.pow(table.time(i), 1 / 1.5);
            double seen = Samplers.exponential(random) / 0.4;
            times[i] = Math.min(Math.min(leaves, seen), 2);
            events[i] = leaves <= Math.min(seen, 2) ? 1 : 0;
        }
        return SurvivalTable.of(times, events).withFeatures(table.features().orElseThrow());
    }
}
