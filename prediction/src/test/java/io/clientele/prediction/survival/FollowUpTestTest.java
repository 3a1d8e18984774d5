package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.FitException;
import org.junit.jupiter.api.Test;

class FollowUpTestTest {

    /** Last event 6, end 9: events in (3, 6] are those at 4, 5 and 6; (1 - 3/8)^8. */
    @Test
    void byHand() {
        FollowUpTest test = FollowUpTest.of(
                SurvivalTable.of(new double[] {1, 3, 4, 5, 6, 6.5, 8, 9}, new int[] {1, 1, 1, 1, 1, 0, 0, 0}));
        assertThat(test.lastEvent()).isEqualTo(6);
        assertThat(test.lastTime()).isEqualTo(9);
        assertThat(test.lateEvents()).isEqualTo(3);
        assertThat(test.p()).isCloseTo(Math.pow(5 / 8.0, 8), within(1e-15));
        assertThat(test.sufficient(0.05)).isTrue();
        assertThat(test.sufficient(0.01)).isFalse();
    }

    @Test
    void eventAtTheEndSaysNothingIsOver() {
        FollowUpTest test = FollowUpTest.of(SurvivalTable.of(new double[] {1, 2, 2}, new int[] {1, 0, 1}));
        assertThat(test.p()).isEqualTo(1);
        assertThat(test.lateEvents()).isEqualTo(0);
    }

    @Test
    void weightsCountRepeatsAndNothingIsNothing() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 4, 5, 7}, new int[] {1, 1, 0, 1})
                .withWeights(new double[] {2, 3, 5, 0});
        assertThat(FollowUpTest.of(table).p()).isCloseTo(Math.pow(0.7, 10), within(1e-15));
    }

    @Test
    void refusesInWords() {
        assertThatThrownBy(() -> FollowUpTest.of(SurvivalTable.of(new double[] {1}, new int[1])))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "no events: all rows with a weight above 0 are censored, so nobody can tell whether the watch was long"
                                + " enough; watch longer");
        FollowUpTest test = FollowUpTest.of(SurvivalTable.of(new double[] {1}, new int[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.sufficient(2))
                .withMessageContaining("level must be");
    }
}
