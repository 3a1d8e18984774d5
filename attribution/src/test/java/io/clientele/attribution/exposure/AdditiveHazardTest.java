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

class AdditiveHazardTest {

    /** Fine enough not to matter beside days. */
    private static final AdditiveHazard DAY =
            AdditiveHazard.create().withHalfLife(Duration.ofDays(1)).withResolution(Duration.ofNanos(1));

    private static final double RATE = Math.log(2);

    /** Journeys by one touch of a channel: {@code often} times, ending after some days. */
    private static void add(JourneyTableBuilder builder, String channel, int often, double days, boolean converts) {
        for (int i = 0; i < often; i++) {
            builder.touch(channel, START);
            String who = channel + days + "-" + i;
            if (converts) {
                builder.convert(who, hours(24 * days), 10);
            } else {
                builder.end(who, hours(24 * days));
            }
        }
    }

    @Test
    void conversionsOfOneAgeHaveOneCause() {
        // all soon after the touch: no baseline, and beta = conversions / expected share of the effect that was watched
        JourneyTableBuilder builder = JourneyTable.builder();
        add(builder, "a", 3, 0.5, true);
        add(builder, "a", 5, 4, false);
        AdditiveHazardModel model = DAY.fit(builder.build());
        double watched = 3 * (1 - Math.pow(2, -0.5)) + 5 * (1 - Math.pow(2, -4));
        assertThat(model.baselinePerDay()).isZero();
        assertThat(model.effect("a").effect()).isEqualTo(3 / watched, within(1e-10));
        assertThat(model.effect("a").standardError()).hasValueCloseTo(Math.sqrt(3) / watched, within(1e-9));
        assertThat(model.baselineConversions()).isZero();
        // all late: the baseline alone, which is conversions over days watched
        builder = JourneyTable.builder();
        add(builder, "a", 3, 4, true);
        add(builder, "a", 5, 1, false);
        model = DAY.fit(builder.build());
        assertThat(model.effect("a").effect()).isZero();
        assertThat(model.effect("a").standardError()).isEmpty();
        assertThat(model.baselinePerDay()).isEqualTo(3 / 17.0, within(1e-12));
        assertThat(model.baselineConversions()).isEqualTo(3, within(1e-12));
        assertThat(model.report().warnings())
                .containsExactly(
                        "no channel has an effect: conversions do not follow touches more closely than chance; each"
                                + " is shared evenly among its touches");
        assertThat(model.attribution().credit("a")).isEqualTo(new ChannelCredit("a", 3, 30));
        assertThat(model.probability(List.of(), START, Duration.ofDays(2)))
                .isEqualTo(1 - Math.exp(-6 / 17.0), within(1e-12));
    }

    @Test
    void conversionsOfTwoAgesInClosedForm() {
        // the two score equations are linear in n1 / lambda1 and n2 / lambda2
        JourneyTableBuilder builder = JourneyTable.builder();
        add(builder, "a", 10, 0.5, true);
        add(builder, "a", 6, 6, true);
        add(builder, "a", 30, 8, false);
        AdditiveHazardModel model = DAY.fit(builder.build());
        double f1 = RATE * Math.pow(2, -0.5);
        double f2 = RATE * Math.pow(2, -6);
        double days = 10 * 0.5 + 6 * 6 + 30 * 8;
        double watched = 10 * (1 - Math.pow(2, -0.5)) + 6 * (1 - Math.pow(2, -6)) + 30 * (1 - Math.pow(2, -8));
        double u = (watched - f2 * days) / (f1 - f2);
        double beta = (10 / u - 6 / (days - u)) / (f1 - f2);
        double baseline = 10 / u - beta * f1;
        assertThat(model.effect("a").effect()).isEqualTo(beta, within(1e-9));
        assertThat(model.baselinePerDay()).isEqualTo(baseline, within(1e-10));
        assertThat(model.logLikelihood())
                .isEqualTo(10 * Math.log(10 / u) + 6 * Math.log(6 / (days - u)) - 16, within(1e-9));
        assertThat(model.baselineConversions()).isEqualTo(baseline * days, within(1e-8));
        double ahead = baseline * 2 + beta * (Math.pow(2, -1) - Math.pow(2, -3));
        assertThat(model.probability(List.of(new Touch("a", START)), hours(24), Duration.ofDays(2)))
                .isEqualTo(1 - Math.exp(-ahead), within(1e-9));
    }

    @Test
    void theLikelihoodNeverFalls() {
        for (JourneyTable table : List.of(ReferenceJourneys.table(), Worlds.usual(4, 400))) {
            Exposures data = Exposures.atEnd(table, 1e-5, Execution.sequential());
            for (boolean perChannel : new boolean[] {false, true}) {
                double[] bounds = {RATE / 90, RATE * 24};
                HazardFunction f = HazardFunction.free(data, null, perChannel, bounds, Execution.sequential());
                for (double halfLife : new double[] {0.05, 1, 80}) {
                    double[] x = f.start(RATE / halfLife);
                    double before = f.value(x, f.sums(x, 0));
                    for (int step = 0; step < 150; step++) {
                        x = f.raised(x, f.sums(x, 0));
                        double after = f.value(x, f.sums(x, 0));
                        assertThat(after).isGreaterThanOrEqualTo(before - 1e-13 * Math.abs(before));
                        before = after;
                    }
                }
            }
            double best = Double.NEGATIVE_INFINITY;
            for (int steps = 1; steps < 15; steps++) {
                AdditiveHazard recipe = AdditiveHazard.create().withHalfLifePerChannel();
                double now = recipe.withMaxIterations(steps).fit(table).logLikelihood();
                assertThat(now).isGreaterThanOrEqualTo(best);
                best = now;
            }
        }
    }

    @Test
    void emAloneComesToTheSamePlace() {
        Exposures data = Exposures.atEnd(ReferenceJourneys.table(), 0.5 / 86_400, Execution.sequential());
        HazardFunction f = HazardFunction.given(data, null, RATE / 2, Execution.sequential());
        double[] x = f.start(RATE / 2);
        for (int step = 0; step < 3000; step++) {
            x = f.raised(x, f.sums(x, 0));
        }
        AdditiveHazardModel model =
                AdditiveHazard.create().withHalfLife(Duration.ofDays(2)).fit(ReferenceJourneys.table());
        assertThat(x[0]).isEqualTo(model.baselinePerDay(), within(1e-9));
        for (int c = 0; c < 4; c++) {
            double effect = model.effect(model.channels().get(c)).effect();
            assertThat(x[1 + c]).isEqualTo(effect, within(1e-8));
        }
    }

    @Test
    void slopesAreThoseOfTheValue() {
        Exposures data = Exposures.atEnd(Worlds.usual(7, 200), 1e-5, Execution.sequential());
        HazardFunction f = HazardFunction.free(data, null, true, new double[] {0.001, 100}, Execution.sequential());
        double[] x = {0.01, 0.1, 0.2, 0.3, 0.05, -1, -0.5, 0.3, 0.1};
        Point p = f.at(x);
        for (int i = 0; i < x.length; i++) {
            double h = 1e-5 * Math.max(0.1, Math.abs(x[i]));
            double[] up = x.clone();
            up[i] += h;
            double[] down = x.clone();
            down[i] -= h;
            Point above = f.at(up);
            Point below = f.at(down);
            assertThat((above.value - below.value) / (2 * h))
                    .isEqualTo(p.gradient[i], within(1e-5 * (1 + Math.abs(p.gradient[i]))));
            for (int k = 0; k <= i; k++) {
                double bend = -(above.gradient[k] - below.gradient[k]) / (2 * h);
                assertThat(p.curvature[i][k]).as("%d %d", i, k).isEqualTo(bend, within(1e-5 * (1 + Math.abs(bend))));
            }
        }
    }

    @Test
    void creditIsByBackwardsElimination() {
        JourneyTable journeys = ReferenceJourneys.table();
        AdditiveHazardModel model =
                AdditiveHazard.create().withHalfLife(Duration.ofDays(2)).fit(journeys);
        double[] added = new double[4];
        double[] worth = new double[4];
        double baseline = 0;
        for (int j = 0; j < 7; j++) {
            double all = intensity(model, journeys, j, journeys.length(j));
            for (int i = journeys.length(j) - 1; i >= 0; i--) {
                double gain = intensity(model, journeys, j, i + 1) - intensity(model, journeys, j, i);
                added[journeys.channel(j, i)] += gain / all;
                worth[journeys.channel(j, i)] += gain / all * journeys.value(j);
                assertThat(model.shares(journeys, j)[i])
                        .isEqualTo(gain / (all - intensity(model, journeys, j, 0)), within(1e-12))
                        .isBetween(0.0, 1.0);
            }
            baseline += intensity(model, journeys, j, 0) / all;
            if (j == 2) {
                j++; // the journey by channel c alone, which does nothing
                baseline++;
                assertThat(model.shares(journeys, j)).containsExactly(1);
            }
        }
        assertThat(model.baselineConversions()).isEqualTo(baseline, within(1e-9));
        for (int c = 0; c < 4; c++) {
            ChannelCredit credit = model.attribution().credits().get(c);
            double scale = 7 / (added[0] + added[1] + added[2] + added[3]);
            assertThat(credit.conversions()).isEqualTo(added[c] * scale, within(1e-9));
            scale = 200 / (worth[0] + worth[1] + worth[2] + worth[3]);
            assertThat(credit.value()).isEqualTo(worth[c] * scale, within(1e-8));
        }
    }

    private static double intensity(AdditiveHazardModel model, JourneyTable journeys, int j, int touches) {
        double intensity = model.baselinePerDay();
        for (int i = 0; i < touches; i++) {
            double age = (journeys.end(j) - journeys.time(j, i) + 500) / 86_400_000.0;
            double effect = model.effect(journeys.channels().get(journeys.channel(j, i)))
                    .effect();
            intensity += effect * RATE / 2 * Math.pow(2, -age / 2);
        }
        return intensity;
    }

    @Test
    void channelsThatComeTogetherShare() {
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int i = 0; i < 40; i++) {
            builder.touch("a", START).touch("b", START);
            if (i < 10) {
                builder.convert("u" + i, hours(5 + i), 8);
            } else {
                builder.end("u" + i, hours(400));
            }
        }
        AdditiveHazardModel model = DAY.fit(builder.build());
        // rounding in a direction in which the likelihood is flat
        assertThat(model.effect("a").effect())
                .isEqualTo(model.effect("b").effect(), within(1e-9))
                .isPositive();
        assertThat(model.attribution().credit("a").conversions()).isEqualTo(5, within(1e-9));
        assertThat(model.report().converged()).isTrue();
        assertThat(model.report().warnings())
                .containsExactly(
                        "effects of channels [b] cannot be told from those of others that come at the same times;"
                                + " join the channels");
    }

    @Test
    void touchesAtTheTimeOfTheConversion() {
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int i = 0; i < 30; i++) {
            builder.touch("a", START).touch("b", START);
            if (i % 3 == 0) {
                builder.convert("u" + i, START, 1);
            } else {
                builder.end("u" + i, hours(24));
            }
            builder.touch("b", START).end("v" + i, hours(24));
        }
        AdditiveHazardModel model = AdditiveHazard.create().fit(builder.build());
        assertThat(model.report().converged()).isTrue();
        assertThat(model.attribution().credit("a").conversions()).isEqualTo(10, within(1e-6));
        assertThat(model.effect("a").halfLifeDays()).isEqualTo(1 / 24.0, within(1e-12));
        assertThat(model.report().warnings())
                .containsExactly(
                        "the half-life of [a] is at its lower bound of 0.041666666666666664 days; are times known"
                                + " more coarsely than withResolution says, or is the bound too high?");
        // nothing but that: everybody converts at once
        JourneyTable atOnce =
                JourneyTable.builder().touch("a", START).convert("u", START, 3).build();
        model = AdditiveHazard.create().fit(atOnce);
        assertThat(model.attribution().credit("a")).isEqualTo(new ChannelCredit("a", 1, 3));
        assertThat(model.probability(List.of(new Touch("a", START)), START, Duration.ofDays(1)))
                .isBetween(0.99, 1.0);
    }

    @Test
    void nobodyIsLost() {
        JourneyTable journeys = JourneyTable.builder()
                .touch("a", START)
                .touch("b", hours(20))
                .convert("u", hours(24), 3)
                .touch("b", START)
                .convert("v", hours(10), 0)
                .build();
        AdditiveHazardModel model = DAY.fit(journeys);
        assertThat(model.report().converged()).isTrue();
        double sum = model.attribution().credit("a").conversions()
                + model.attribution().credit("b").conversions();
        assertThat(sum).isEqualTo(2, within(1e-12));
        AttributionIntervals sure = DAY.intervals(journeys, Bootstrap.of(50), 1, Execution.sequential());
        assertThat(sure.estimate()).isEqualTo(model.attribution());
        assertThat(sure.conversions("b").lower()).isZero();
    }

    @Test
    void upperBoundOfTheHalfLifeIsSaid() {
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int i = 0; i < 60; i++) {
            // late touches by a, and conversions evenly after them for as long as anybody watches
            builder.touch("z", START).touch("a", hours(240));
            if (i % 2 == 0) {
                builder.convert("u" + i, hours(240 + 2 * i), 1);
            } else {
                builder.end("u" + i, hours(360));
            }
        }
        AdditiveHazardModel model = AdditiveHazard.create()
                .withHalfLifeBetween(Duration.ofDays(1), Duration.ofDays(3))
                .fit(builder.build());
        assertThat(model.report().warnings())
                .containsExactly("the half-life of [a] is at its upper bound of 3.0 days: journeys are too short to see"
                        + " effects fade; raise the bound, or give the half-life");
    }

    /** With half-lives of their own, half a step of the clock counts for one channel more than for another. */
    @Test
    void sharesAreThePartsOfTheIntensityHalfAStepLater() {
        JourneyTable journeys = ReferenceJourneys.table();
        AdditiveHazardModel model = AdditiveHazard.create()
                .withHalfLifePerChannel()
                .withResolution(Duration.ofDays(1))
                .fit(journeys);
        // a touch by a, 33 hours before the conversion, and one by b, 3 hours before
        double a = part(model.effect("a"), 33 / 24.0 + 0.5);
        double b = part(model.effect("b"), 3 / 24.0 + 0.5);
        assertThat(model.effect("a").halfLifeDays() / model.effect("b").halfLifeDays())
                .isNotCloseTo(1, within(0.05));
        assertThat(a / (a + b)).isBetween(0.01, 0.99);
        assertThat(model.shares(journeys, 0)).containsExactly(new double[] {a / (a + b), b / (a + b)}, within(1e-12));
    }

    private static double part(ChannelEffect effect, double days) {
        return effect.effect() / effect.halfLifeDays() * Math.pow(2, -days / effect.halfLifeDays());
    }

    @Test
    void stoppedEarly() {
        AdditiveHazardModel model = AdditiveHazard.create().withMaxIterations(1).fit(Worlds.usual(3, 300));
        assertThat(model.report().converged()).isFalse();
        assertThat(model.report().warnings().get(0))
                .startsWith("the likelihood could still rise by ")
                .endsWith(" steps; allow more with withMaxIterations, or give the half-life");
    }

    @Test
    void badInput() {
        JourneyTable nulls =
                JourneyTable.builder().touch("a", START).end("u", START).build();
        assertThatThrownBy(() -> AdditiveHazard.create().fit(nulls))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "no conversions among 1 journeys, so there is nothing to credit; check how orders were joined,"
                                + " or widen the look-back");
        JourneyTableBuilder many = JourneyTable.builder();
        for (int c = 0; c < 301; c++) {
            many.touch("c" + c, START);
        }
        JourneyTable wide = many.convert("u", START, 1).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdditiveHazard.create().fit(wide))
                .withMessage("channels must be at most what an additive hazard can tell apart (300), got 301");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdditiveHazard.create().withHalfLife(Duration.ZERO))
                .withMessage("halfLife in days must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdditiveHazard.create().withResolution(Duration.ofDays(-1)))
                .withMessage("resolution in days must be a finite number above 0, got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdditiveHazard.create().withHalfLifeBetween(Duration.ofDays(2), Duration.ofDays(2)))
                .withMessage("the shortest half-life must be below the longest, got PT48H and PT48H");
        AdditiveHazardModel model = DAY.fit(ReferenceJourneys.table());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.effect("x"))
                .withMessage("there is no channel 'x'; channels are [a, b, c, d]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.probability(List.of(new Touch("a", hours(1))), START, Duration.ofDays(1)))
                .withMessage("now must not be before a touch, got 2026-01-01T00:00:00Z and a touch by 'a' at"
                        + " 2026-01-01T01:00:00Z");
        JourneyTable other =
                JourneyTable.builder().touch("x", START).convert("u", START, 1).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.shares(other, 0))
                .withMessage("the journeys must have the channels of the model, [a, b, c, d], got [x]");
        assertThat(AdditiveHazard.create())
                .hasToString("AdditiveHazard[half-life between 0.041666666666666664 and 90.0"
                        + " days, resolution 1.1574074074074073E-5 days, maxIterations=200, tolerance=1.0E-10]");
    }
}
