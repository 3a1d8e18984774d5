package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MediaMixTest {

    private static final MadeUpMix MIX = MadeUpMix.of(5, 130, 3, 4, 40);
    private static final MediaMix RECIPE =
            MediaMix.create().withAdstock(AdstockFamily.GEOMETRIC, 4).withIntervals(40, 0.9);
    private static final MediaMixModel MODEL = RECIPE.fit(MIX.weeks);

    private static MediaWeeks scaled(MediaWeeks weeks, String channel, double times) {
        MediaWeeks.Builder other =
                MediaWeeks.builder(weeks.firstDay(0), weeks.weeks()).sales(weeks.sales());
        for (String name : weeks.channels()) {
            double[] spend = weeks.spend(name);
            for (int t = 0; t < spend.length; t++) {
                spend[t] *= name.equals(channel) ? times : 1;
            }
            other.channel(name, spend);
        }
        for (String name : weeks.controls()) {
            other.control(name, weeks.control(name));
        }
        return other.build();
    }

    private static double sum(double[] x) {
        return Arrays.stream(x).sum();
    }

    @Test
    void baselineAndChannelsAddUpToFittedSales() {
        Decomposition parts = MODEL.decompose(MIX.weeks);
        double[] expected = parts.expected();
        assertThat(parts.weeks()).isEqualTo(126);
        assertThat(parts.firstDay()).isEqualTo(MadeUpMix.MONDAY.plusWeeks(4));
        double squares = 0;
        double residuals = 0;
        for (int t = 0; t < 126; t++) {
            double sum = parts.baseline()[t];
            for (String channel : MODEL.channels()) {
                assertThat(parts.contribution(channel)[t]).isGreaterThanOrEqualTo(0);
                sum += parts.contribution(channel)[t];
            }
            assertThat(sum).isEqualTo(expected[t], within(1e-9));
            double e = MIX.weeks.sales()[t + 4] - expected[t];
            residuals += e;
            squares += e * e;
        }
        // the intercept is not penalised, so residuals add up to 0; sales are about 2,000 in each of 126 weeks
        assertThat(residuals).isEqualTo(0, within(1e-7));
        double n = MODEL.diagnostics().weeks() - MODEL.diagnostics().effectiveParameters();
        assertThat(MODEL.diagnostics().residualError()).isEqualTo(Math.sqrt(squares / n), within(1e-9));
        for (MediaEffect effect : MODEL.effects()) {
            assertThat(effect.contribution())
                    .isEqualTo(sum(parts.contribution(effect.channel())), within(1e-9 * effect.contribution()));
            assertThat(effect.spend())
                    .isEqualTo(MIX.spent(MODEL.channels().indexOf(effect.channel())), within(1e-9 * effect.spend()));
        }
    }

    @Test
    void withoutSpendNoContribution() {
        MediaWeeks none = scaled(MIX.weeks, "c1", 0);
        assertThat(MODEL.decompose(none).contribution("c1")).containsOnly(0);
        assertThat(MODEL.decompose(none).contribution("c0"))
                .containsExactly(MODEL.decompose(MIX.weeks).contribution("c0"));
        for (String channel : MODEL.channels()) {
            assertThat(MODEL.curve(channel).applyAsDouble(0)).isZero();
            assertThat(MODEL.curve(channel).interval(0).upper()).isZero();
        }
    }

    /** Never falls; grows ever faster up to the turning point of an S, ever slower beyond; none when concave. */
    @Test
    void curvesAreConcaveOrAnS() {
        for (String channel : MODEL.channels()) {
            ResponseCurve curve = MODEL.curve(channel);
            Hill hill = curve.hill();
            double turn = hill.half() * Math.pow((hill.slope() - 1) / (hill.slope() + 1), 1 / hill.slope());
            double step = hill.half() / 200;
            for (int i = 1; i < 1000; i++) {
                double x = i * step;
                double bend =
                        curve.applyAsDouble(x + step) - 2 * curve.applyAsDouble(x) + curve.applyAsDouble(x - step);
                assertThat(curve.applyAsDouble(x)).isGreaterThan(curve.applyAsDouble(x - step));
                if (x + step < turn) {
                    assertThat(bend).as("%s below the turning point", channel).isGreaterThan(0);
                } else if (x - step > turn) {
                    assertThat(bend).as("%s beyond the turning point", channel).isLessThan(0);
                }
            }
            assertThat(curve.applyAsDouble(1e12)).isEqualTo(curve.maximum(), within(1e-6 * curve.maximum()));
        }
    }

    @Test
    void marginalIsTheSlopeOfTheCurve() {
        for (String channel : MODEL.channels()) {
            ResponseCurve curve = MODEL.curve(channel);
            for (double x : new double[] {20, 100, 700}) {
                double step = 1e-4 * x;
                double slope = (curve.applyAsDouble(x + step) - curve.applyAsDouble(x - step)) / (2 * step);
                assertThat(curve.marginal().applyAsDouble(x)).isEqualTo(slope, within(1e-6 * slope));
            }
        }
    }

    @Test
    void marginalReturnIsThatOfALittleMoreSpend() {
        for (MediaEffect effect : MODEL.effects()) {
            double h = 1e-4;
            double more = sum(
                    MODEL.decompose(scaled(MIX.weeks, effect.channel(), 1 + h)).contribution(effect.channel()));
            double less = sum(
                    MODEL.decompose(scaled(MIX.weeks, effect.channel(), 1 - h)).contribution(effect.channel()));
            double expected = (more - less) / (2 * h * effect.spend());
            assertThat(effect.marginalReturn()).isEqualTo(expected, within(1e-6 * expected));
        }
    }

    /** A spend that goes on for long brings what the curve says. */
    @Test
    void curveIsTheSteadyState() {
        double[] steady = new double[20];
        Arrays.fill(steady, 250);
        MediaWeeks weeks = MediaWeeks.builder(MadeUpMix.MONDAY, 20)
                .channel("c0", steady)
                .channel("c1", steady)
                .channel("c2", steady)
                .build();
        for (String channel : MODEL.channels()) {
            assertThat(MODEL.decompose(weeks).contribution(channel)[10])
                    .isEqualTo(MODEL.curve(channel).applyAsDouble(250), within(1e-9));
        }
    }

    /** Without noise the truth is found as closely as the grid allows: steps of 1.4 % of decay and 5.5 % of the half. */
    @Test
    void withoutNoiseTheTruthIsFound() {
        MadeUpMix exact = MadeUpMix.of(11, 156, 2, 4, 0);
        MediaMixModel model = MediaMix.create()
                .withAdstock(AdstockFamily.GEOMETRIC, 4)
                .withIntervals(20, 0.9)
                .fit(exact.weeks);
        assertThat(model.diagnostics().rSquared()).isGreaterThan(0.9999);
        for (int c = 0; c < 2; c++) {
            MediaEffect effect = model.effects().get(c);
            assertThat(effect.adstock().parameters()[0])
                    .isEqualTo(exact.adstocks.get(c).parameters()[0], within(0.03));
            assertThat(effect.contribution())
                    .isEqualTo(exact.contribution(c, 1), within(0.05 * exact.contribution(c, 1)));
            assertThat(effect.marginalReturn())
                    .isEqualTo(exact.marginalReturn(c), within(0.05 * exact.marginalReturn(c)));
        }
    }

    @Test
    void everyAdstockFamilyFits() {
        for (AdstockFamily family : AdstockFamily.values()) {
            MediaMixModel model = MediaMix.create()
                    .withAdstock(family, family == AdstockFamily.NONE ? 0 : 4)
                    .withIntervals(20, 0.9)
                    .fit(MIX.weeks);
            assertThat(model.diagnostics().rSquared()).as(family.name()).isGreaterThan(0.7);
            assertThat(model.effects()).allMatch(e -> e.adstock().family() == family);
            assertThat(model.report().converged()).isTrue();
        }
    }

    @Test
    void boundsAreKeptInEveryDraw() {
        ChannelBounds known = ChannelBounds.create()
                .withDecay(0.25, 0.25)
                .withHalf(90, 120)
                .withSlope(2, 2)
                .withReturn(0.3, 0.35);
        MediaMixModel model = RECIPE.withBounds("c1", known).fit(MIX.weeks);
        MediaEffect effect = model.effect("c1");
        assertThat(effect.adstock()).isEqualTo(Adstock.geometric(0.25, 4));
        assertThat(model.curve("c1").hill().slope()).isEqualTo(2);
        assertThat(model.curve("c1").hill().half()).isBetween(90 * (1 - 1e-12), 120 * (1 + 1e-12));
        assertThat(effect.returnOnSpend()).isBetween(0.3 - 1e-12, 0.35 + 1e-12);
        assertThat(effect.returnOnSpendInterval().lower()).isBetween(0.3 - 1e-12, 0.35 + 1e-12);
        assertThat(effect.returnOnSpendInterval().upper()).isBetween(0.3 - 1e-12, 0.35 + 1e-12);
        assertThat(effect.meanLagInterval().width()).isZero();
        // an always-on channel whose level nothing in the weeks tells: what is known beforehand narrows it
        assertThat(effect.contributionInterval().width())
                .isLessThan(MODEL.effect("c1").contributionInterval().width());
    }

    @Test
    void intervalsGrowWithConfidence() {
        MediaMixModel wide = RECIPE.withIntervals(40, 0.95).fit(MIX.weeks);
        for (String channel : MODEL.channels()) {
            assertThat(wide.effect(channel).contributionInterval().lower())
                    .isLessThanOrEqualTo(
                            MODEL.effect(channel).contributionInterval().lower());
            assertThat(wide.effect(channel).contributionInterval().upper())
                    .isGreaterThanOrEqualTo(
                            MODEL.effect(channel).contributionInterval().upper());
            assertThat(wide.effect(channel).contribution())
                    .isEqualTo(MODEL.effect(channel).contribution());
        }
    }

    /** Whatever ridge predicts best, draws are made and fitted with the weakest; with a ridge of one's own all are. */
    @Test
    void drawsUseTheWeakestRidge() {
        MediaWeeks weeks = MadeUpMix.of(1, 120, 2, 4, 120).weeks;
        MediaMix recipe = MediaMix.create()
                .withAdstock(AdstockFamily.GEOMETRIC, 4)
                .withSeason(0)
                .withIntervals(20, 0.9);
        Map<String, Long> reported = new LinkedHashMap<>();
        MediaMixModel chosen = recipe.fit(
                weeks,
                Execution.sequential()
                        .withProgress(p -> assertThat(p.completed())
                                .as("progress of %s never goes back", p.phase())
                                .isGreaterThanOrEqualTo(
                                        Objects.requireNonNullElse(reported.put(p.phase(), p.completed()), 0L))));
        assertThat(reported).containsOnlyKeys("blocks", "starts", "starts for draws", "draws");
        MediaMixModel weak = recipe.withRidge(0.001).fit(weeks);
        MediaMixModel strong = recipe.withRidge(0.03).fit(weeks);
        assertThat(chosen.diagnostics().ridge()).isEqualTo(0.03);
        for (String channel : chosen.channels()) {
            assertThat(chosen.effect(channel).contribution())
                    .isEqualTo(strong.effect(channel).contribution());
            assertThat(chosen.curve(channel).coefficients())
                    .containsExactly(weak.curve(channel).coefficients());
            assertThat(strong.curve(channel).coefficients())
                    .isNotEqualTo(weak.curve(channel).coefficients());
        }
    }

    /** A control that is part of what sales are made of is found with its coefficient, a holiday too. */
    @Test
    void controlsAndHolidays() {
        double[] sales = MIX.weeks.sales();
        double[] price = new double[130];
        for (int t = 0; t < 130; t++) {
            price[t] = Math.sin(t * t);
            sales[t] += 300 * price[t] + (t == 50 || t == 102 ? 500 : 0);
        }
        MediaWeeks.Builder builder = MediaWeeks.builder(MadeUpMix.MONDAY, 130)
                .sales(sales)
                .control("price", price)
                .holiday(
                        "fair",
                        MadeUpMix.MONDAY.plusWeeks(50),
                        MadeUpMix.MONDAY.plusWeeks(102).plusDays(6));
        for (String channel : MIX.weeks.channels()) {
            builder.channel(channel, MIX.weeks.spend(channel));
        }
        MediaMixModel model = RECIPE.fit(builder.build());
        assertThat(model.baselineColumns())
                .containsExactly(
                        "intercept",
                        "trend",
                        "season sine 1",
                        "season cosine 1",
                        "season sine 2",
                        "season cosine 2",
                        "price",
                        "fair");
        // noise of 40: standard errors of about 5 and 30
        assertThat(model.baselineCoefficients()[6]).isEqualTo(300, within(25.0));
        assertThat(model.baselineCoefficients()[7]).isEqualTo(500, within(120.0));
        assertThat(RECIPE.withSeason(0).withTrend(false).fit(builder.build()).baselineColumns())
                .containsExactly("intercept", "price", "fair");
    }

    @Test
    void textsOfSettings() {
        MediaMix recipe = MediaMix.create();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withAdstock(AdstockFamily.NONE, 3))
                .withMessage("lags must be at most those of NONE (0), got 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withAdstock(AdstockFamily.GEOMETRIC, 0))
                .withMessage("lags must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withAdstock(AdstockFamily.GEOMETRIC, 27))
                .withMessage("lags must be at most half a year of weeks (26), got 27");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withSeason(13))
                .withMessage("waves must be at most one a month (12), got 13");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withRidge(-1))
                .withMessage("penalty must be a finite number of at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recipe.withIntervals(19, 0.9))
                .withMessage("draws must be at least 20, got 19");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelBounds.create().withDecay(0.5, 0.4))
                .withMessage("the lowest decay must be at most the highest, got 0.5 and 0.4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelBounds.create().withSlope(0.4, 1))
                .withMessage("lowest slope must be between 0.5 and 10, got 0.4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChannelBounds.create().withReturn(-1, 1))
                .withMessage("lowest return must be a finite number of at least 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.curve("tv"))
                .withMessage("there is no channel 'tv'; channels are [c0, c1, c2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.decompose(MadeUpMix.of(1, 60, 2, 4, 1).weeks))
                .withMessage("the weeks must have the channels of the model, [c0, c1, c2], got [c0, c1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODEL.decompose(MadeUpMix.of(1, 4, 3, 4, 1).weeks))
                .withMessage("weeks must be at least 5, got 4");
    }
}
