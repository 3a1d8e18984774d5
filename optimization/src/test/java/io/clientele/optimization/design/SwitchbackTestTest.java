package io.clientele.optimization.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.optimization.assignment.Experiment;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SwitchbackTestTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    @Test
    void optimalBlocks() {
        // Bojinov, Simchi-Levi and Zhao: for 12 periods and a carry-over of 2 switches may come at 1, 5, 7, 9, counted
        // from 1
        assertThat(SwitchbackDesign.optimal(12, 2).starts()).isEqualTo(List.of(0, 4, 6, 8));
        assertThat(SwitchbackDesign.optimal(4, 1).starts()).isEqualTo(List.of(0, 2));
        assertThat(SwitchbackDesign.blocks(10, 1, 4).starts()).isEqualTo(List.of(0, 4, 8));
        assertThat(SwitchbackDesign.optimal(12, 2)).hasToString("SwitchbackDesign[12 periods, 4 blocks, carry-over 2]");
    }

    @Test
    void turnsAreTheHashOfTheBlock() {
        SwitchbackDesign design = SwitchbackDesign.optimal(60, 3);
        boolean[] treated = design.treated("fee");
        Experiment coin = Experiment.of("fee", "before", "change");
        int changes = 0;
        for (int t = 0; t < 60; t++) {
            assertThat(treated[t]).isEqualTo(coin.variant((long) design.block(t)) == 1);
            changes += t > 0 && treated[t] != treated[t - 1] ? 1 : 0;
        }
        assertThat(changes).isBetween(3, 15);
    }

    /**
     * By hand from the source's estimator for 12 periods and carry-over 2, blocks 0-3, 4-5, 6-7, 8-11: stretches of two periods with
     * weights 2, 4, 4, 4, 2 and, for the variance, 6, 24, 24, 24, 6 on the squares, 8, 16, 16, 8 on neighbours that agree.
     */
    @Test
    void theSourcesWeights() {
        SwitchbackDesign design = SwitchbackDesign.optimal(12, 2);
        double[] y = {9, 9, 1, 2, 4, 3, 5, 1, 2, 2, 7, 3};
        double[] sums = {3, 7, 6, 4, 10}; // of periods 2-3, 4-5, 6-7, 8-9, 10-11
        boolean[] sides = {true, true, false, false};
        SwitchbackResult r = SwitchbackTest.create().analyse(design, turns(design, sides), y);
        // block 0 alone: side 1; blocks 0, 1: side 1; blocks 1, 2: mixed; blocks 2, 3: side 0; block 3 alone: side 0
        assertThat(r.unbiased()).isCloseTo((2 * sums[0] + 4 * sums[1] - 4 * sums[3] - 2 * sums[4]) / 10, within(1e-14));
        double variance = 6 * sums[0] * sums[0]
                + 24 * sums[1] * sums[1]
                + 24 * sums[3] * sums[3]
                + 6 * sums[4] * sums[4]
                + 8 * sums[0] * sums[1]
                + 8 * sums[3] * sums[4];
        assertThat(r.unbiasedError()).isCloseTo(Math.sqrt(variance) / 10, within(1e-13));
        assertThat(r.difference())
                .isCloseTo((2 * sums[0] + 4 * sums[1]) / 12 - (4 * sums[3] + 2 * sums[4]) / 12, within(1e-14));
        assertThat(r.treatedPeriods()).isEqualTo(4);
        assertThat(r.controlPeriods()).isEqualTo(4);
    }

    private static boolean[] turns(SwitchbackDesign design, boolean[] sides) {
        boolean[] treated = new boolean[design.periods()];
        for (int t = 0; t < treated.length; t++) {
            treated[t] = sides[design.block(t)];
        }
        return treated;
    }

    /**
     * All assignments of designs of several kinds, with known outcomes on both sides: the Horvitz-Thompson difference is right on
     * average, and its variance estimate is on average the true variance or more, and not more than the bound that it estimates.
     */
    @Test
    void rightOnAverageByListingAllAssignments() {
        List<SwitchbackDesign> designs = List.of(
                SwitchbackDesign.optimal(18, 2),
                SwitchbackDesign.optimal(24, 3),
                SwitchbackDesign.blocks(17, 3, 2),
                SwitchbackDesign.blocks(20, 1, 3),
                SwitchbackDesign.blocks(8, 0, 1));
        for (SwitchbackDesign design : designs) {
            RandomGenerator random = RandomStreams.stream(7, "outcomes", design.periods());
            int n = design.periods();
            double[] with = new double[n];
            double[] without = new double[n];
            double truth = 0;
            for (int t = 0; t < n; t++) {
                without[t] = 3 + random.nextGaussian();
                with[t] = 3.5 + random.nextGaussian();
                truth += t >= design.carryOver() ? with[t] - without[t] : 0;
            }
            truth /= n - design.carryOver();
            int blocks = design.starts().size();
            double mean = 0;
            double square = 0;
            double estimated = 0;
            for (int way = 0; way < 1 << blocks; way++) {
                boolean[] sides = new boolean[blocks];
                for (int b = 0; b < blocks; b++) {
                    sides[b] = (way >> b & 1) == 1;
                }
                double[] seen = seen(design, turns(design, sides), with, without);
                Stretches stretches = new Stretches(design, seen);
                double difference = stretches
                        .sums(sides, stretches.shares(turns(design, sides)))
                        .unbiased();
                mean += difference;
                square += difference * difference;
                estimated += stretches.variance(sides, 0, 0, null);
            }
            double ways = 1 << blocks;
            mean /= ways;
            assertThat(mean).isCloseTo(truth, within(1e-12));
            double variance = square / ways - mean * mean;
            assertThat(estimated / ways).isGreaterThan(variance);
            assertThat(estimated / ways).isLessThan(1.5 * variance);
        }
    }

    private static double[] seen(SwitchbackDesign design, boolean[] treated, double[] with, double[] without) {
        double[] seen = new double[treated.length];
        for (int t = 0; t < seen.length; t++) {
            boolean all = true;
            boolean none = true;
            for (int s = Math.max(0, t - design.carryOver()); s <= t; s++) {
                all &= treated[s];
                none &= !treated[s];
            }
            seen[t] = all ? with[t] : none ? without[t] : 1e6; // what is mixed must not be looked at
        }
        return seen;
    }

    /** p and interval by listing all assignments and trying effects that build up over the carry-over. */
    @Test
    void tossingAgainByListing() {
        SwitchbackDesign design = SwitchbackDesign.blocks(21, 1, 3);
        boolean[] sides = {true, false, true, true, false, false, true};
        boolean[] treated = turns(design, sides);
        double[] y = new double[21];
        RandomGenerator random = RandomStreams.stream(8, "outcomes", 1);
        for (int t = 0; t < 21; t++) {
            y[t] = random.nextGaussian() + (treated[t] ? 1.5 : 0);
        }
        Randomisation r = SwitchbackTest.create()
                .withConfidence(0.9)
                .analyse(design, treated, y)
                .randomisation();
        assertThat(r.exact()).isTrue();
        assertThat(r.p()).isCloseTo(p(design, treated, y, 0), within(1e-12));
        for (double effect = -6; effect < 8; effect += 0.07) {
            assertThat(r.interval().contains(effect))
                    .as("effect %s", effect)
                    .isEqualTo(p(design, treated, y, effect) > 0.1);
        }
        assertThat(r.interval().width()).isLessThan(14);
    }

    private static double p(SwitchbackDesign design, boolean[] treated, double[] y, double effect) {
        double[] free = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            free[t] = y[t] - effect * share(treated, t, design.carryOver());
        }
        double observed = plain(design, treated, free);
        int ways = 0;
        int asLarge = 0;
        int blocks = design.starts().size();
        for (int way = 0; way < 1 << blocks; way++) {
            boolean[] sides = new boolean[blocks];
            for (int b = 0; b < blocks; b++) {
                sides[b] = (way >> b & 1) == 1;
            }
            double difference = plain(design, turns(design, sides), free);
            if (!Double.isNaN(difference)) {
                ways++;
                asLarge += Math.abs(difference) >= Math.abs(observed) - 1e-12 ? 1 : 0;
            }
        }
        return (double) asLarge / ways;
    }

    private static double share(boolean[] treated, int t, int carryOver) {
        double share = 0;
        for (int s = Math.max(0, t - carryOver); s <= t; s++) {
            share += treated[s] ? 1.0 / (carryOver + 1) : 0;
        }
        return share;
    }

    /** The weighted difference, period by period. */
    private static double plain(SwitchbackDesign design, boolean[] treated, double[] y) {
        double[] weight = new double[2];
        double[] sum = new double[2];
        for (int t = design.carryOver(); t < y.length; t++) {
            double share = share(treated, t, design.carryOver());
            if (share < 1e-9 || share > 1 - 1e-9) {
                int side = share > 0.5 ? 1 : 0;
                double w = Math.pow(2, design.block(t) - design.block(t - design.carryOver()) + 1);
                weight[side] += w;
                sum[side] += w * y[t];
            }
        }
        return weight[0] == 0 || weight[1] == 0 ? Double.NaN : sum[1] / weight[1] - sum[0] / weight[0];
    }

    /** Six weeks of days in halves, autocorrelated, an effect that builds up over two periods. */
    @Test
    void errorsAreKept() {
        SwitchbackDesign design = SwitchbackDesign.optimal(84, 1);
        int rounds = FULL ? 5_000 : 400;
        int covered = 0;
        int inside = 0;
        int unbiased = 0;
        double mean = 0;
        for (int round = 0; round < rounds; round++) {
            RandomGenerator random = RandomStreams.stream(9, "switchback study", round);
            boolean[] treated = design.treated("round " + round);
            double[] y = new double[84];
            double noise = 0;
            for (int t = 0; t < y.length; t++) {
                noise = 0.5 * noise + random.nextGaussian();
                y[t] = 10 + noise + share(treated, t, 1);
            }
            SwitchbackResult r = SwitchbackTest.create().withAssignments(500).analyse(design, treated, y);
            covered += r.interval().contains(1) ? 1 : 0;
            inside += r.randomisation().interval().contains(1) ? 1 : 0;
            unbiased += Math.abs(r.unbiased() - 1) <= 1.96 * r.unbiasedError() ? 1 : 0;
            mean += r.difference() / rounds;
        }
        // standard error of a share of 5 % among 400: 1.1 points
        assertThat(covered / (double) rounds).isBetween(0.92, 1.0);
        assertThat(inside / (double) rounds).isBetween(0.915, 0.985);
        assertThat(unbiased / (double) rounds).isGreaterThan(0.92);
        assertThat(mean).isCloseTo(1, within(0.1));
    }

    @Test
    void whatCannotBeIsSaid() {
        SwitchbackDesign design = SwitchbackDesign.blocks(6, 1, 2);
        double[] y = {1, 2, 3, 4, 5, 6};
        assertThatThrownBy(() -> SwitchbackDesign.optimal(10, 3))
                .hasMessage(
                        "periods must be a multiple of the carry-over (3), at least four times it, got 10; take other"
                                + " periods, or blocks(...)");
        assertThatThrownBy(() -> SwitchbackDesign.optimal(10, 0)).hasMessage("carryOver must be at least 1, got 0");
        assertThatThrownBy(() -> SwitchbackDesign.blocks(4, 0, 4))
                .hasMessage("periods must be more than the length of a block (4), got 4");
        assertThatThrownBy(() -> SwitchbackTest.create()
                        .analyse(design, new boolean[] {true, false, true, true, false, false}, y))
                .hasMessage("treated must stay the same within a block, but changes at period 1 within block 0");
        assertThatThrownBy(() -> SwitchbackTest.create().analyse(design, new boolean[6], y))
                .hasMessage("after a carry-over of 1 no period counts with the change; plan more or longer blocks");
        boolean[] all = {true, true, true, true, true, true};
        assertThatThrownBy(() -> SwitchbackTest.create().analyse(design, all, y))
                .hasMessage("after a carry-over of 1 no period counts without the change; plan more or longer blocks");
        boolean[] some = {true, true, false, false, true, true};
        assertThatThrownBy(() ->
                        SwitchbackTest.create().analyse(design, some, new double[] {1, 2, Double.NaN, 4, 5, 6}))
                .hasMessage("values must be finite, got NaN in period 2; give a period without the metric 0, or what it"
                        + " stood at");
        assertThatThrownBy(() -> SwitchbackTest.create().analyse(design, some, new double[2]))
                .hasMessageContaining("values")
                .hasMessageContaining("one for each period of the design");
    }
}
