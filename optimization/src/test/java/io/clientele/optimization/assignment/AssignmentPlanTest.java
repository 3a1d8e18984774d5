package io.clientele.optimization.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.optimization.assignment.Assignment.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssignmentPlanTest {

    private static final int UNITS = 20_000;

    private static Experiment experiment(String name) {
        return Experiment.of(name, "old", "new");
    }

    private static AssignmentPlan plan() {
        return AssignmentPlan.builder()
                .holdout("everything", 0.1)
                .layer("page")
                .add("page", experiment("banner"), 0, 0.4)
                .add("page", experiment("menu").withCoverage(0.5), 0.5, 1)
                .add(experiment("checkout").withEligibility(a -> "DE".equals(a.get("country"))))
                .add(experiment("coupon").withPrerequisite("checkout", "new").withForced("tester", "new"))
                .build();
    }

    @Test
    void layersExcludeHoldoutsKeepOutOfAllAndSharesAreAsStated() {
        AssignmentPlan plan = plan();
        Map<Reason, Integer> menu = new EnumMap<>(Reason.class);
        int crossed = 0;
        int banner = 0;
        for (int i = 0; i < UNITS; i++) {
            String unit = "customer-" + i;
            Assignment a = plan.assign("banner", unit, Map.of());
            Assignment b = plan.assign("menu", unit, Map.of());
            Assignment c = plan.assign("checkout", unit, Map.of("country", "DE"));
            assertThat(a.isRandom() && b.isRandom()).isFalse();
            assertThat(a.reason() == Reason.HELD_OUT).isEqualTo(c.reason() == Reason.HELD_OUT);
            assertThat(a.isRandom()).isEqualTo(a.variant().isPresent());
            menu.merge(b.reason(), 1, Integer::sum);
            banner += a.isRandom() ? 1 : 0;
            crossed += a.isRandom() && c.variant().equals(Optional.of("new")) ? 1 : 0;
        }
        share(menu, Reason.HELD_OUT, 0.1);
        share(menu, Reason.NOT_IN_SLICE, 0.9 * 0.5);
        share(menu, Reason.NOT_COVERED, 0.9 * 0.5 * 0.5);
        share(menu, Reason.RANDOM, 0.9 * 0.5 * 0.5);
        // experiments outside the layer cross it independently
        assertThat(crossed / (double) banner).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(banner)));
    }

    private static void share(Map<Reason, Integer> counts, Reason reason, double expected) {
        assertThat(counts.getOrDefault(reason, 0) / (double) UNITS)
                .isCloseTo(expected, within(4 * 0.5 / Math.sqrt(UNITS)));
    }

    @Test
    void eligibilityPrerequisitesAndForcedUnits() {
        AssignmentPlan plan = plan();
        int seen = 0;
        for (int i = 0; i < 1000; i++) {
            String unit = "customer-" + i;
            Map<String, String> german = Map.of("country", "DE");
            Assignment foreign = plan.assign("checkout", unit, Map.of("country", "FR"));
            assertThat(foreign.reason()).isIn(Reason.NOT_ELIGIBLE, Reason.HELD_OUT);
            assertThat(plan.assign("coupon", unit, Map.of()).reason())
                    .isIn(Reason.PREREQUISITE_MISSING, Reason.HELD_OUT);
            Assignment coupon = plan.assign("coupon", unit, german);
            boolean fresh = plan.assign("checkout", unit, german).variant().equals(Optional.of("new"));
            assertThat(coupon.isRandom()).isEqualTo(fresh);
            seen += coupon.isRandom() ? 1 : 0;
        }
        assertThat(seen).isBetween(380, 520);
        Assignment forced = plan.assign("coupon", "tester", Map.of());
        assertThat(forced).isEqualTo(new Assignment("coupon", Optional.of("new"), Reason.FORCED));
        assertThat(forced.isRandom()).isFalse();
    }

    /** GrowthBook's namespaces are layers: a unit is in where hash("__" + namespace, unit) of version 1 lies in the range. */
    @Test
    void namespacesOfGrowthBook() {
        AssignmentPlan plan = AssignmentPlan.builder()
                .layer("__home", Bucketing.GROWTHBOOK_1)
                .add("__home", experiment("a").withBucketing(Bucketing.GROWTHBOOK_2), 0, 0.3)
                .build();
        for (int i = 0; i < 500; i++) {
            boolean in = Bucketing.GROWTHBOOK_1.position("__home", "u" + i) < 0.3;
            assertThat(plan.assign("a", "u" + i, Map.of()).isRandom()).isEqualTo(in);
        }
    }

    @Test
    void whatKeepsEverybodyInPlaceIsLetThroughAndMovesNobody() {
        AssignmentPlan before = AssignmentPlan.builder()
                .layer("page")
                .add("page", experiment("banner").withCoverage(0.3), 0, 0.4)
                .add(experiment("ended"))
                .build();
        AssignmentPlan after = AssignmentPlan.builder()
                .layer("page")
                .add("page", experiment("banner").withCoverage(0.6), 0, 0.7)
                .add(experiment("fresh"))
                .build()
                .requireNobodyMoves(before);
        for (int i = 0; i < 5000; i++) {
            Assignment was = before.assign("banner", "u" + i, Map.of());
            if (was.isRandom()) {
                assertThat(after.assign("banner", "u" + i, Map.of())).isEqualTo(was);
            }
        }
        refused(before, experiment("banner").withCoverage(0.2), 0, 0.4, "coverage was 0.3 and is 0.2");
        refused(before, experiment("banner"), 0, 0.3, "slice was 0.0 to 0.4 and is 0.0 to 0.3");
        refused(before, experiment("banner").withSalt("x"), 0, 0.4, "salt was banner and is x");
        refused(before, experiment("banner").withShares(0.4, 0.6), 0, 0.4, "shares was [0.5, 0.5] and is [0.4, 0.6]");
        refused(
                before,
                experiment("banner").withBucketing(Bucketing.GROWTHBOOK_2),
                0,
                0.4,
                "bucketing was CLIENTELE and is GROWTHBOOK_2");
        refused(before, Experiment.of("banner", "a", "b"), 0, 0.4, "variants was [old, new] and is [a, b]");
        AssignmentPlan held = AssignmentPlan.builder().holdout("h", 0.1).build();
        assertThatThrownBy(() -> held.requireNobodyMoves(before))
                .hasMessage(
                        "holdouts must stay as they are, which were {}, got {h=0.1}; people would move into or out of"
                                + " running experiments");
        AssignmentPlan loose =
                AssignmentPlan.builder().add(experiment("banner")).build();
        assertThatThrownBy(() -> loose.requireNobodyMoves(before)).hasMessageContaining("layer was page and is");
    }

    private static void refused(AssignmentPlan before, Experiment now, double from, double to, String reason) {
        AssignmentPlan plan = AssignmentPlan.builder()
                .layer("page")
                .add("page", now, from, to)
                .build();
        assertThatThrownBy(() -> plan.requireNobodyMoves(before))
                .hasMessage("experiment 'banner': " + reason
                        + ", which would move people; end it and start another under a new name and salt");
    }

    @Test
    void plansThatCannotBeAreRefused() {
        assertThatThrownBy(() -> AssignmentPlan.builder().layer("page").add("page", experiment("page"), 0, 1))
                .hasMessage(
                        "experiment 'page' has the salt 'page' of layer 'page'; the same units would be first in both,"
                                + " give each a salt of its own");
        assertThatThrownBy(() -> AssignmentPlan.builder()
                        .layer("page")
                        .add("page", experiment("a").withSalt("s"), 0, 0.5)
                        .add("page", experiment("b").withSalt("s"), 0.5, 1))
                .hasMessage(
                        "experiment 'b' has the salt 's' of experiment 'a'; the same units would be first in both, give"
                                + " each a salt of its own");
        assertThatThrownBy(() -> AssignmentPlan.builder()
                        .layer("page")
                        .add("page", experiment("a"), 0, 0.5)
                        .add("page", experiment("b"), 0.4, 1))
                .hasMessage("experiment 'b': its slice 0.4 to 1.0 of layer 'page' overlaps that of 'a', 0.0 to 0.5");
        assertThatThrownBy(() -> AssignmentPlan.builder().add("page", experiment("a"), 0, 1))
                .hasMessage("experiment 'a': there is no layer 'page'; layers are []");
        assertThatThrownBy(() -> AssignmentPlan.builder().layer("page").add("page", experiment("a"), 0.5, 0.5))
                .hasMessage("experiment 'a': a slice must run from 0 to 1 at most and not be empty, got 0.5 to 0.5");
        assertThatThrownBy(() -> AssignmentPlan.builder().holdout("h", 1.5))
                .hasMessage("holdout 'h': the share must be from 0 to 1, got 1.5");
        assertThatThrownBy(() -> AssignmentPlan.builder().layer("p", Bucketing.PROCTOR))
                .hasMessage("layer 'p': slices cannot be made with PROCTOR");
        assertThatThrownBy(() -> AssignmentPlan.builder()
                        .add(experiment("a").withPrerequisite("b", "new"))
                        .build())
                .hasMessage("experiment 'a': its prerequisite 'b' is not in the plan; experiments are [a]");
        assertThatThrownBy(() -> AssignmentPlan.builder()
                        .add(experiment("a").withPrerequisite("b", "x"))
                        .add(experiment("b"))
                        .build())
                .hasMessage("experiment 'a': its prerequisite 'b' has no variant 'x'; variants are [old, new]");
        assertThatThrownBy(() -> AssignmentPlan.builder()
                        .add(experiment("a").withPrerequisite("b", "new"))
                        .add(experiment("b").withPrerequisite("c", "new"))
                        .add(experiment("c").withPrerequisite("a", "new"))
                        .build())
                .hasMessage("prerequisites run in a circle: a > b > c > a");
        assertThatThrownBy(() -> AssignmentPlan.builder()
                        .layer("page")
                        .add("page", experiment("a").withPrerequisite("b", "new"), 0, 0.5)
                        .add("page", experiment("b"), 0.5, 1)
                        .build())
                .hasMessage(
                        "experiment 'a': its prerequisite 'b' is in the same layer 'page', so that nobody is in both");
        assertThatThrownBy(() -> AssignmentPlan.builder()
                        .add(experiment("a"))
                        .add(experiment("a").withSalt("x")))
                .hasMessage("experiment 'a' is in the plan already");
        assertThatThrownBy(() -> plan().assign("x", "u", Map.of()))
                .hasMessage("there is no experiment 'x'; experiments are [banner, menu, checkout, coupon]");
    }
}
