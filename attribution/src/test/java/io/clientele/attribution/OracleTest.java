package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.attribution.markov.Transition;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.attribution.shapley.ShapleyValues;
import io.clientele.core.contract.Golden;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every case of ../shared/golden/attribution, at the tolerance stated there: relative 1e-10. */
class OracleTest {

    private static final double RELATIVE = 1e-10;

    @Test
    void pathData() {
        PathTable paths = TestPaths.pathData();
        Golden golden = Golden.load("attribution/pathdata").at("expected");
        everything(golden, paths, "eta", 1e-10);
        assertThat(paths.paths()).isEqualTo(5408);
    }

    @Test
    void simulatedJourneys() {
        JourneyTable journeys = TestPaths.simulated();
        Golden golden = Golden.load("attribution/journeys-simulated").at("expected");
        everything(golden, journeys.paths(), "direct", 1e-10);
        for (int days : new int[] {7, 1}) {
            TimeDecay rule = TimeDecay.ofHalfLife(Duration.ofDays(days));
            credits(golden.at("rules", "decay_by_time_half_life_" + days + "_days"), rule.fit(journeys), 1e-10);
        }
        TimeDecay week = TimeDecay.ofHalfLife(Duration.ofDays(7));
        for (int j = 0; j < golden.at("first_journeys").size(); j++) {
            Golden first = golden.at("first_journeys", j);
            first.at("decay_by_time_half_life_7_days").matches(week.shares(journeys, j), RELATIVE, 1e-12);
        }
    }

    private static void everything(Golden golden, PathTable paths, String direct, double absolute) {
        assertThat(paths.channels()).isEqualTo(golden.at("channels").texts());
        assertThat((double) paths.conversions())
                .isEqualTo(golden.at("conversions").number());
        assertThat((double) paths.nulls()).isEqualTo(golden.at("nulls").number());
        golden.at("value").matches(paths.value(), 1e-14, 0);
        Map<String, Rule> rules = Map.of(
                "first", Rule.first(),
                "last", Rule.last(),
                "linear", Rule.linear(),
                "position_40_20_40", Rule.uShaped(),
                "position_20_20_60", Rule.jShaped(),
                "position_60_20_20", Rule.inverseJShaped(),
                "decay_by_rank_half_life_1", Rule.timeDecayByTouches(1),
                "decay_by_rank_half_life_2", Rule.timeDecayByTouches(2),
                "last_non_direct", Rule.lastNonDirect(List.of(direct)));
        rules.forEach((name, rule) -> credits(golden.at("rules", name), rule.fit(paths), absolute));
        credits(golden.at("rules", "linear_distinct"), Shapley.countGame().fit(paths), absolute);
        for (int j = 0; j < golden.at("first_journeys").size(); j++) {
            Golden first = golden.at("first_journeys", j);
            List<String> path = first.at("path").texts();
            first.at("linear").matches(Rule.linear().shares(path), RELATIVE, absolute);
            first.at("position_40_20_40").matches(Rule.uShaped().shares(path), RELATIVE, absolute);
        }
        for (String order : golden.at("markov").names()) {
            if (golden.at("markov", order).has("states")) {
                int k = (int) golden.at("markov", order, "order").number();
                markov(golden.at("markov", order), Markov.ofOrder(k), paths, absolute);
            }
        }
        Golden loops = golden.at("markov", "order_1_self_loops_kept");
        effects(loops, Markov.ofOrder(1).withSelfTransitions(true).fit(paths), absolute);
        Golden withoutNulls = golden.at("markov", "order_1_without_nulls");
        MarkovModel model = Markov.ofOrder(1).withNulls(false).fit(paths);
        effects(withoutNulls, model, absolute);
        column(withoutNulls.at("credit_conversions"), model.attribution(), true, absolute);
        shapley(golden.at("shapley"), paths, absolute);
        double[][] byPosition = Shapley.creditsByPosition(paths, 5);
        for (int c = 0; c < byPosition.length; c++) {
            golden.at("ordered_shapley", paths.channels().get(c)).matches(byPosition[c], RELATIVE, absolute);
        }
    }

    private static void credits(Golden golden, Attribution actual, double absolute) {
        column(golden.at("conversions"), actual, true, absolute);
        column(golden.at("value"), actual, false, absolute);
    }

    private static void column(Golden golden, Attribution actual, boolean conversions, double absolute) {
        assertThat(golden.names()).hasSameElementsAs(actual.channels());
        for (ChannelCredit credit : actual.credits()) {
            golden.at(credit.channel())
                    .matches(conversions ? credit.conversions() : credit.value(), RELATIVE, absolute);
        }
    }

    private static void effects(Golden golden, MarkovModel model, double absolute) {
        golden.at("conversion_probability").matches(model.conversionProbability(), RELATIVE, absolute);
        for (String channel : golden.at("removal_effect").names()) {
            golden.at("removal_effect", channel).matches(model.removalEffect(channel), RELATIVE, absolute);
        }
        assertThat(model.residual()).isLessThanOrEqualTo(1e-13);
        assertThat(model.report().converged()).isTrue();
    }

    private static void markov(Golden golden, Markov recipe, PathTable paths, double absolute) {
        MarkovModel model = recipe.fit(paths);
        effects(golden, model, absolute);
        assertThat((double) model.states()).isEqualTo(golden.at("states").number());
        assertThat((double) model.transitions())
                .isEqualTo(golden.at("transitions").number());
        column(golden.at("credit_conversions"), model.attribution(), true, absolute);
        column(golden.at("credit_value"), model.attribution(), false, absolute);
        golden.at("expected_value_per_journey").matches(model.expectedValue(), RELATIVE, absolute);
        for (String channel : golden.at("value_removal_effect").names()) {
            golden.at("value_removal_effect", channel).matches(model.valueRemovalEffect(channel), RELATIVE, absolute);
        }
        if (golden.has("transition_probabilities")) {
            Golden rows = golden.at("transition_probabilities");
            int seen = 0;
            for (Transition t : recipe.transitions(paths)) {
                rows.at(t.from(), t.to()).matches(t.probability(), RELATIVE, absolute);
                seen++;
            }
            int positive = 0;
            for (String from : rows.names()) {
                for (String to : rows.at(from).names()) {
                    // the reference makes the share of nulls by subtraction, which leaves dust
                    positive += rows.at(from, to).number() > 1e-15 ? 1 : 0;
                }
            }
            assertThat(seen).isEqualTo(positive);
        }
    }

    private static void shapley(Golden golden, PathTable paths, double absolute) {
        Attribution count = Shapley.countGame().fit(paths);
        column(golden.at("count_game", "credit"), count, true, absolute);
        column(golden.at("value_game", "credit"), count, false, absolute);
        column(golden.at("rate_game", "credit_conversions"), Shapley.rateGame().fit(paths), true, absolute);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hand-c1-c2-c3", "hand-a-b"})
    void handCases(String name) {
        PathTable paths = name.equals("hand-a-b")
                ? TestPaths.of("A > B > A > B > B > A", 1, 1, 0, "A > B > B > A > A", 1, 1, 0, "A > A", 1, 1, 0)
                : TestPaths.of("C1 > C2 > C3", 1, 1, 0, "C1", 0, 0, 1, "C2 > C3", 0, 0, 1);
        Golden golden = Golden.load("attribution/" + name).at("expected");
        markov(golden.at("markov_order_1"), Markov.ofOrder(1), paths, 1e-12);
        shapley(golden.at("shapley"), paths, 1e-12);
        MarkovModel model = Markov.ofOrder(1).fit(paths);
        Golden byHand = golden.at("by_hand");
        for (String channel : byHand.at("removal_effect").names()) {
            byHand.at("removal_effect", channel).matches(model.removalEffect(channel), RELATIVE, 1e-12);
            String credit = byHand.has("share") ? "share" : "credit_conversions";
            byHand.at(credit, channel)
                    .matches(model.attribution().credit(channel).conversions(), RELATIVE, 1e-12);
        }
    }

    @Test
    void handInvariants() {
        Golden cases = Golden.load("attribution/hand-invariants").at("expected", "cases");
        for (int i = 0; i < cases.size(); i++) {
            PathCounts counts = PathCounts.create();
            Golden rows = cases.at(i, "rows");
            for (int r = 0; r < rows.size(); r++) {
                List<String> row = rows.at(r).texts();
                int n = row.size() - 2;
                long conversions = (long) Double.parseDouble(row.get(n));
                counts.add(row.subList(0, n), conversions, conversions, (long) Double.parseDouble(row.get(n + 1)));
            }
            int order = (int) cases.at(i, "order").number();
            MarkovModel model = Markov.ofOrder(order).fit(counts.result());
            for (String channel : cases.at(i, "removal_effect").names()) {
                cases.at(i, "removal_effect", channel).matches(model.removalEffect(channel), RELATIVE, 1e-12);
            }
        }
    }

    @Test
    void handTimeDecay() {
        Instant end = Instant.parse("2026-01-15T12:00:00Z");
        JourneyTable journeys = JourneyTable.builder()
                .touch("A", end.minus(Duration.ofDays(14)))
                .touch("B", end.minus(Duration.ofDays(7)))
                .touch("C", end)
                .convert("ann", end, 1)
                .build();
        Golden credit = Golden.load("attribution/hand-time-decay").at("expected", "credit");
        column(credit, TimeDecay.ofHalfLife(Duration.ofDays(7)).fit(journeys), true, 1e-12);
    }

    @Test
    void handShapleyOfThree() {
        Golden golden = Golden.load("attribution/hand-shapley-three").at("expected");
        String players = "DFO";
        double[] worth = new double[8];
        for (String set : golden.at("values").names()) {
            int mask = 0;
            for (char player : set.toCharArray()) {
                mask |= 1 << players.indexOf(player);
            }
            worth[mask] = golden.at("values", set).number();
        }
        double[] values = ShapleyValues.of(worth);
        for (int i = 0; i < 3; i++) {
            golden.at("shapley", players.substring(i, i + 1)).matches(values[i], RELATIVE, 1e-12);
        }
    }
}
