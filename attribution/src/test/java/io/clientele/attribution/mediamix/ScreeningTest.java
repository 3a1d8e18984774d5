package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.FitException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ScreeningTest {

    private static final MediaMix RECIPE = MediaMix.create()
            .withAdstock(AdstockFamily.GEOMETRIC, 4)
            .withIntervals(20, 0.9)
            .withRidge(0.01);
    private static final MediaWeeks WEEKS = MadeUpMix.of(5, 130, 2, 4, 40).weeks;

    private static MediaWeeks.Builder weeks() {
        return MediaWeeks.builder(MadeUpMix.MONDAY, 130)
                .sales(WEEKS.sales())
                .channel("tv", WEEKS.spend("c0"))
                .channel("radio", WEEKS.spend("c1"));
    }

    private static double[] spend(double first, double others) {
        double[] spend = new double[130];
        Arrays.fill(spend, others);
        spend[60] = first;
        return spend;
    }

    private static void refused(MediaMix recipe, MediaWeeks weeks, String text) {
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> recipe.fit(weeks))
                .withMessage(text);
    }

    @Test
    void tooShort() {
        refused(
                RECIPE,
                MadeUpMix.of(1, 55, 1, 4, 40).weeks,
                "too short: a media mix needs at least 52 weeks to fit, there are 51 (55 weeks, of which the first 4 are history"
                        + " for the carry-over); collect more, or run an experiment instead");
        refused(
                RECIPE,
                MadeUpMix.of(1, 2, 1, 4, 40).weeks,
                "too short: a media mix needs at least 52 weeks to fit, there are 0 (2 weeks, of which the first 4 are history"
                        + " for the carry-over); collect more, or run an experiment instead");
        refused(
                RECIPE,
                MadeUpMix.of(1, 107, 1, 4, 40).weeks,
                "too short: a season needs at least 104 weeks to fit, there are 103 (107 weeks, of which the first 4 are history"
                        + " for the carry-over); in less, season and advertising can't be told apart; collect more, or use"
                        + " withSeason(0)");
        // intercept and trend, and four numbers for each of seven channels
        refused(
                RECIPE.withSeason(0),
                MadeUpMix.of(1, 63, 7, 4, 40).weeks,
                "too short: 30 numbers are to be estimated from 59 weeks (63 weeks, of which the first 4 are history for the"
                        + " carry-over), and two weeks for each are the least; drop or merge channels or controls, or fix some by"
                        + " withBounds");
        MediaMix fixed =
                RECIPE.withSeason(0).withBounds("c0", ChannelBounds.create().withSlope(1, 1));
        assertThat(fixed.fit(MadeUpMix.of(1, 63, 7, 4, 40).weeks).diagnostics().weeks())
                .isEqualTo(59);
        assertThat(RECIPE.fit(MadeUpMix.of(1, 108, 1, 4, 40).weeks)
                        .diagnostics()
                        .weeks())
                .isEqualTo(104);
    }

    @Test
    void channelsWithoutInformation() {
        refused(
                RECIPE,
                weeks().channel("print", new double[130]).build(),
                "channel 'print' has no spend in any week; leave it out");
        refused(
                RECIPE,
                weeks().channel("print", spend(5, 0)).build(),
                "channel 'print' has spend in 1 of the fitted weeks, and 4 are the least; leave it out, or merge it with another");
        refused(
                RECIPE,
                weeks().channel("print", spend(7, 7)).build(),
                "channel 'print' has the same spend, 7.0, in every week: its effect can't be told from the baseline; leave it out,"
                        + " or vary its spend");
    }

    @Test
    void collinear() {
        double[] twice = Arrays.stream(WEEKS.spend("c0")).map(x -> 2 * x).toArray();
        refused(
                RECIPE,
                weeks().channel("print", twice).build(),
                "channels 'tv' and 'print' are spent in step (correlation 1.0000): their effects can't be told apart; merge them,"
                        + " or leave one out");
        double[] price = new double[130];
        double[] half = new double[130];
        for (int t = 0; t < 130; t++) {
            price[t] = Math.sin(t * t);
            half[t] = price[t] / 2 + 3;
        }
        refused(
                RECIPE,
                weeks().control("price", price).control("half", half).build(),
                "control 'half' is the same in every fitted week, or a sum of multiples of the controls before it, [intercept,"
                        + " trend, season sine 1, season cosine 1, season sine 2, season cosine 2, price]; leave it out");
        refused(
                RECIPE,
                weeks().holiday("easter").build(),
                "control 'easter' is the same in every fitted week, or a sum of multiples of the controls before it, [intercept,"
                        + " trend, season sine 1, season cosine 1, season sine 2, season cosine 2]; leave it out");
        double[] line = new double[130];
        for (int t = 0; t < 130; t++) {
            line[t] = 1000 + t + 0.01 * price[t];
        }
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> RECIPE.fit(weeks().channel("print", line).build()))
                .withMessageMatching(
                        "collinear: the other channels and the controls explain 99\\.\\d\\d % of channel 'print'"
                                + " \\(variance inflation \\d+, at most 100\\): its effect can't be told from theirs; merge or leave out"
                                + " channels or controls");
    }

    @Test
    void salesWithNothingToExplain() {
        String text =
                "sales are the same in every week, or the trend, the season and the controls explain all of them: nothing"
                        + " is left for channels to explain; leave out controls that are part of sales";
        double[] same = new double[130];
        Arrays.fill(same, 500);
        refused(RECIPE, weeks().sales(same).build(), text);
        refused(RECIPE, weeks().control("orders", WEEKS.sales()).build(), text);
    }

    @Test
    void wrongCalls() {
        MediaWeeks unsold = MediaWeeks.builder(MadeUpMix.MONDAY, 130)
                .channel("tv", WEEKS.spend("c0"))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RECIPE.fit(unsold))
                .withMessage("the weeks have no sales; a fit needs them");
        ChannelBounds any = ChannelBounds.create();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RECIPE.withBounds("tvv", any).fit(weeks().build()))
                .withMessage("there are bounds for 'tvv', which is no channel; channels are [tv, radio]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RECIPE.withBounds("tv", any.withShape(1, 2)).fit(weeks().build()))
                .withMessage("channel 'tv' has bounds of shape or scale, which an adstock of GEOMETRIC does not have");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RECIPE.withBounds("tv", any.withPeak(1, 2)).fit(weeks().build()))
                .withMessage("channel 'tv' has bounds of peak, which an adstock of GEOMETRIC does not have");
        MediaMix weibull = RECIPE.withAdstock(AdstockFamily.WEIBULL_PDF, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weibull.withBounds("tv", any.withDecay(0, 1)).fit(weeks().build()))
                .withMessage("channel 'tv' has bounds of decay, which an adstock of WEIBULL_PDF does not have");
        MediaMix delayed = RECIPE.withAdstock(AdstockFamily.DELAYED, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> delayed.withBounds("tv", any.withPeak(0, 5)).fit(weeks().build()))
                .withMessage("channel 'tv': the highest peak must be at most the lags (4), got 5.0");
    }

    @Test
    void warnings() {
        double[] level = new double[130];
        double[] drift = new double[130];
        double[] sales = WEEKS.sales();
        for (int t = 0; t < 130; t++) {
            level[t] = 100 + 5 * Math.sin(t * t);
            // a channel that follows another closely, and a driver of sales that nobody told us of
            drift[t] = 1.5 * WEEKS.spend("c0")[t] + 150 * (1 + Math.sin(3.0 * t * t));
            sales[t] += 300 * Math.sin(t / 3.0);
        }
        MediaMixModel model = RECIPE.fit(weeks().sales(sales)
                .channel("print", level)
                .channel("web", drift)
                .build());
        assertThat(model.report().warnings())
                .anyMatch(w -> w.matches(
                        "residuals of weeks next to each other correlate \\(0\\.\\d\\d\\): a driver of sales is"
                                + " missing; add it as a control"))
                .anyMatch(w -> w.matches(
                        "channel 'print' varies little \\(standard deviation 3\\.\\d % of the mean\\): what it would"
                                + " do at another spend is a guess"))
                .anyMatch(w -> w.matches(
                        "channel 'print' is never without spend \\(at least 95\\.0\\d* a week\\): what sales would be"
                                + " without it follows from the shape of the curve, not from weeks that were seen"))
                .anyMatch(w -> w.matches(
                        "channel 'tv' moves with the other columns \\(variance inflation \\d+\\.\\d\\): its effect is"
                                + " hard to tell from theirs"));
        assertThat(model.diagnostics().residualAutocorrelation()).isGreaterThan(0.3);
    }

    @Test
    void fewWeeksForManyChannels() {
        assertThat(RECIPE.fit(MadeUpMix.of(1, 110, 7, 4, 40).weeks).report().warnings())
                .anyMatch(w -> w.matches(
                        "106 weeks for (2[7-9]|3[0-4])\\.\\d effective parameters: intervals from so few weeks tend to"
                                + " be too narrow"));
    }

    /** A channel that lowers sales gets nothing, and that is said. */
    @Test
    void aChannelThatDoesHarmGetsNothing() {
        double[] sales = WEEKS.sales();
        double[] harm = new double[130];
        for (int t = 0; t < 130; t++) {
            harm[t] = t % 7 < 3 ? 100 : 0;
            sales[t] -= 3 * harm[t];
        }
        MediaMixModel model =
                RECIPE.fit(weeks().sales(sales).channel("harm", harm).build());
        assertThat(model.effect("harm").contribution()).isZero();
        assertThat(model.effect("harm").marginalReturn()).isZero();
        assertThat(model.curve("harm").marginal().applyAsDouble(50)).isZero();
        assertThat(model.report().warnings())
                .contains("channel 'harm' shows no effect: the best coefficient is 0, the lowest allowed");
    }
}
