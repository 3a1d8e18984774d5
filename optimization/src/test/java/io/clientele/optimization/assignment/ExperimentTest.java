package io.clientele.optimization.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.optimization.experiment.MeanTest;
import io.clientele.optimization.experiment.MetricSample;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExperimentTest {

    @ParameterizedTest
    @EnumSource(
            value = Bucketing.class,
            names = {"CLIENTELE", "GROWTHBOOK_1", "GROWTHBOOK_2"})
    void aRampOnlyAddsUnits(Bucketing bucketing) {
        Experiment experiment = Experiment.of("ramp", "a", "b", "c")
                .withShares(0.2, 0.3, 0.5)
                .withBucketing(bucketing)
                .withCoverage(0);
        int[] seen = new int[3000];
        java.util.Arrays.fill(seen, -1);
        for (double coverage : new double[] {0, 0.01, 0.1, 0.5, 0.9, 1}) {
            experiment = experiment.ramp(coverage);
            int in = 0;
            for (int i = 0; i < seen.length; i++) {
                int now = experiment.variant("customer-" + i);
                assertThat(seen[i] == -1 || seen[i] == now).isTrue();
                seen[i] = now;
                in += now < 0 ? 0 : 1;
            }
            assertThat(in / 3000.0).isCloseTo(coverage, within(4 * 0.5 / Math.sqrt(3000)));
        }
    }

    @ParameterizedTest
    @EnumSource(Bucketing.class)
    void sharesAreKeptAndEverybodyIsInAtFullCoverage(Bucketing bucketing) {
        Experiment experiment =
                Experiment.of("shares", "a", "b", "c").withShares(0.2, 0.3, 0.5).withBucketing(bucketing);
        int[] counts = new int[3];
        int units = 20_000;
        for (int i = 0; i < units; i++) {
            counts[experiment.variant("u" + i)]++;
        }
        double[] shares = {0.2, 0.3, 0.5};
        for (int v = 0; v < 3; v++) {
            assertThat(counts[v] / (double) units)
                    .isCloseTo(shares[v], within(4 * Math.sqrt(shares[v] * (1 - shares[v]) / units)));
        }
    }

    @Test
    void theSameAnswerForEver() {
        // typed in from a run on 2026-11-25: a change of these numbers reshuffles every running experiment
        Experiment e = Experiment.of("for ever", "a", "b", "c", "d");
        int[] texts = new int[12];
        int[] longs = new int[12];
        for (int i = 0; i < 12; i++) {
            texts[i] = e.variant("customer-" + i);
            longs[i] = e.variant(1_000_000_000_000L + i);
        }
        assertThat(texts).containsExactly(3, 1, 2, 2, 3, 1, 0, 3, 1, 2, 0, 2);
        assertThat(longs).containsExactly(1, 0, 2, 2, 0, 2, 1, 3, 0, 2, 1, 0);
    }

    /** The quick way by whole buckets agrees with the stretches as they are defined, for shares of all kinds, empty ones too. */
    @Test
    void bucketsAreTheStretches() {
        RandomGenerator random = RandomStreams.stream(8, "shares", 0);
        for (int round = 0; round < 300; round++) {
            double[] shares = new double[2 + random.nextInt(5)];
            double sum = 0;
            for (int v = 0; v < shares.length; v++) {
                shares[v] = random.nextInt(4) == 0 ? 0 : random.nextDouble();
                sum += shares[v];
            }
            shares[0] += sum == 0 ? 1 : 0;
            for (int v = 0; v < shares.length; v++) {
                shares[v] /= sum == 0 ? 1 : sum;
            }
            double coverage = round % 3 == 0 ? 1 : random.nextDouble();
            String[] names = new String[shares.length];
            java.util.Arrays.setAll(names, v -> "v" + v);
            Experiment e =
                    Experiment.of("round " + round, names).withShares(shares).withCoverage(coverage);
            for (int i = 0; i < 200; i++) {
                double position = Bucketing.CLIENTELE.position(e.salt(), "u" + i);
                int expected = -1;
                double start = 0;
                for (int v = 0; v < shares.length; v++) {
                    double end = v == shares.length - 1 && coverage == 1 ? 1 : start + coverage * shares[v];
                    if (position >= start && position < end) {
                        expected = v;
                    }
                    start += shares[v];
                }
                assertThat(e.variant("u" + i)).isEqualTo(expected);
            }
        }
    }

    /** A/A: the same outcomes dealt by a thousand salts give p-values that are uniform. */
    @Test
    void experimentsWithoutEffectHaveUniformP() {
        int units = 2000;
        double[] outcome = new double[units];
        for (int i = 0; i < units; i++) {
            RandomGenerator random = RandomStreams.stream(3, "outcome", i);
            outcome[i] = random.nextDouble() < 0.2 ? Math.exp(random.nextGaussian()) : 0;
        }
        double[] p = new double[1000];
        for (int s = 0; s < p.length; s++) {
            Experiment e = Experiment.of("salt " + s, "a", "b");
            MetricSample.Builder a = MetricSample.builder("a");
            MetricSample.Builder b = MetricSample.builder("b");
            for (int i = 0; i < units; i++) {
                (e.variant(i) == 0 ? a : b).add(outcome[i]);
            }
            p[s] = MeanTest.create().compare(a.build(), b.build()).p();
        }
        assertThat(BucketingTest.farFromUniform(p)).isLessThan(1.95 / Math.sqrt(p.length));
    }

    @Test
    void whatCannotBeIsSaid() {
        Experiment e = Experiment.of("banner", "a", "b");
        assertThatThrownBy(() -> Experiment.of(" ", "a", "b")).hasMessage("an experiment's name must not be blank");
        assertThatThrownBy(() -> Experiment.of("banner", "a"))
                .hasMessage("experiment 'banner': variants must be two or more, got [a]");
        assertThatThrownBy(() -> Experiment.of("banner", "a", "a"))
                .hasMessage("experiment 'banner': variants must differ, got [a, a]");
        assertThatThrownBy(() -> e.withShares(0.5))
                .hasMessage("experiment 'banner': shares must be one for each of [a, b], got 1");
        assertThatThrownBy(() -> e.withShares(0.5, 0.6))
                .hasMessage("experiment 'banner': shares must add up to 1, got 1.1");
        assertThatThrownBy(() -> e.withShares(-0.5, 1.5))
                .hasMessage("experiment 'banner': a share must be from 0 to 1, got -0.5");
        assertThatThrownBy(() -> e.withCoverage(Double.NaN))
                .hasMessage("experiment 'banner': coverage must be from 0 to 1, got NaN");
        assertThatThrownBy(() -> e.withCoverage(0.5).ramp(0.2))
                .hasMessage("experiment 'banner': coverage must not fall from 0.5 to 0.2, which would move people back;"
                        + " end the experiment, or start another under a new salt");
        assertThatThrownBy(() -> e.withForced("x", "z"))
                .hasMessage("experiment 'banner': there is no variant 'z'; variants are [a, b]");
        assertThatThrownBy(() -> e.withSalt("")).hasMessage("experiment 'banner': the salt must not be empty");
        assertThatThrownBy(() -> e.withBucketing(Bucketing.PROCTOR).withCoverage(0.5))
                .hasMessage("experiment 'banner': with PROCTOR coverage must be 1, got 0.5; give those who are left out"
                        + " a variant of their own");
        assertThatThrownBy(() -> e.withPrerequisite("banner", "a"))
                .hasMessage("experiment 'banner': an experiment cannot be its own prerequisite");
        assertThat(e.shares()).isEqualTo(List.of(0.5, 0.5));
    }
}
