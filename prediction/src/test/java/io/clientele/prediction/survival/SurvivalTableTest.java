package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SurvivalTableTest {

    private static final double[] TIMES = {5, 12, 12, 30};
    private static final int[] EVENTS = {1, 0, 2, 0};

    private static SurvivalTable table() {
        return SurvivalTable.of(TIMES, EVENTS);
    }

    @Test
    void holdsWhatItIsGiven() {
        SurvivalTable table = table().withStarts(new double[] {0, 1, 2, 3})
                .withWeights(new double[] {1, 0, 0.5, 2})
                .withOffset(new double[] {0, 0.1, 0, 0})
                .withGroups(List.of("b", "a", "b", "a"))
                .withStrata(List.of("x", "x", "y", "y"))
                .withClusters(List.of("1", "1", "2", "2"))
                .withSubjects(List.of("p", "q", "r", "s"))
                .withFeatures(FeatureTable.of(List.of("age"), new double[] {20, 30, 40, 50}));
        assertThat(table.rows()).isEqualTo(4);
        assertThat(table.time(3)).isEqualTo(30);
        assertThat(table.event(2)).isEqualTo(2);
        assertThat(table.start(2)).isEqualTo(2);
        assertThat(table.weight(2)).isEqualTo(0.5);
        assertThat(table.offset(1)).isEqualTo(0.1);
        assertThat(table.groups()).containsExactly("a", "b");
        assertThat(table.strata()).containsExactly("x", "y");
        assertThat(table.features().orElseThrow().get(3, 0)).isEqualTo(50);
        assertThat(table.causes()).containsExactly(1, 2);
        assertThat(table).hasToString("4 rows, 2 of them with an event, with starts, features [age]");
        SurvivalTable part = table.selectRows(new int[] {2, 0});
        assertThat(part.time(0)).isEqualTo(12);
        assertThat(part.start(1)).isEqualTo(0);
        assertThat(part.groups()).containsExactly("b");
        assertThat(part.features().orElseThrow().get(0, 0)).isEqualTo(40);
        assertThat(table.selectRows(new int[] {0, 1, 2, 3})).isEqualTo(table).hasSameHashCodeAs(table);
        assertThat(table).isNotEqualTo(table());
    }

    @Test
    void laterChangesOfTheArraysDoNotShow() {
        double[] times = TIMES.clone();
        int[] events = EVENTS.clone();
        SurvivalTable table = SurvivalTable.of(times, events);
        times[0] = 99;
        events[0] = 0;
        assertThat(table).isEqualTo(table());
    }

    @Test
    void causesAreChosenOrPooled() {
        SurvivalTable one = table().cause(2);
        assertThat(new int[] {one.event(0), one.event(2)}).containsExactly(0, 1);
        SurvivalTable any = table().anyCause();
        assertThat(new int[] {any.event(0), any.event(1), any.event(2)}).containsExactly(1, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().cause(3))
                .withMessage("no event has code 3; codes are [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().cause(0))
                .withMessage("no event has code 0; codes are [1, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().requireSingleCause())
                .withMessage("events have the codes [1, 2]; choose one with cause(code), or pool them with anyCause()");
    }

    @Test
    void badTimesAndEventsAreRefusedWithTheirRow() {
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SurvivalTable.of(new double[] {1, bad}, new int[2]))
                    .withMessage("time, row 1: must be a finite number of at least 0, got " + bad);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalTable.of(new double[] {1, 2}, new int[] {0, -3}))
                .withMessage("event, row 1: must be 0 (censored) or a code from 1 on, got -3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SurvivalTable.of(new double[] {1, 2}, new int[1]))
                .withMessage("events must have one value per row (2), got 1");
    }

    @Test
    void badStartsAreRefusedWithTheirRow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().withStarts(new double[] {0, 12, 0, 0}))
                .withMessage("start, row 1: must be before the row's time (12.0), got 12.0; drop rows of no length");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().withStarts(new double[] {0, -1, 0, 0}))
                .withMessage("start, row 1: must be a finite number of at least 0, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().withStarts(new double[] {0, Double.NaN, 0, 0}))
                .withMessageContaining("start, row 1: must be a finite number");
    }

    @Test
    void badWeightsAndOffsetsAreRefusedWithTheirRow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().withWeights(new double[] {1, 1, -1, 1}))
                .withMessage("weight, row 2: must be a finite number of at least 0, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().withWeights(new double[4]))
                .withMessage("all weights are 0; at least one row must count");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().withOffset(new double[] {1, Double.NaN, 1, 1}))
                .withMessage("offset, row 1: must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().withGroups(List.of("a")))
                .withMessage("groups must have one value per row (4), got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table().withFeatures(FeatureTable.of(List.of("x"), new double[3])))
                .withMessage("features must have one row per row (4), got 3");
    }

    @Test
    void overlappingIntervalsOfOneSubjectAreRefused() {
        SurvivalTable table =
                SurvivalTable.of(new double[] {10, 20, 8}, new int[3]).withStarts(new double[] {0, 9, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.withSubjects(List.of("ann", "ann", "bob")))
                .withMessage(
                        "subject 'ann': rows 0 and 1 overlap, (0.0, 10.0] and (9.0, 20.0]; a subject is at risk once at"
                                + " a time");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SurvivalTable.of(new double[] {10, 20}, new int[2]).withSubjects(List.of("ann", "ann")))
                .withMessageEndingWith("give the starts first");
        SurvivalTable fine = SurvivalTable.of(new double[] {10, 20}, new int[2])
                .withStarts(new double[] {0, 10})
                .withSubjects(List.of("ann", "ann"));
        assertThat(fine.continued()).containsExactly(true, false);
        assertThatIllegalArgumentException()
                .as("starts that make rows overlap, given later")
                .isThrownBy(() -> fine.withStarts(new double[] {0, 5}))
                .withMessageContaining("rows 0 and 1 overlap");
    }

    @Test
    void timesAreSortedStably() {
        double[] times = {3, 0.5, 1e300, 3, 0, 2.25, 3, 1e-300};
        assertThat(TimeOrder.ascending(times)).containsExactly(4, 7, 1, 5, 0, 3, 6, 2);
        int[] number = new int[times.length];
        assertThat(RiskSets.number(times, number)).containsExactly(0, 1e-300, 0.5, 2.25, 3, 1e300);
        assertThat(number).containsExactly(4, 2, 5, 4, 0, 3, 4, 1);
        assertThat(RiskSets.number(new double[] {7, 3, 7, 100}, new int[4])).containsExactly(3, 7, 100);
        double[] many = SurvivalData.cycle(3000, 1, 9, 5, 7);
        int[] order = TimeOrder.ascending(many);
        assertThat(Arrays.stream(order).mapToDouble(i -> many[i]).toArray()).isSorted();
    }
}
