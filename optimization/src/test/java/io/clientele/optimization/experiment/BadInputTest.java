package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.optimization.assignment.AssignmentPlan;
import io.clientele.optimization.assignment.Experiment;
import io.clientele.optimization.experiment.sequential.GroupSequentialMonitor;
import io.clientele.optimization.experiment.verdict.VariantData;
import io.clientele.optimization.experiment.verdict.VerdictRule;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What must not be asked of an experiment, one test a kind, with what the user is told. */
class BadInputTest {

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void oneVariant() {
        refused(
                () -> Experiment.of("banner", "control"),
                "experiment 'banner': variants must be two or more, got [control]");
        Conversions alone = new Conversions("control", 1, 10);
        refused(
                () -> ProportionTest.create().test(alone, List.of()),
                "variants must hold at least one variant beside the control");
        refused(
                () -> VerdictRule.of("bought").report(VariantData.of("control").withRate("bought", 1, 10), List.of()),
                "an experiment needs a variant beside the control 'control'; there is nothing to compare");
        refused(() -> SampleRatio.of(100), "a sample ratio needs two variants with a share above 0, got 1");
    }

    @Test
    void emptyVariant() {
        refused(
                () -> new Conversions("banner", 0, 0),
                "variant 'banner': trials must be from 1 to 2^53, got 0; leave a variant without units out");
        MetricSample some = MetricSample.of("control", 1, 2);
        refused(
                () -> MeanTest.create().compare(some, MetricSample.of("banner")),
                "variant 'banner' needs at least 2 units, got 0");
        refused(() -> MannWhitney.of(new double[] {1}, new double[0]), "variant has no rows; at least one is needed");
    }

    @Test
    void zeroVariance() {
        refused(
                () -> MeanTest.create().compare(MetricSample.of("a", 3, 3), MetricSample.of("b", 4, 4)),
                "the metric does not vary: 'a' is always 3.0 and 'b' always 4.0; there is no standard error to");
        // rates of 0 have an answer: no difference was seen
        ProportionComparison none =
                ProportionTest.create().compare(new Conversions("a", 0, 50), new Conversions("b", 0, 60));
        assertThat(none.p()).isEqualTo(1);
        assertThat(none.interval().contains(0)).isTrue();
    }

    @Test
    void zeroDenominator() {
        refused(
                () -> MetricSample.of("a", new double[] {1, 2}, new double[] {0, 0})
                        .ratio(),
                "variant 'a': the denominators add up to 0; there is no ratio");
        // a control that sold nothing: no lift, and an interval that says so
        ProportionComparison c =
                ProportionTest.create().compare(new Conversions("a", 0, 50), new Conversions("b", 5, 60));
        assertThat(c.relativeLift()).isEmpty();
        assertThat(c.relativeLiftInterval().upper()).isInfinite();
    }

    @Test
    void negativeCounts() {
        refused(
                () -> new Conversions("a", -1, 10),
                "variant 'a': successes must be from 0 to the number of trials (10), got -1; count each unit once");
        refused(() -> new Conversions("a", 0, -3), "variant 'a': trials must be from 1 to 2^53, got -3");
        refused(() -> SampleRatio.of(100, -1), "counts[1] must be at least 0, got -1");
    }

    @Test
    void moreSuccessesThanTrials() {
        refused(
                () -> new Conversions("a", 11, 10),
                "variant 'a': successes must be from 0 to the number of trials (10), got 11; count each unit once");
    }

    @Test
    void notANumber() {
        refused(
                () -> MetricSample.of("a", 1, Double.NaN),
                "variant 'a', unit 1: values must be finite, got NaN; a unit without the metric has 0");
        refused(() -> MultipleTesting.HOLM.adjust(0.1, Double.NaN), "p[1] must be between 0 and 1, got NaN");
        refused(() -> GroupSequentialMonitor.of(100).look(Double.NaN, 0.1), "estimate must be finite, got NaN");
    }

    @Test
    void moreLooksThanPlanned() {
        GroupSequentialDesign plan = GroupSequential.looks(3).design();
        refused(
                () -> plan.criticalValue(3),
                "look must be from 0 to 2 (planned are 3 looks), got 3; for looks that come unplanned give");
        GroupSequentialMonitor ended = GroupSequentialMonitor.of(100).look(0, 0.09);
        assertThatThrownBy(() -> ended.look(0, 0.05))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("all of the error was spent by look 0, at ")
                .hasMessageEndingWith(
                        "of the planned information; a further look can't find anything. Report what there is"
                                + " (stageWise)");
    }

    @Test
    void informationGoingBackwards() {
        refused(
                () -> GroupSequential.at(0.5, 0.4),
                "look 1: information must rise and be at most 1, got 0.4 after 0.5");
        GroupSequentialMonitor half = GroupSequentialMonitor.of(100).look(0, 0.1414);
        refused(
                () -> half.look(0, 0.2),
                "of the plan; a look takes in all units since the start, and none is taken out again.");
    }

    @Test
    void twoSaltsEqualInOneLayer() {
        refused(
                () -> AssignmentPlan.builder()
                        .layer("page")
                        .add("page", Experiment.of("one", "a", "b").withSalt("s"), 0, 0.5)
                        .add("page", Experiment.of("two", "a", "b").withSalt("s"), 0.5, 1),
                "experiment 'two' has the salt 's' of experiment 'one'; the same units would be first in both, give each a"
                        + " salt of its own");
    }

    @Test
    void rampThatWouldMovePeopleBack() {
        refused(
                () -> Experiment.of("banner", "a", "b").withCoverage(0.5).ramp(0.2),
                "experiment 'banner': coverage must not fall from 0.5 to 0.2, which would move people back;");
    }
}
