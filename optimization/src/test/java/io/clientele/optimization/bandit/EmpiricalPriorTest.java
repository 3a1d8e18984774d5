package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Against src/test/oracle/empirical_prior.py: roots of the marginal likelihood's slopes, mpmath 1.3.0 with 40 digits. */
class EmpiricalPriorTest {

    private static ArmCounts counts(long... successesAndTrials) {
        ArmCounts counts = ArmCounts.empty();
        for (int i = 0; i < successesAndTrials.length; i += 2) {
            counts = counts.plus(ArmCounts.of("arm" + i / 2, successesAndTrials[i], successesAndTrials[i + 1]));
        }
        return counts;
    }

    @Test
    void ratesEventsAndMeans() {
        EmpiricalPrior<BetaPosterior> rates =
                EmpiricalPrior.ofRates(counts(12, 400, 30, 600, 7, 350, 55, 900, 20, 410));
        BetaPosterior beta = rates.prior().orElseThrow();
        assertThat(beta.alpha()).isEqualTo(11.85133813252115, within(1e-10));
        assertThat(beta.beta()).isEqualTo(260.8014937678692, within(1e-9));
        assertThat(rates.refusal()).isEmpty();
        assertThat(rates.posteriors(new BetaPosterior(1, 1)).get("arm0"))
                .isEqualTo(new BetaPosterior(beta.alpha() + 12, beta.beta() + 388));
        GammaPosterior gamma = EmpiricalPrior.ofEvents(counts(120, 40, 30, 12, 70, 35, 5, 3, 200, 50))
                .prior()
                .orElseThrow();
        assertThat(gamma.shape()).isEqualTo(16.015305808821, within(1e-10));
        assertThat(gamma.rate()).isEqualTo(5.735532954487267, within(1e-10));
        EmpiricalPrior<NormalPosterior> means = EmpiricalPrior.ofMeans(Map.of(
                "a", new NormalPosterior(1.2, 0.5),
                "b", new NormalPosterior(3.4, 0.8),
                "c", new NormalPosterior(2, 0.3),
                "d", new NormalPosterior(5.5, 1)));
        NormalPosterior normal = means.prior().orElseThrow();
        assertThat(normal.mean()).isEqualTo(2.803033514596797, within(1e-10));
        assertThat(normal.standardDeviation()).isEqualTo(1.339332885607631, within(1e-10));
        NormalPosterior d = means.posteriors(normal).get("d");
        double weight = normal.standardDeviation() * normal.standardDeviation();
        weight /= weight + 1;
        assertThat(d.mean()).isEqualTo(normal.mean() + weight * (5.5 - normal.mean()), within(1e-14));
        assertThat(d.standardDeviation()).isEqualTo(Math.sqrt(weight), within(1e-14));
    }

    @Test
    void armsThatCannotTellSaySo() {
        EmpiricalPrior<BetaPosterior> same = EmpiricalPrior.ofRates(counts(10, 100, 10, 100, 11, 100, 9, 100));
        assertThat(same.prior()).isEmpty();
        assertThat(same.refusal())
                .hasValue("the 4 arms differ no more than by chance, so they can't tell how much arms differ");
        BetaPosterior own = new BetaPosterior(1, 9);
        assertThat(same.orElse(own)).isSameAs(own);
        assertThat(same.posteriors(own).get("arm2")).isEqualTo(new BetaPosterior(12, 98));
        assertThat(EmpiricalPrior.ofRates(counts(10, 100, 90, 100)).refusal())
                .hasValue("2 arms with trials say nothing of how much arms differ; 3 are needed");
        assertThat(EmpiricalPrior.ofRates(counts(0, 100, 0, 50, 0, 20)).prior()).isEmpty();
        assertThat(EmpiricalPrior.ofEvents(counts(0, 100, 0, 50, 0, 20)).prior())
                .isEmpty();
        assertThat(EmpiricalPrior.ofEvents(counts(10, 10, 20, 20, 30, 30)).refusal())
                .hasValueSatisfying(text -> assertThat(text).contains("no more than by chance"));
        assertThat(EmpiricalPrior.ofMeans(Map.of(
                                "a", new NormalPosterior(1, 1),
                                "b", new NormalPosterior(1.1, 1),
                                "c", new NormalPosterior(0.9, 1)))
                        .prior())
                .isEmpty();
        assertThat(same.toString()).startsWith("EmpiricalPrior[the 4 arms differ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmpiricalPrior.ofRates(counts(5, 4)))
                .withMessageStartingWith("arm 'arm0': successes must be from 0 to the number of trials (4), got 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmpiricalPrior.ofEvents(counts(-1, 4)))
                .withMessageStartingWith("arm 'arm0': events and exposures must be at least 0, got -1 and 4");
    }

    /** Root of the two digamma equations by mpmath, 40 digits: arms that differ widely, each known very well. */
    @Test
    void armsThatDifferWidelyHaveAPriorToo() {
        long all = 10_000_000;
        GammaPosterior wide = EmpiricalPrior.ofEvents(
                        counts(2_000_000, all, 9_000_000, all, 15_000_000, all, 400_000, all))
                .prior()
                .orElseThrow();
        assertThat(wide.shape()).isEqualTo(0.82495788492296188, within(1e-11));
        assertThat(wide.rate()).isEqualTo(1.24993618927721497, within(1e-11));
    }

    /** 60 shops of 40 arms each, of Beta(6, 94) and Gamma(5, 2): the mean of what is found is near the truth. */
    @Test
    void findsThePriorThatMadeTheArms() {
        double rate = 0;
        double weight = 0;
        double mean = 0;
        double shape = 0;
        for (int shop = 0; shop < 60; shop++) {
            RandomGenerator random = RandomStreams.stream(shop, "empirical.prior", 0);
            ArmCounts rates = ArmCounts.empty();
            ArmCounts events = ArmCounts.empty();
            for (int k = 0; k < 40; k++) {
                double p = new BetaPosterior(6, 94).sample(random);
                double lambda = new GammaPosterior(5, 2).sample(random);
                long successes = 0;
                long happened = 0;
                for (int i = 0; i < 400; i++) {
                    successes += random.nextDouble() < p ? 1 : 0;
                    // exposures of a hundredth, so that there is one event at most
                    happened += random.nextDouble() < -Math.expm1(-lambda / 20) ? 1 : 0;
                }
                rates = rates.plus(ArmCounts.of("" + k, successes, 400));
                events = events.plus(ArmCounts.of("" + k, happened, 400));
            }
            BetaPosterior beta = EmpiricalPrior.ofRates(rates).prior().orElseThrow();
            GammaPosterior gamma = EmpiricalPrior.ofEvents(events).prior().orElseThrow();
            rate += beta.mean() / 60;
            weight += Math.log(beta.alpha() + beta.beta()) / 60;
            mean += gamma.mean() / 60;
            shape += Math.log(gamma.shape()) / 60;
        }
        // standard errors: 0.0005, 0.05 (a spread of 0.4 by shop), 0.0012, 0.05
        assertThat(rate).isEqualTo(0.06, within(0.0025));
        assertThat(weight).isEqualTo(Math.log(100), within(0.25));
        assertThat(mean).isEqualTo(0.117, within(0.006));
        assertThat(shape).isEqualTo(Math.log(5), within(0.35));
    }

    /** Shrinking comes nearer to the truth than each arm's own rate. */
    @Test
    void shrunkRatesAreNearer() {
        RandomGenerator random = RandomStreams.stream(99, "empirical.prior", 0);
        Map<String, Double> truth = new LinkedHashMap<>();
        ArmCounts counts = ArmCounts.empty();
        for (int k = 0; k < 50; k++) {
            double p = new BetaPosterior(6, 94).sample(random);
            truth.put("" + k, p);
            long successes = 0;
            for (int i = 0; i < 100; i++) {
                successes += random.nextDouble() < p ? 1 : 0;
            }
            counts = counts.plus(ArmCounts.of("" + k, successes, 100));
        }
        Map<String, BetaPosterior> shrunk = EmpiricalPrior.ofRates(counts).posteriors(new BetaPosterior(1, 1));
        double plain = 0;
        double near = 0;
        for (Map.Entry<String, Double> arm : truth.entrySet()) {
            plain += Math.pow(counts.successes(arm.getKey()) / 100.0 - arm.getValue(), 2);
            near += Math.pow(shrunk.get(arm.getKey()).mean() - arm.getValue(), 2);
        }
        assertThat(near).isLessThan(0.8 * plain);
    }
}
