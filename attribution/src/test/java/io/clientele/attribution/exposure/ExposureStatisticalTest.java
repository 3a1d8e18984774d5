package io.clientele.attribution.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.ChannelCredit;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.Execution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Worlds whose truth is known: is it found, and how often do intervals hold it? */
class ExposureStatisticalTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    @Test
    void effectsAreFoundWithinTheirErrors() {
        int worlds = FULL ? 400 : 60;
        double[] sum = new double[4];
        double[] squares = new double[4];
        int[] covered = new int[4];
        double nothing = 0;
        for (int w = 0; w < worlds; w++) {
            AdditiveHazardModel model = AdditiveHazard.create().fit(Worlds.usual(100 + w, 1500));
            double baseline = model.baselinePerDay() / Worlds.BASELINE - 1;
            sum[3] += baseline;
            for (int c = 0; c < 3; c++) {
                ChannelEffect effect = model.effect(Worlds.CHANNELS[c]);
                double z = (effect.effect() - Worlds.EFFECTS[c])
                        / effect.standardError().orElseThrow();
                sum[c] += z;
                squares[c] += z * z;
                covered[c] += Math.abs(z) < 1.96 ? 1 : 0;
            }
            nothing += model.attribution().credit("social").conversions()
                    / model.attribution().report().rows();
        }
        for (int c = 0; c < 3; c++) {
            // mean of n standard normals: 4 / sqrt(n) off in 1 of 16,000; variance: sd sqrt(2 / n); a little bias is
            // allowed
            assertThat(Math.abs(sum[c] / worlds)).as(Worlds.CHANNELS[c]).isLessThan(4 / Math.sqrt(worlds) + 0.1);
            assertThat(squares[c] / worlds).isBetween(1 - 4 * Math.sqrt(2.0 / worlds), 1 + 4 * Math.sqrt(2.0 / worlds));
            // 60 at 95 %: standard error 2.8 %
            assertThat(covered[c] / (double) worlds).isGreaterThan(FULL ? 0.92 : 0.84);
        }
        assertThat(Math.abs(sum[3] / worlds)).isLessThan(0.05);
        // social does nothing: some of its effects are above 0 by chance, as none can be below
        assertThat(nothing / worlds).isLessThan(0.006);
    }

    @Test
    void halfLivesOfTheirOwnAreFound() {
        double[] halfLives = {0.5, 1, 4, 2};
        AdditiveHazardModel model = AdditiveHazard.create()
                .withHalfLifePerChannel()
                .fit(Worlds.hazard(3, 15_000, Worlds.EFFECTS, halfLives));
        assertThat(model.report().converged()).isTrue();
        for (int c = 0; c < 3; c++) {
            ChannelEffect effect = model.effect(Worlds.CHANNELS[c]);
            assertThat(effect.halfLifeDays() / halfLives[c]).isBetween(0.85, 1.15);
            double z = (effect.effect() - Worlds.EFFECTS[c])
                    / effect.standardError().orElseThrow();
            assertThat(Math.abs(z)).isLessThan(4); // P = 0.00006 each
        }
        assertThat(model.attribution().credit("social").conversions()).isLessThan(150); // of some 8,000
    }

    @Test
    void predictedProbabilitiesAreMet() {
        AdditiveHazardModel model = AdditiveHazard.create().fit(Worlds.usual(1, 6000));
        JourneyTable fresh = Worlds.usual(2, 6000);
        double expected = 0;
        int converted = 0;
        for (int j = 0; j < fresh.journeys(); j++) {
            // from the first touch until the second, the end, or three days later: what comes first
            long until = Math.min(fresh.end(j), fresh.time(j, 0) + 3 * 86_400_000L);
            boolean alone = fresh.length(j) == 1 || fresh.time(j, 1) > until;
            until = alone ? until : fresh.time(j, 1);
            if (until > fresh.time(j, 0)) {
                Touch first = new Touch(fresh.channels().get(fresh.channel(j, 0)), Worlds.START);
                double p = model.probability(List.of(first), Worlds.START, Duration.ofMillis(until - fresh.time(j, 0)));
                expected -= Math.log1p(-p);
                converted += alone && fresh.converted(j) && fresh.end(j) == until ? 1 : 0;
            }
        }
        // conversions less what the intensity adds up to is a martingale with that variance; as much again for the fit
        assertThat(expected).isGreaterThan(500);
        assertThat(Math.abs(converted - expected)).isLessThan(4 * Math.sqrt(2 * expected));
    }

    @Test
    void coverageOfCreditsIsBetween93And97Percent() {
        int shops = FULL ? 600 : 100;
        int draws = FULL ? 400 : 100;
        int customers = 500;
        JourneyTable world = Worlds.usual(-1, 100_000);
        List<String> seen = new ArrayList<>();
        for (JourneyMethod method : List.of(AdditiveHazard.create(), LogisticExposure.ofHalfLife(Duration.ofDays(2)))) {
            Attribution truth = method.attribute(world, Execution.sequential());
            int hits = 0;
            int tried = 0;
            for (int s = 0; s < shops; s++) {
                JourneyTable journeys = Worlds.usual(1000 + s, customers);
                AttributionIntervals sure = method.intervals(journeys, Bootstrap.of(draws), s, Execution.sequential());
                double size = (double) journeys.journeys() / world.journeys();
                for (ChannelCredit credit : truth.credits()) {
                    // a channel without effect sits at the bound, where a bootstrap promises nothing
                    if (!credit.channel().equals("social")) {
                        hits += sure.conversions(credit.channel()).contains(credit.conversions() * size) ? 1 : 0;
                        hits += sure.value(credit.channel()).contains(credit.value() * size) ? 1 : 0;
                        tried += 2;
                    }
                }
            }
            double share = (double) hits / tried;
            seen.add(method.name() + " " + share);
            // 600 intervals, six of a shop dependent: a true 95 % has a standard error between 0.9 and 1.5 %
            assertThat(share).as("%s", seen).isBetween(0.93, 0.97);
        }
    }
}
