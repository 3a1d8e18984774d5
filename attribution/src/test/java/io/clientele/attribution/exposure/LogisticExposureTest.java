package io.clientele.attribution.exposure;

import static io.clientele.attribution.exposure.ReferenceJourneys.START;
import static io.clientele.attribution.exposure.ReferenceJourneys.hours;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.ChannelCredit;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.JourneyTableBuilder;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogisticExposureTest {

    private static final LogisticExposure WEEK = LogisticExposure.ofHalfLife(Duration.ofDays(7));

    private static void add(JourneyTableBuilder builder, int converted, int lost, String... channels) {
        for (int i = 0; i < converted + lost; i++) {
            for (String channel : channels) {
                builder.touch(channel, START);
            }
            String who = String.join("-", channels) + i;
            if (i < converted) {
                builder.convert(who, hours(1), 2);
            } else {
                builder.end(who, hours(700));
            }
        }
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }

    /** With all touches at one time no half-life is likelier than another. */
    @Test
    void ofEqualHalfLivesTheLongest() {
        JourneyTableBuilder builder = JourneyTable.builder();
        add(builder, 20, 80, "a");
        add(builder, 60, 40, "a", "b");
        LogisticExposureModel model = LogisticExposure.ofBestHalfLife(
                        List.of(Duration.ofDays(3), Duration.ofDays(9), Duration.ofDays(1)))
                .fit(builder.build());
        assertThat(model.halfLifeDays()).isEqualTo(9);
    }

    /** Only a channel none of whose journeys was lost is warned of, whichever comes first. */
    @Test
    void oneLostJourneyIsEnoughForNoWarning() {
        JourneyTableBuilder builder = JourneyTable.builder();
        add(builder, 0, 5, "a");
        add(builder, 5, 0, "a");
        add(builder, 5, 0, "b");
        assertThat(WEEK.fit(builder.build()).report().warnings())
                .containsExactly(
                        "every journey with a touch by [b] converted, so that only the penalty keeps the effect finite;"
                                + " read it as large, not as known");
    }

    @Test
    void threeKindsOfJourneysInClosedForm() {
        JourneyTableBuilder builder = JourneyTable.builder();
        add(builder, 20, 80, "a");
        add(builder, 30, 70, "b");
        add(builder, 60, 40, "a", "b");
        // as many parameters as kinds, so that each is met exactly but for a penalty that does not count
        LogisticExposureModel model = WEEK.withL2Penalty(1e-9).fit(builder.build());
        double intercept = logit(0.2) + logit(0.3) - logit(0.6);
        assertThat(model.intercept()).isEqualTo(intercept, within(1e-8));
        assertThat(model.effect("a").effect()).isEqualTo(logit(0.2) - intercept, within(1e-8));
        assertThat(model.effect("b").effect()).isEqualTo(logit(0.3) - intercept, within(1e-8));
        // the variance of logit(.6) - logit(.3), each 1 / (n p (1 - p))
        assertThat(model.effect("a").standardError()).hasValueCloseTo(Math.sqrt(1 / 24.0 + 1 / 21.0), within(1e-8));
        assertThat(model.probability(List.of(new Touch("a", START)))).isEqualTo(0.2, within(1e-8));
        assertThat(model.probability(List.of(new Touch("b", START), new Touch("a", START))))
                .isEqualTo(0.6, within(1e-8));
        double none = 1 / (1 + Math.exp(-intercept));
        assertThat(model.probability(List.of())).isEqualTo(none, within(1e-8));
        // what each touch adds to the touches before it; of journeys by both, a comes first
        double a = 20 * (0.2 - none) / 0.2 + 60 * (0.2 - none) / 0.6;
        double b = 30 * (0.3 - none) / 0.3 + 60 * (0.6 - 0.2) / 0.6;
        assertThat(model.attribution().credit("a").conversions()).isEqualTo(110 * a / (a + b), within(1e-6));
        assertThat(model.attribution().credit("b").conversions()).isEqualTo(110 * b / (a + b), within(1e-6));
        assertThat(model.baselineConversions()).isEqualTo(110 - a - b, within(1e-6));
    }

    @Test
    void oldTouchesCountForLess() {
        LogisticExposureModel model = WEEK.fit(ReferenceJourneys.table());
        double fresh = logit(model.probability(List.of(new Touch("b", hours(0)))));
        double aged = logit(model.probability(List.of(new Touch("b", hours(0)), new Touch("d", hours(168)))));
        assertThat(aged - model.intercept()).isEqualTo((fresh - model.intercept()) / 2, within(1e-12));
    }

    @Test
    void sharesOfAJourneyAreItsPartsOfTheCredit() {
        JourneyTable journeys = ReferenceJourneys.table();
        LogisticExposureModel model = LogisticExposure.ofHalfLife(Duration.ofDays(2))
                .withL2Penalty(0.01)
                .fit(journeys);
        double[] shares = model.shares(journeys, 2); // b, b 12 hours and c 40 hours after the first
        double b = model.effect("b").effect();
        double c = model.effect("c").effect();
        double[] odds = {model.intercept(), b * Math.pow(2, -40 / 48.0), b * Math.pow(2, -28 / 48.0), c};
        double[] p = new double[4];
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += odds[i];
            p[i] = 1 / (1 + Math.exp(-sum));
        }
        for (int i = 0; i < 3; i++) {
            assertThat(shares[i]).isEqualTo((p[i + 1] - p[i]) / (p[3] - p[0]), within(1e-12));
        }
    }

    @Test
    void separationIsHeldByThePenalty() {
        JourneyTableBuilder builder = JourneyTable.builder();
        add(builder, 10, 90, "a");
        add(builder, 5, 0, "b");
        LogisticExposureModel model = WEEK.fit(builder.build());
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().warnings())
                .containsExactly(
                        "every journey with a touch by [b] converted, so that only the penalty keeps the effect"
                                + " finite; read it as large, not as known");
        // at the top what the penalty takes is what the likelihood would give
        double p = model.probability(List.of(new Touch("b", START)));
        assertThat(model.effect("b").effect())
                .isEqualTo(5 * (1 - p), within(1e-9))
                .isGreaterThan(1);
    }

    @Test
    void whatCannotBeToldFromTheBaseline() {
        JourneyTableBuilder builder = JourneyTable.builder();
        add(builder, 10, 90, "a");
        LogisticExposureModel one = WEEK.fit(builder.build());
        assertThat(one.effect("a").effect()).isZero();
        assertThat(one.intercept()).isEqualTo(logit(0.1), within(1e-9));
        assertThat(one.attribution().credit("a")).isEqualTo(new ChannelCredit("a", 10, 20));
        assertThat(one.report().warnings())
                .containsExactly(
                        "no channel has an effect beyond the baseline; each conversion is shared evenly among its touches");
        assertThat(one.shares(builder.build(), 0)).containsExactly(1);
        add(builder, 1, 99, "b");
        LogisticExposureModel two = WEEK.fit(builder.build());
        assertThat(two.effect("b").effect()).isZero();
        assertThat(two.attribution().credit("a").conversions()).isEqualTo(11, within(1e-12));
        assertThat(two.baselineConversions()).isBetween(1.0, 4.0);
    }

    @Test
    void channelOnNoConvertingJourney() {
        JourneyTableBuilder builder = JourneyTable.builder();
        add(builder, 10, 20, "a");
        add(builder, 15, 5, "a", "b");
        add(builder, 0, 9, "c");
        LogisticExposureModel model = WEEK.fit(builder.build());
        assertThat(model.effect("c").effect()).isZero();
        assertThat(model.effect("c").standardError()).isEmpty();
        assertThat(model.attribution().credit("c")).isEqualTo(new ChannelCredit("c", 0, 0));
    }

    @Test
    void drawsWithoutLostJourneys() {
        JourneyTable journeys = JourneyTable.builder()
                .touch("a", START)
                .convert("u", START, 1)
                .touch("b", START)
                .touch("a", START)
                .convert("v", START, 1)
                .touch("b", START)
                .end("w", START)
                .build();
        AttributionIntervals sure = WEEK.intervals(journeys, Bootstrap.of(60), 3, Execution.sequential());
        assertThat(sure.estimate()).isEqualTo(WEEK.fit(journeys).attribution());
        assertThat(sure.conversions("a").lower()).isZero();
        assertThat(sure.conversions("a").upper()).isBetween(2.0, 3.0); // at most all of three journeys
    }

    @Test
    void badInput() {
        JourneyTable nulls =
                JourneyTable.builder().touch("a", START).end("u", START).build();
        assertThatThrownBy(() -> WEEK.fit(nulls))
                .isInstanceOf(FitException.class)
                .hasMessageStartingWith("no conversions among 1 journeys, so there is nothing to credit");
        JourneyTable all =
                JourneyTable.builder().touch("a", START).convert("u", START, 1).build();
        assertThatThrownBy(() -> WEEK.fit(all))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "all 1 journeys converted, so there is nothing to tell conversions from; add journeys without"
                                + " conversion, or use a method that does not need them");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WEEK.withL2Penalty(0))
                .withMessage("strength must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogisticExposure.ofBestHalfLife(List.of()))
                .withMessage("at least one half-life is needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogisticExposure.ofHalfLife(Duration.ZERO))
                .withMessage("halfLife in days must be a finite number above 0, got 0");
        LogisticExposureModel model = WEEK.fit(ReferenceJourneys.table());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.probability(List.of(new Touch("x", START))))
                .withMessage("there is no channel 'x'; channels are [a, b, c, d]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.shares(all, 0))
                .withMessage("the journeys must have the channels of the model, [a, b, c, d], got [a]");
        LogisticExposureModel stopped = WEEK.withMaxIterations(1).fit(ReferenceJourneys.table());
        assertThat(stopped.report().converged()).isFalse();
        assertThat(stopped.report().warnings().get(0)).contains("steps; allow more with withMaxIterations");
        assertThat(WEEK)
                .hasToString(
                        "LogisticExposure[half-life [7.0] days, penalty=1.0, maxIterations=100, tolerance=1.0E-10]");
    }
}
