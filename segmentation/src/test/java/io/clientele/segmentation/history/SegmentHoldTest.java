package io.clientele.segmentation.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.internal.random.RandomStreams;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SegmentHoldTest {

    @Test
    void anotherSegmentHasToBeSeenSeveralTimesInARow() {
        SegmentHold hold = SegmentHold.of(3);
        SegmentHold.State state = hold.start(1);
        int[] seen = {2, 2, 1, 2, 2, 3, 3, 3, 3};
        int[] shown = {1, 1, 1, 1, 1, 1, 1, 3, 3};
        for (int i = 0; i < seen.length; i++) {
            state = hold.next(state, seen[i]);
            assertThat(state.segment()).as("look %d", i).isEqualTo(shown[i]);
        }
        assertThat(SegmentHold.of(1).next(hold.start(1), 2).segment()).isEqualTo(2);
    }

    @Test
    void aClearMarginNeedsNoSecondLook() {
        SegmentHold hold = SegmentHold.of(5).withClearMargin(0.4);
        assertThat(hold.next(hold.start(1), 2, 0.39).segment()).isEqualTo(1);
        assertThat(hold.next(hold.start(1), 2, 0.4).segment()).isEqualTo(2);
        assertThat(hold).isEqualTo(SegmentHold.of(5).withClearMargin(0.4)).isNotEqualTo(SegmentHold.of(5));
    }

    @Test
    void noiseFlipsAsSeldomAsStated() {
        double p = 0.2;
        int looks = 200_000;
        for (int n : new int[] {1, 2, 3}) {
            RandomGenerator random = RandomStreams.stream(n, "hold", 0);
            SegmentHold hold = SegmentHold.of(n);
            int changes = 0;
            for (int i = 0; i < looks; i++) {
                SegmentHold.State state = hold.start(0);
                for (int look = 0; look < n; look++) { // a run of n misplacements from rest
                    state = hold.next(state, random.nextDouble() < p ? 1 : 0);
                }
                changes += state.segment() == 1 ? 1 : 0;
            }
            double stated = Math.pow(p, n);
            double deviation = Math.sqrt(stated * (1 - stated) / looks);
            assertThat((double) changes / looks).isBetween(stated - 4 * deviation, stated + 4 * deviation);
        }
        // a long life: changes per look stay below p to the n
        SegmentHold three = SegmentHold.of(3);
        RandomGenerator random = RandomStreams.stream(9, "hold", 1);
        SegmentHold.State state = three.start(0);
        int away = 0;
        for (int i = 0; i < looks; i++) {
            SegmentHold.State next = three.next(state, random.nextDouble() < p ? 1 : 0);
            away += state.segment() == 0 && next.segment() == 1 ? 1 : 0;
            state = next;
        }
        assertThat((double) away / looks).isLessThan(Math.pow(p, 3));
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentHold.of(0))
                .withMessage("looks must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentHold.of(2).withClearMargin(0))
                .withMessage("margin must be a finite number above 0, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SegmentHold.of(2).next(SegmentHold.of(2).start(0), 1, Double.NaN))
                .withMessage("margin must be a finite number of at least 0, got NaN");
    }
}
