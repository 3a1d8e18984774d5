package io.clientele.segmentation.history;

import static io.clientele.segmentation.history.Transition.Kind.GONE;
import static io.clientele.segmentation.history.Transition.Kind.MERGED;
import static io.clientele.segmentation.history.Transition.Kind.NEW;
import static io.clientele.segmentation.history.Transition.Kind.SPLIT;
import static io.clientele.segmentation.history.Transition.Kind.SURVIVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SegmentMatchingTest {

    /** Customers c0, c1, … ; so many go from each segment to each. */
    private static Membership[] flows(int[][] counts, List<String> before, List<String> after) {
        List<String> ids = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        List<Integer> to = new ArrayList<>();
        for (int a = 0; a < counts.length; a++) {
            for (int b = 0; b < counts[a].length; b++) {
                for (int i = 0; i < counts[a][b]; i++) {
                    ids.add("c" + ids.size());
                    from.add(a);
                    to.add(b);
                }
            }
        }
        return new Membership[] {
            Membership.of(ids, from.stream().mapToInt(i -> i).toArray(), before),
            Membership.of(ids, to.stream().mapToInt(i -> i).toArray(), after)
        };
    }

    @Test
    void everyKindByHand() {
        // loyal stays; mixed splits; young and old merge; lost is scattered; the last segment is new
        Membership[] two = flows(
                new int[][] {
                    {90, 0, 0, 0, 5},
                    {0, 60, 40, 2, 4},
                    {2, 0, 0, 50, 4},
                    {0, 1, 2, 40, 6},
                    {20, 20, 15, 20, 22},
                },
                List.of("loyal", "mixed", "young", "old", "lost"),
                List.of("0", "1", "2", "3", "4"));
        SegmentTransitions change = SegmentMatching.create().match(two[0], two[1]);
        assertThat(change.after().names()).containsExactly("loyal", "mixed", "mixed 2", "young", "4");
        assertThat(change.all())
                .containsExactly(
                        new Transition(SURVIVED, List.of("loyal"), List.of("loyal"), 90 / 95.0, OptionalDouble.empty()),
                        new Transition(
                                SPLIT,
                                List.of("mixed"),
                                List.of("mixed", "mixed 2"),
                                60 / 106.0 + 40 / 106.0,
                                OptionalDouble.empty()),
                        new Transition(
                                MERGED, List.of("young", "old"), List.of("young"), 90 / 105.0, OptionalDouble.empty()),
                        new Transition(NEW, List.of(), List.of("4"), 0, OptionalDouble.empty()),
                        new Transition(GONE, List.of("lost"), List.of(), 0, OptionalDouble.empty()));
        assertThat(change.of(SPLIT)).hasSize(1);
        assertThat(change.commonCustomers()).isEqualTo(403);
        assertThat(change.toString()).startsWith("SegmentTransitions[survived [loyal] -> [loyal]; split [mixed]");
    }

    @Test
    void namesGoOnWhateverTheNumbersAre() {
        int[][] counts = {{0, 0, 50}, {40, 3, 0}, {0, 30, 2}};
        Membership[] two = flows(counts, List.of("a", "b", "c"), List.of("a", "b", "c"));
        SegmentTransitions change = SegmentMatching.create().match(two[0], two[1]);
        assertThat(change.after().names()).containsExactly("b", "c", "a");
        assertThat(change.of(SURVIVED)).hasSize(3);
        // a new segment may not take a name that is in use
        Membership[] more = flows(new int[][] {{50, 0}, {21, 19}, {21, 19}}, List.of("x", "y", "z"), List.of("p", "x"));
        SegmentTransitions next = SegmentMatching.create().match(more[0], more[1]);
        assertThat(next.after().names()).containsExactly("x", "segment 1");
        assertThat(next.of(NEW)).hasSize(1);
    }

    @Test
    void centresDecideBetweenEqualOverlapsAndTellHowFarSurvivorsMoved() {
        Membership[] two = flows(new int[][] {{50, 50}}, List.of("a"), List.of("0", "1"));
        Membership before = two[0].withCenters(new double[][] {{0, 0}});
        assertThat(SegmentMatching.create()
                        .match(before, two[1].withCenters(new double[][] {{3, 4}, {1, 0}}))
                        .after()
                        .names())
                .containsExactly("a 2", "a");
        assertThat(SegmentMatching.create()
                        .match(before, two[1].withCenters(new double[][] {{1, 0}, {3, 4}}))
                        .after()
                        .names())
                .containsExactly("a", "a 2");
        Membership[] one = flows(new int[][] {{5, 0}, {0, 5}}, List.of("a", "b"), List.of("0", "1"));
        Transition survived = SegmentMatching.create()
                .match(one[0].withCenters(new double[][] {{0, 0}, {9, 9}}), one[1].withCenters(new double[][] {
                    {3, 4}, {9, 9}
                }))
                .all()
                .get(0);
        assertThat(survived.centerShift().orElseThrow()).isEqualTo(5, within(1e-14));
    }

    @Test
    void aSegmentMatchedWithItselfSurvives() {
        Membership[] two =
                flows(new int[][] {{7, 0, 0}, {0, 1, 0}, {0, 0, 9}}, List.of("a", "b", "c"), List.of("d", "e", "f"));
        SegmentTransitions change = SegmentMatching.create().match(two[0], two[0]);
        assertThat(change.of(SURVIVED)).hasSize(3);
        assertThat(change.after()).isEqualTo(two[0]);
    }

    @Test
    void badInputIsNamed() {
        refused(
                () -> Membership.of(List.of(), new int[0], List.of("a")),
                "the cohort is empty; at least one customer is needed");
        refused(
                () -> Membership.of(List.of("x", "x"), new int[] {0, 0}, List.of("a")),
                "customer 'x' is there twice; keep one row of it");
        refused(
                () -> Membership.of(List.of("x"), new int[] {1}, List.of("a")),
                "segment must be between 0 and 0, got 1");
        refused(() -> Membership.of(List.of("x"), new int[] {0}, List.of("a", "a")), "names must differ, got [a, a]");
        Membership x = Membership.of(List.of("x"), new int[] {0}, List.of("a"));
        Membership y = Membership.of(List.of("y"), new int[] {0}, List.of("a"));
        refused(
                () -> SegmentMatching.create().match(x, y),
                "no customer is there at both times (Membership[1 customers, [a]] and Membership[1 customers, [a]]);"
                        + " are the ids written the same?");
        refused(
                () -> SegmentMatching.create().match(x.withCenters(new double[][] {{1}}), x),
                "both segmentations need centres, or none");
        refused(() -> x.withCenters(new double[2][1]), "centers must have one row per segment (1), got 2");
        refused(() -> SegmentMatching.create().withThresholds(0.4, 0.2), "most must be between 0.5 and 1, got 0.4");
        refused(() -> SegmentMatching.create().withThresholds(0.5, 0), "part must be a finite number above 0, got 0");
        assertThat(SegmentMatching.create().withThresholds(0.6, 0.1))
                .isEqualTo(SegmentMatching.create().withThresholds(0.6, 0.1))
                .isNotEqualTo(SegmentMatching.create().withCenterWeight(0));
        assertThat(Arrays.asList(Transition.Kind.values())).hasSize(5);
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
