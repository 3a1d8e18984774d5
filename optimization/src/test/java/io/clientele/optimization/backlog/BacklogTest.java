package io.clientele.optimization.backlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.stats.Distributions;
import io.clientele.optimization.experiment.EffectPrior;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static TestIdea idea(String name, double units, double mean, double spread) {
        return new TestIdea(name, units, 0.1, 20, 0, new EffectPrior(mean, spread), "");
    }

    /** The whole course played through: an effect, a test, a decision, the rest of the time. */
    @Test
    void worthByPlayingItThrough() {
        EffectPrior prior = new EffectPrior(-0.01, 0.05);
        TestIdea idea = new TestIdea("menu", 8_000, 0.2, 15, 700, prior, "");
        RankedIdea r = Backlog.create()
                .withLongestTest(1)
                .withHorizonWeeks(40)
                .withCostPerWeek(300)
                .rank(List.of(idea))
                .get(0);
        double error = Math.sqrt(2 / (4000 * 0.2 * 0.8));
        double week = 8_000 * 0.2 * 0.8 * 15;
        int rounds = 400_000;
        double sum = 0;
        double squares = 0;
        double shipped = 0;
        RandomGenerator random = RandomStreams.stream(14, "played", 0);
        for (int i = 0; i < rounds; i++) {
            double effect = -0.01 + 0.05 * random.nextGaussian();
            double seen = effect + error * random.nextGaussian();
            boolean ship = prior.posterior(seen, error).mean() > 0;
            double value = week * effect * (0.5 + (ship ? 39 : 0)) - 700 - 300;
            sum += value / rounds;
            squares += value * value / rounds;
            shipped += ship ? 1.0 / rounds : 0;
        }
        assertThat(r.untested()).isZero();
        // four standard errors of the mean of what was played
        assertThat(r.net()).isCloseTo(sum, within(4 * Math.sqrt((squares - sum * sum) / rounds)));
        assertThat(r.probabilityShipped()).isCloseTo(shipped, within(0.004));
        assertThat(r.unitsPerVariant()).isEqualTo(4000);
        assertThat(r.net()).isLessThan(r.perfect());
        assertThat(r.isWorthTesting()).isTrue();
    }

    /** Where nothing is to be learnt a test costs half of the gain of its weeks, and what it costs: by hand. */
    @Test
    void aTestOfWhatIsKnown() {
        TestIdea idea = new TestIdea("menu", 8_000, 0.2, 15, 700, new EffectPrior(0.1, 0), "");
        RankedIdea r = Backlog.create()
                .withHorizonWeeks(10)
                .withLongestTest(1)
                .withCostPerWeek(300)
                .rank(List.of(idea))
                .get(0);
        // a week's purchases move by 8000 · 0.2 · 0.8 · 0.1 = 128, worth 1,920
        assertThat(r.untested()).isCloseTo(10 * 1920 - 700, within(1e-9));
        assertThat(r.net()).isCloseTo(-1920 / 2.0 - 300, within(1e-9));
        assertThat(r.probabilityShipped()).isEqualTo(1);
    }

    /** A cost too small to change the length is paid for each week. */
    @Test
    void everyWeekCosts() {
        TestIdea idea = idea("some customers", 5_000, 0, 0.05);
        RankedIdea free = Backlog.create().rank(List.of(idea)).get(0);
        RankedIdea paid =
                Backlog.create().withCostPerWeek(0.5).rank(List.of(idea)).get(0);
        assertThat(free.weeks()).isEqualTo(paid.weeks()).isGreaterThan(1);
        assertThat(free.net() - paid.net()).isCloseTo(0.5 * free.weeks(), within(1e-8));
    }

    @Test
    void positivePartInClosedForm() {
        assertThat(Backlog.positivePart(0, 2)).isCloseTo(2 / Math.sqrt(2 * Math.PI), within(1e-15));
        assertThat(Backlog.positivePart(3, 0)).isEqualTo(3);
        assertThat(Backlog.positivePart(-3, 0)).isZero();
        assertThat(Backlog.positivePart(1, 2) - Backlog.positivePart(-1, 2)).isCloseTo(1, within(1e-14));
        double sum = -5e-4 * Distributions.normalSurvival(-0.7 / 1.3); // by the trapezoid rule
        for (int i = 0; i < 20_000; i++) {
            sum += 1e-3 * Distributions.normalSurvival((1e-3 * i - 0.7) / 1.3);
        }
        assertThat(Backlog.positivePart(0.7, 1.3)).isCloseTo(sum, within(1e-6));
    }

    /** With ever more units a test comes to be worth what knowing is worth, for the time that is left. */
    @Test
    void noTestIsWorthMoreThanKnowing() {
        for (double units : new double[] {100, 1e4, 1e6, 1e12}) {
            RankedIdea r = Backlog.create()
                    .withHorizonWeeks(1000)
                    .rank(List.of(idea("x", units, 0.002, 0.03)))
                    .get(0);
            assertThat(r.net()).isLessThan(r.perfect());
            if (units > 1e11) {
                assertThat(r.net()).isGreaterThan(0.995 * r.perfect());
                assertThat(r.weeks()).isEqualTo(1);
            }
        }
    }

    @Test
    void ordersByWorthAndPicksTheLength() {
        List<RankedIdea> ranked = Backlog.create()
                .withCostPerWeek(50)
                .rank(List.of(
                        idea("sure to help", 5_000, 0.2, 0.001),
                        idea("few customers", 200, 0, 0.05),
                        idea("many customers", 50_000, 0, 0.05),
                        idea("some customers", 5_000, 0, 0.05),
                        idea("wide open", 5_000, 0, 0.2)));
        assertThat(ranked.stream().map(r -> r.idea().name()))
                .containsExactly("many customers", "wide open", "some customers", "few customers", "sure to help");
        assertThat(ranked.get(0).weeks()).isLessThan(ranked.get(2).weeks());
        RankedIdea sure = ranked.get(4);
        assertThat(sure.isWorthTesting()).isFalse();
        assertThat(sure.untested()).isGreaterThan(0);
        assertThat(sure.reason())
                .startsWith("no test of up to 8 weeks is worth its cost (the best loses ")
                .endsWith("); ship it untested");
        assertThat(ranked.get(0).reason())
                .matches("a test of \\d weeks? with \\d+ units a variant is worth \\d+ over 52 weeks and ships the"
                        + " change with 50 %; 50000 units a week succeed with 10.0 %");
        RankedIdea hopeless = Backlog.create()
                .withCostPerWeek(50)
                .rank(List.of(idea("hopeless", 5_000, -0.2, 0)))
                .get(0);
        assertThat(hopeless.reason()).endsWith("); leave it");
        assertThat(hopeless.probabilityShipped()).isZero();
        assertThat(Backlog.create().rank(List.of())).isEmpty();
    }

    @Test
    void aFunnelMakesIdeas() {
        EffectPrior prior = new EffectPrior(0, 0.05);
        List<TestIdea> ideas = Funnel.over(4, "visit", "basket", "order")
                .add("phone", 80_000, 8_000, 1_000)
                .add("desktop", 40_000, 8_000, 2_000)
                .add("television", 0, 0, 0)
                .ideas(38, 500, prior);
        assertThat(ideas).hasSize(4);
        TestIdea first = ideas.get(0);
        assertThat(first.name()).isEqualTo("phone: visit to basket");
        assertThat(first.unitsPerWeek()).isEqualTo(20_000);
        assertThat(first.rate()).isEqualTo(0.1);
        assertThat(first.valuePerSuccess()).isEqualTo(38 / 8.0);
        assertThat(first.evidence()).isEqualTo("10.0 points fewer go on than in the other segments");
        assertThat(ideas.get(3).evidence()).isEqualTo("12.5 points more go on than in the other segments");
        // the same relative rise of either step brings the same orders
        double visits = first.valuePerWeek() / (1 - first.rate());
        double baskets = ideas.get(1).valuePerWeek() / (1 - ideas.get(1).rate());
        assertThat(visits).isCloseTo(baskets, within(1e-9));
        RankedIdea best = Backlog.create().rank(ideas).get(0);
        assertThat(best.reason()).contains("; ").endsWith("go on than in the other segments");
        assertThat(Funnel.over(1, "a", "b").add("x", 5, 2))
                .isEqualTo(Funnel.over(1, "a", "b").add("x", 5, 2));
    }

    @Test
    void whatCannotBeIsSaid() {
        EffectPrior prior = new EffectPrior(0, 1);
        assertThatThrownBy(() -> new TestIdea("x", 0, 0.1, 1, 0, prior, ""))
                .hasMessageStartingWith("idea 'x': unitsPerWeek must be");
        assertThatThrownBy(() -> new TestIdea("x", 1, 1, 1, 0, prior, ""))
                .hasMessage("idea 'x': rate must be above 0 and below 1, got 1.0");
        assertThatThrownBy(() -> Backlog.create().withHorizonWeeks(8)).hasMessage("weeks must be at least 9, got 8");
        assertThatThrownBy(() -> Backlog.create().withLongestTest(52))
                .hasMessageContaining("one less than the horizon");
        assertThatThrownBy(() -> Backlog.create().withCostPerWeek(-1)).hasMessageContaining("cost must be");
        Funnel funnel = Funnel.over(4, "visit", "order").add("phone", 10, 3);
        assertThatThrownBy(() -> funnel.add("phone", 10, 3))
                .hasMessage("segment 'phone': is there already; add its counts up");
        assertThatThrownBy(() -> funnel.add("tv", 10))
                .hasMessage("segment 'tv': counts must be one for each of [visit, order], got 1");
        assertThatThrownBy(() -> funnel.add("tv", 10, 11))
                .hasMessage("segment 'tv': counts must not be negative or rise, got 11 at 'order'; count each customer"
                        + " once, and at every step before too");
        assertThatThrownBy(() -> Funnel.over(4, "visit")).hasMessage("steps must be two or more, got [visit]");
        assertThatThrownBy(() -> Funnel.over(0, "visit", "order")).hasMessageContaining("weeks must be");
    }
}
