package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Against src/test/oracle/value_remaining.py, mpmath 1.3.0. */
class ValueRemainingTest {

    private static ValueRemaining rates(double... parameters) {
        List<BetaPosterior> arms = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            arms.add(new BetaPosterior(parameters[i], parameters[i + 1]));
        }
        return ValueRemaining.of(arms);
    }

    @Test
    void probabilitiesOfRates() {
        ValueRemaining three = rates(31, 971, 42, 950, 23, 979);
        assertThat(three.leader()).isEqualTo(1);
        assertThat(three.probabilityAtMost(0.05)).isEqualTo(0.940316939451417, within(1e-12));
        assertThat(three.probabilityAtMost(0.3)).isEqualTo(0.9936515892952839, within(1e-12));
        assertThat(three.quantile(0.95)).isEqualTo(0.0710783424920722, within(1e-12));
        // wide arms, so that the leader times 1.2 may be above 1
        assertThat(rates(2, 3, 5, 2).probabilityAtMost(0.2)).isEqualTo(0.9409941660134561, within(1e-12));
        assertThat(rates(2, 3, 5, 2, 1, 1).probabilityAtMost(0.5)).isEqualTo(0.9181942885646589, within(1e-12));
        assertThat(rates(0.5, 0.5, 9, 1).probabilityAtMost(0.05)).isEqualTo(0.8804440097560528, within(1e-12));
        // a sharp leader of width 5e-6 beside a wide arm
        assertThat(rates(2, 3, 6e9, 4e9).probabilityAtMost(0.1)).isEqualTo(0.882874079941943232, within(1e-12));
    }

    @Test
    void probabilitiesOfOtherKinds() {
        ValueRemaining counts = ValueRemaining.of(
                List.of(new GammaPosterior(30, 40), new GammaPosterior(3, 5), new GammaPosterior(38, 40)));
        assertThat(counts.probabilityAtMost(0.1)).isEqualTo(0.8105675670425076, within(1e-12));
        ValueRemaining means = ValueRemaining.of(
                List.of(new NormalPosterior(3, 1), new NormalPosterior(3.5, 0.1), new NormalPosterior(0, 2)));
        assertThat(means.probabilityAtMost(0.2)).isEqualTo(0.8673985643294733, within(1e-12));
        ValueRemaining samples =
                ValueRemaining.of(List.of(new StudentPosterior(3, 1, 1e13), new StudentPosterior(3.5, 0.1, 1e13)));
        ValueRemaining normals = ValueRemaining.of(List.of(new NormalPosterior(3, 1), new NormalPosterior(3.5, 0.1)));
        assertThat(samples.quantile(0.9)).isEqualTo(normals.quantile(0.9), within(1e-10));
    }

    @Test
    void zeroIsTheProbabilityOfTheLeaderAndItRisesFromThere() {
        for (List<? extends Posterior> arms : List.of(
                List.of(new BetaPosterior(31, 971), new BetaPosterior(42, 950), new BetaPosterior(1, 1)),
                List.of(new RevenuePosterior(30, 970, 20, 1000), new RevenuePosterior(22, 600, 12, 700)))) {
            ValueRemaining remaining = ValueRemaining.of(arms);
            double best = BestArm.of(arms).probability(remaining.leader());
            assertThat(remaining.probabilityAtMost(0)).isEqualTo(best);
            assertThat(remaining.probabilityAtMost(1e-13)).isEqualTo(best, within(1e-11));
            double last = best;
            for (double part = 1e-4; part < 100; part *= 3) {
                double now = remaining.probabilityAtMost(part);
                assertThat(now).isBetween(last - 1e-14, 1 + 1e-14);
                last = now;
            }
            assertThat(remaining.quantile(best)).isZero();
            double p = (1 + best) / 2;
            assertThat(remaining.probabilityAtMost(remaining.quantile(p))).isEqualTo(p, within(1e-12));
        }
    }

    /** 40,000 draws: a share has a standard error below 0.0025. */
    @Test
    void agreesWithDraws() {
        List<BetaPosterior> arms = List.of(new BetaPosterior(3, 7), new BetaPosterior(2, 9), new BetaPosterior(5, 6));
        ValueRemaining remaining = ValueRemaining.of(arms);
        double end = remaining.quantile(0.9);
        RandomGenerator random = RandomStreams.stream(1, "value.remaining", 0);
        int within = 0;
        for (int i = 0; i < 40_000; i++) {
            double[] rates =
                    arms.stream().mapToDouble(arm -> arm.sample(random)).toArray();
            double most = Arrays.stream(rates).max().orElseThrow();
            within += most / rates[remaining.leader()] - 1 <= end ? 1 : 0;
        }
        assertThat(within / 40_000.0).isEqualTo(0.9, within(0.0075));
    }

    @Test
    void oneArmAndLeadersThatMayBeNothing() {
        ValueRemaining one = rates(1, 1);
        assertThat(one.probabilityAtMost(0.5)).isEqualTo(1);
        assertThat(one.quantile(0.99)).isZero();
        assertThat(one).hasToString("ValueRemaining[leader=0, nothing with probability 1.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ValueRemaining.of(List.of(new NormalPosterior(1, 1), new NormalPosterior(0, 1))))
                .withMessage(
                        "arm 0 leads and may be 0 or less (NormalPosterior[mean=1.0, standardDeviation=1.0]); what "
                                + "remains is relative to it, so take BestArm.expectedLoss instead");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.probabilityAtMost(-0.1))
                .withMessageStartingWith("part must be a finite number of at least 0");
        assertThatIllegalArgumentException().isThrownBy(() -> one.quantile(1)).withMessageStartingWith("p must be");
    }
}
