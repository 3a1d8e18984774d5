package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.stats.Interval;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Weeks with a known truth: how often do the intervals hold it? {@code -Dclientele.full=true} for the figures of the Javadoc. */
class MediaMixStatisticalTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    private static final class Tally {

        private int intervals;
        private int contribution;
        private int marginal;
        private int lag;
        private double error;
        private double bias;

        void add(MadeUpMix mix, MediaEffect e, int c) {
            double truth = mix.contribution(c, 1);
            intervals++;
            contribution += holds(e.contributionInterval(), truth);
            marginal += holds(e.marginalReturnInterval(), mix.marginalReturn(c));
            lag += holds(e.meanLagInterval(), mix.adstocks.get(c).meanLag());
            error += Math.abs(e.contribution() - truth) / truth;
            bias += (e.contribution() - truth) / truth;
        }

        private static int holds(Interval interval, double truth) {
            return interval.contains(truth) ? 1 : 0;
        }

        double share(int hits) {
            return (double) hits / intervals;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d intervals: contribution %.3f, marginal %.3f, lag %.3f; relative error of the contribution %.3f, bias %.3f",
                    intervals,
                    share(contribution),
                    share(marginal),
                    share(lag),
                    error / intervals,
                    bias / intervals);
        }
    }

    private static Tally[] study(int shops, int channels, int draws, double confidence) {
        Tally[] tallies = {new Tally(), new Tally()};
        for (int s = 0; s < shops; s++) {
            MadeUpMix mix = MadeUpMix.of(3000 + s, 156, channels, 8, 60);
            MediaMixModel model =
                    MediaMix.create().withIntervals(draws, confidence).fit(mix.weeks);
            for (int c = 0; c < channels; c++) {
                tallies[c % 2].add(mix, model.effects().get(c), c);
            }
        }
        return tallies;
    }

    /**
     * Intervals of 95 % over 156 weeks: channels in flights (even), always on (odd). Full size: 100 shops of 4 channels, and 40 of 10; other
     * shops than those that the intervals were made with.
     */
    @Test
    void coverageAtNominal95() {
        Tally[] four = study(FULL ? 100 : 12, 4, FULL ? 200 : 60, 0.95);
        String seen = "4 channels, flights: " + four[0] + "; always on: " + four[1];
        // 24 intervals each: at a true 95 %, fewer than 20 hold with probability 0.006; 200: fewer than 181 with 0.003
        double least = FULL ? 0.905 : 0.83;
        for (Tally tally : four) {
            assertThat(tally.share(tally.contribution)).as(seen).isGreaterThanOrEqualTo(least);
            assertThat(tally.share(tally.marginal)).as(seen).isGreaterThanOrEqualTo(least);
            assertThat(tally.share(tally.lag)).as(seen).isGreaterThanOrEqualTo(least);
        }
        assertThat(Math.abs(four[0].bias / four[0].intervals)).as(seen).isLessThan(FULL ? 0.05 : 0.15);
        assertThat(four[0].error / four[0].intervals).as(seen).isLessThan(0.3);
        if (FULL) {
            Tally[] ten = study(40, 10, 200, 0.95);
            seen += "; 10 channels, flights: " + ten[0] + "; always on: " + ten[1];
            for (Tally tally : ten) {
                assertThat(tally.share(tally.contribution)).as(seen).isGreaterThanOrEqualTo(least);
                assertThat(tally.share(tally.marginal)).as(seen).isGreaterThanOrEqualTo(least);
                assertThat(tally.share(tally.lag)).as(seen).isGreaterThanOrEqualTo(least);
            }
        }
    }

    /** A return known from an experiment to a fifth at least halves the error of an always-on channel. */
    @Test
    void aKnownReturnHalvesTheErrorOfAnAlwaysOnChannel() {
        double without = 0;
        double with = 0;
        for (int s = 0; s < (FULL ? 100 : 8); s++) {
            MadeUpMix mix = MadeUpMix.of(5000 + s, 156, 4, 8, 60);
            double truth = mix.contribution(1, 1);
            double known = truth / mix.spent(1);
            MediaMix recipe = MediaMix.create().withIntervals(20, 0.9).withRidge(0.01);
            without += Math.abs(recipe.fit(mix.weeks).effect("c1").contribution() - truth) / truth;
            MediaMix told = recipe.withBounds("c1", ChannelBounds.create().withReturn(0.8 * known, 1.2 * known));
            with += Math.abs(told.fit(mix.weeks).effect("c1").contribution() - truth) / truth;
        }
        assertThat(with).isLessThan(without / 2);
    }
}
