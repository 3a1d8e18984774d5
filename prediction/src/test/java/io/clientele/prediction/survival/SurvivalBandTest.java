package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Distributions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurvivalBandTest {

    /**
     * Klein and Moeschberger (2003), section 4.4, between 0.1 and 0.6 at 95 %: 1.3211 and 2.8826. The second is Nair's approximation of
     * the tail, solved; the exact value, by Chebyshev collocation of {@code f'' - x f'} with 160 points in NumPy, is 2.8872839369.
     */
    @Test
    void criticalValuesOfTheTextbook() {
        assertThat(BridgeMaximum.hallWellner(0.1, 0.6, 0.95)).isCloseTo(1.3211, within(6e-5));
        assertThat(BridgeMaximum.equalPrecision(length(0.1, 0.6), 0.95)).isCloseTo(2.8872839369, within(1e-7));
        assertThat(BridgeMaximum.equalPrecision(length(0.1, 0.9), 0.95)).isCloseTo(3.0520441900, within(1e-7));
        assertThat(nairsTail(2.8826, length(0.1, 0.6))).isCloseTo(0.05, within(5e-6));
    }

    private static double nairsTail(double c, double length) {
        double density = Math.exp(-c * c / 2) / Math.sqrt(2 * Math.PI);
        return 4 * density / c + density * (c - 1 / c) * 2 * length;
    }

    private static double length(double a, double b) {
        return Math.log(b * (1 - a) / (a * (1 - b))) / 2;
    }

    /** Over all of [0, 1] the largest |B| has Kolmogorov's distribution. */
    @ParameterizedTest
    @CsvSource({"0.5", "0.9", "0.95", "0.99"})
    void wholeBridgeIsKolmogorov(double probability) {
        double k = BridgeMaximum.hallWellner(1e-9, 1 - 1e-9, probability);
        double series = 1;
        for (int m = 1; m < 50; m++) {
            series += 2 * Math.pow(-1, m) * Math.exp(-2 * m * m * k * k);
        }
        assertThat(series).isCloseTo(probability, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"0.3", "0.8"})
    void aSinglePointIsPointwise(double at) {
        double z = Distributions.normalTwoSided(0.95);
        assertThat(BridgeMaximum.hallWellner(at, at, 0.95)).isCloseTo(z * Math.sqrt(at * (1 - at)), within(1e-8));
        assertThat(BridgeMaximum.equalPrecision(1e-12, 0.95)).isCloseTo(z, within(2e-5));
        assertThat(BridgeMaximum.hallWellner(at, at + 1e-9, 0.95))
                .isCloseTo(z * Math.sqrt(at * (1 - at)), within(1e-3));
    }

    /** Nair's approximation of the tail, good to some units in the third digit of the probability. */
    @ParameterizedTest
    @CsvSource({"0.05, 0.95", "0.1, 0.9", "0.25, 0.75", "0.1, 0.6", "0.01, 0.99"})
    void equalPrecisionIsNearNairsApproximation(double a, double b) {
        double c = BridgeMaximum.equalPrecision(length(a, b), 0.95);
        assertThat(nairsTail(c, length(a, b))).isCloseTo(0.05, within(0.003));
    }

    /** The two computations know nothing of each other: on a short stretch both are the largest of nearly the same process. */
    @Test
    void bothAgreeWhereTheVarianceHardlyChanges() {
        double a = 0.5 - 1e-3;
        double b = 0.5 + 1e-3;
        double direct = BridgeMaximum.hallWellner(a, b, 0.95) * 2;
        assertThat(direct).isCloseTo(BridgeMaximum.equalPrecision(length(a, b), 0.95), within(2e-4));
    }

    /** Bridges on a fine grid with the chance to cross between grid points: 40,000 of them, three standard errors. */
    @Test
    void probabilitiesAreThoseOfSimulatedBridges() {
        RandomGenerator random = RandomTables.random("bridges", 0);
        double a = 0.2;
        double b = 0.7;
        int steps = 50;
        double k = 1.2;
        double sum = 0;
        for (int path = 0; path < 40_000; path++) {
            double at = a;
            double value = Samplers.gaussian(random) * Math.sqrt(a * (1 - a));
            double stays = Math.abs(value) < k ? 1 : 0;
            for (int s = 1; s <= steps && stays > 0; s++) {
                double next = a + (b - a) * s / steps;
                double time = next - at;
                double slope = (1 - next) / (1 - at);
                double to = slope * value + Samplers.gaussian(random) * Math.sqrt(time * slope);
                stays *= Math.abs(to) < k
                        ? (1 - Math.exp(-2 * (k - value) * (k - to) / time))
                                * (1 - Math.exp(-2 * (k + value) * (k + to) / time))
                        : 0;
                value = to;
                at = next;
            }
            sum += stays;
        }
        double p = BridgeMaximum.hallWellnerProbability(k, a, b);
        assertThat(sum / 40_000).isCloseTo(p, within(3 * Math.sqrt(p * (1 - p) / 40_000)));
    }

    @Test
    void bandHoldsTheIntervalsAndItsDefinition() {
        SurvivalTable table = RandomTables.cox(RandomTables.random("band", 0), 80, new double[0], 0.5, 0.05);
        SurvivalCurve curve = KaplanMeier.create()
                .withInterval(CurveInterval.LOG_LOG)
                .fit(table)
                .curve();
        SurvivalBand equal = curve.band(BandKind.EQUAL_PRECISION, CurveInterval.LOG_LOG, 0.1, 1);
        SurvivalBand hall = curve.band(BandKind.HALL_WELLNER, CurveInterval.PLAIN, 0.1, 1);
        assertThat(equal.from()).isEqualTo(0.1);
        assertThat(equal.to()).isEqualTo(1);
        assertThat(equal.kind()).isEqualTo(BandKind.EQUAL_PRECISION);
        for (double t = 0.1; t <= 1; t += 0.01) {
            assertThat(equal.interval(t).lower()).isLessThan(curve.interval(t).lower());
            assertThat(equal.interval(t).upper())
                    .isGreaterThan(curve.interval(t).upper());
            assertThat(hall.interval(t).contains(curve.survival(t))).isTrue();
        }
        double s = curve.survival(0.5);
        double error = curve.standardErrors()[pointAt(curve, 0.5)] / s;
        assertThat(hall.interval(0.5).upper() - s)
                .isCloseTo(hall.criticalValue() * (1 + 80 * error * error) / Math.sqrt(80) * s, within(1e-12));
        double theta = Math.exp(equal.criticalValue() * error / Math.log(s));
        assertThat(equal.interval(0.5).lower()).isCloseTo(Math.pow(s, 1 / theta), within(1e-12));
        assertThat(equal)
                .isEqualTo(curve.band(BandKind.EQUAL_PRECISION, CurveInterval.LOG_LOG, 0.1, 1))
                .isNotEqualTo(hall);
        assertThat(equal.toString()).startsWith("SurvivalBand[EQUAL_PRECISION, from=0.1, to=1.0, confidence=0.95");
    }

    private static int pointAt(SurvivalCurve curve, double time) {
        double[] times = curve.times();
        int at = 0;
        while (at + 1 < times.length && times[at + 1] <= time) {
            at++;
        }
        return at;
    }

    // 600 shops of 200 customers: a coverage of 95 % gives between 93 and 97 % of 600 with probability 0.975
    @Test
    void bandsHoldTheWholeTruth() {
        int shops = Boolean.getBoolean("clientele.full") ? 10_000 : 600;
        Map<BandKind, Integer> held = new EnumMap<>(BandKind.class);
        int pointwise = 0;
        for (int shop = 0; shop < shops; shop++) {
            SurvivalTable table = RandomTables.cox(RandomTables.random("bands", shop), 200, new double[0], 0.5, 0);
            SurvivalCurve curve = KaplanMeier.create()
                    .withInterval(CurveInterval.LOG_LOG)
                    .fit(table)
                    .curve();
            for (BandKind kind : BandKind.values()) {
                SurvivalBand band = curve.band(kind, CurveInterval.LOG_LOG, 0.1, 1.2);
                held.merge(kind, holds(band.times(), band.lower(), band.upper(), 1.2) ? 1 : 0, Integer::sum);
            }
            double[] times = curve.times();
            double[] lower = curve.lower();
            double[] upper = curve.upper();
            int[] within = IntStream.range(0, curve.points())
                    .filter(i -> times[i] >= 0.1 && times[i] <= 1.2)
                    .toArray();
            pointwise += holds(
                            IntStream.of(within).mapToDouble(i -> times[i]).toArray(),
                            IntStream.of(within).mapToDouble(i -> lower[i]).toArray(),
                            IntStream.of(within).mapToDouble(i -> upper[i]).toArray(),
                            1.2)
                    ? 1
                    : 0;
        }
        held.forEach((kind, count) ->
                assertThat(count / (double) shops).as("%s", kind).isBetween(0.93, 0.97));
        assertThat(pointwise / (double) shops)
                .as("what pointwise intervals hold")
                .isLessThan(0.75);
    }

    /** The truth falls all the time, so that each limit is closest to it at one end of its stretch. */
    private static boolean holds(double[] times, double[] lower, double[] upper, double to) {
        boolean holds = true;
        for (int i = 0; i < times.length; i++) {
            double next = i + 1 < times.length ? times[i + 1] : to;
            holds &= upper[i] >= Math.exp(-times[i]) && lower[i] <= Math.exp(-next);
        }
        return holds;
    }

    @Test
    void refusesInWords() {
        SurvivalCurve curve = KaplanMeier.create()
                .fit(SurvivalTable.of(new double[] {1, 2, 3, 4, 5}, new int[] {0, 1, 0, 1, 1}))
                .curve();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.band(BandKind.HALL_WELLNER, CurveInterval.LOG, 1, 3))
                .withMessage(
                        "the band must begin at or after the first event (2.0) and end at or before the last time with a share"
                                + " above 0 (4.999999999999999), got 1.0 to 3.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.band(BandKind.HALL_WELLNER, CurveInterval.LOG, 3, 2))
                .withMessageEndingWith("got 3.0 to 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.band(BandKind.EQUAL_PRECISION, CurveInterval.LOG, Double.NaN, 2))
                .withMessageStartingWith("from must be");
        assertThat(curve.band(BandKind.EQUAL_PRECISION, CurveInterval.LOG, 2.5, 3)
                        .criticalValue())
                .as("one step only")
                .isCloseTo(Distributions.normalTwoSided(0.95), within(1e-4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.band(BandKind.EQUAL_PRECISION, CurveInterval.LOG, 2, 4)
                        .interval(1))
                .withMessage("time must be between 2.0 and 4.0, got 1.0");
        SurvivalCurve none = KaplanMeier.create()
                .fit(SurvivalTable.of(new double[] {1, 2}, new int[2]))
                .curve();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> none.band(BandKind.EQUAL_PRECISION, CurveInterval.LOG, 1, 2))
                .withMessage(
                        "group 'all' has no time with a share above 0 and below 1, so there is nothing to put a band around");
        SurvivalCurve late = KaplanMeier.create()
                .fit(SurvivalTable.of(new double[] {2, 3, 4, 5}, new int[] {1, 1, 0, 0})
                        .withStarts(new double[] {0, 0, 2.5, 0}))
                .curve();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> late.band(BandKind.HALL_WELLNER, CurveInterval.LOG, 2, 3))
                .withMessage(
                        "group 'all' has late entries, with which a Hall-Wellner band has no number of customers to go by; use"
                                + " EQUAL_PRECISION");
        assertThat(late.band(BandKind.EQUAL_PRECISION, CurveInterval.LOG, 2, 3).confidence())
                .isEqualTo(0.95);
    }

    @Test
    void restrictedMeansAreCompared() {
        SurvivalTable table = RandomTables.cox(RandomTables.random("means", 0), 100, new double[0], 0.5, 0)
                .withGroups(RandomTables.labels(RandomTables.random("means", 1), 100, 2));
        List<SurvivalCurve> curves = KaplanMeier.create().fit(table).curves();
        RestrictedMean a = curves.get(0).restrictedMean(1);
        RestrictedMean b = curves.get(1).restrictedMean(1);
        double z = (a.mean() - b.mean()) / Math.hypot(a.standardError(), b.standardError());
        assertThat(a.test(b).chiSquare()).isCloseTo(z * z, within(1e-12));
        assertThat(a.test(b).p()).isCloseTo(2 * Distributions.normalSurvival(Math.abs(z)), within(1e-12));
        assertThat(a.test(b).p() < 0.05)
                .as("the interval says the same")
                .isEqualTo(!a.differenceFrom(b, 0.95).contains(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> a.test(curves.get(1).restrictedMean(0.5)))
                .withMessage("horizons must be equal to compare means, got 1.0 and 0.5");
        RestrictedMean nobody = new RestrictedMean(1, 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> nobody.test(nobody))
                .withMessage(
                        "both means have a standard error of 0, because nobody left within the horizon; take a longer one");
    }
}
