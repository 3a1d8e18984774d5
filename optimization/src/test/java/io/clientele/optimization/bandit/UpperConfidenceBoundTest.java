package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class UpperConfidenceBoundTest {

    /** Two arms whose indices by mpmath 1.3.0 (30 digits; kl, ucb1) and scipy 1.10 (beta.isf, bayes) decide which is chosen. */
    @Test
    void theArmWithTheHighestIndexGetsAll() {
        // kl: .0559404357 of 30 in 1000 after 2000 trials in all; 0 of 75 reaches .096, 0 of 200 .0373
        ArmCounts near = ArmCounts.of("a", 30, 1_000);
        assertThat(UpperConfidenceBound.kl("a", "b")
                        .fit(near.plus(ArmCounts.of("b", 0, 75)))
                        .share(1))
                .isEqualTo(1);
        assertThat(UpperConfidenceBound.kl("a", "b")
                        .fit(near.plus(ArmCounts.of("b", 0, 200)))
                        .share(0))
                .isEqualTo(1);
    }

    @Test
    void indicesEqualThoseOfOtherPrograms() {
        double[][] known = {
            // successes, trials, trials of all, kl, ucb1
            {30, 1000, 2000, 0.055940435746773621, 0.15329559975556372},
            {0, 40, 2000, 0.17305952327520306, 0.61647799877781861},
            {41, 990, 2040, 0.070933603464827169, 0.16549219673334147},
            {40, 40, 100, 1, 1.4798525912188081}
        };
        for (double[] k : known) {
            BanditPolicy.Evidence evidence = evidence((long) k[0], (long) k[1], (long) k[2]);
            assertThat(UpperConfidenceBound.kl("a").index(evidence, 0)).isEqualTo(k[3], within(1e-14));
            assertThat(UpperConfidenceBound.ucb1("a").index(evidence, 0)).isEqualTo(k[4], within(1e-14));
        }
        double[] bayes = {0.051997398367232064, 0.16921800979306273, 0.0664245929104334};
        for (int i = 0; i < bayes.length; i++) {
            double[] k = known[i];
            assertThat(UpperConfidenceBound.bayes("a").index(evidence((long) k[0], (long) k[1], (long) k[2]), 0))
                    .isEqualTo(bayes[i], within(1e-13));
        }
        assertThat(UpperConfidenceBound.kl("a").index(evidence(0, 0, 10), 0)).isInfinite();
        assertThat(UpperConfidenceBound.ucb1("a").index(evidence(0, 0, 10), 0)).isInfinite();
        assertThat(UpperConfidenceBound.bayes("a").index(evidence(0, 0, 10), 0)).isEqualTo(0.9, within(1e-14));
    }

    private static BanditPolicy.Evidence evidence(long successes, long trials, long all) {
        return new BanditPolicy.Evidence(
                java.util.List.of("a"),
                java.util.List.of(new BetaPosterior(1 + successes, 1 + trials - successes)),
                java.util.List.of(new BanditPolicy.Count(successes, trials)),
                all);
    }

    @Test
    void equalsShareAndUntriedComeFirst() {
        ArmCounts counts = ArmCounts.of("a", 30, 100).plus(ArmCounts.of("b", 30, 100));
        assertThat(UpperConfidenceBound.kl("a", "b").fit(counts).shares()).containsExactly(0.5, 0.5);
        assertThat(UpperConfidenceBound.ucb1("a", "b", "c").fit(counts).shares())
                .containsExactly(0, 0, 1);
        assertThat(UpperConfidenceBound.bayes("a", "b").fit(ArmCounts.empty()).shares())
                .containsExactly(0.5, 0.5);
    }

    @Test
    void widthWithinItsRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpperConfidenceBound.kl("a").withWidth(0))
                .withMessageStartingWith("width must be between");
    }

    /**
     * The ten arms of {@link RegretStatisticalTest}, 20,000 trials, a refresh after each. ../shared/anchors/optimization.md 2.3: UCB1 843.6
     * with c = 2 and 391.6 with c = .5, means of 400 runs; the standard deviation of a run is below 20.
     */
    @Test
    void regretIsThatOfTheLiterature() {
        int runs = Boolean.getBoolean("clientele.full") ? 100 : 2;
        double error = 5 * 20 / Math.sqrt(runs);
        UpperConfidenceBound ucb = UpperConfidenceBound.ucb1(RegretStatisticalTest.ARMS);
        assertThat(regret(ucb, runs)).isEqualTo(843.6, within(error));
        assertThat(regret(ucb.withWidth(0.5), runs)).isEqualTo(391.6, within(error));
        // both asymptotically optimal: not far above Thompson sampling's 92
        assertThat(regret(UpperConfidenceBound.bayes(RegretStatisticalTest.ARMS), runs / 2))
                .isBetween(40.0, 200.0);
        assertThat(regret(UpperConfidenceBound.kl(RegretStatisticalTest.ARMS), runs / 2))
                .isBetween(60.0, 300.0);
    }

    private static double regret(UpperConfidenceBound recipe, int runs) {
        double regret = 0;
        for (int run = 0; run < runs; run++) {
            RandomGenerator random = RandomStreams.stream(run, "ucb", 0);
            RewardRecorder recorder = RewardRecorder.of(RegretStatisticalTest.ARMS);
            for (int t = 0; t < 20_000; t++) {
                int arm = recipe.fit(recorder.counts()).draw(random);
                regret += RegretStatisticalTest.RATES[0] - RegretStatisticalTest.RATES[arm];
                recorder.record(
                        RegretStatisticalTest.ARMS[arm], random.nextDouble() < RegretStatisticalTest.RATES[arm]);
            }
        }
        return regret / runs;
    }
}
