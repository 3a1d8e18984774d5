package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.Execution;
import io.clientele.core.data.OrderLog;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelWindowTest {

    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2026-07-01T00:00:00Z");

    private static final OrderLog ORDERS = OrderLog.builder()
            .add("ann", Instant.parse("2026-05-01T00:00:00Z"), 10)
            .add("ann", JUNE, 20) // at the cut-off: in the window
            .add("ann", Instant.parse("2026-06-10T00:00:00Z"), 25)
            .add("ann", JULY, 30) // 30 days later: out of a window of 30 days
            .add("bob", Instant.parse("2026-05-01T00:00:00Z"), 40)
            .add("bob", Instant.parse("2026-06-15T00:00:00Z"), -40)
            .build();

    private static FeatureSnapshot as(Instant... cutoffs) {
        return FeatureRecipe.of(Events.orders().count())
                .compute(EventLogs.of(ORDERS), List.of(cutoffs), Execution.sequential());
    }

    @Test
    void windowStartsAtTheCutoffAndItsEndDoesNotCount() {
        Labels labels = LabelWindow.ofDays(30).label(as(JUNE), ORDERS);
        assertThat(labels.orders()).containsExactly(2, 0);
        assertThat(labels.amounts()).containsExactly(45, 0);
        assertThat(labels.bought()).containsExactly(1, 0);
        assertThat(labels.completeRows()).containsExactly(0, 1);
        assertThat(labels).hasToString("Labels[2 rows, 0 censored]");
    }

    @Test
    void gapLeavesOutWhatComesSoon() {
        Labels labels = LabelWindow.ofDays(20).withGapDays(10).label(as(JUNE), ORDERS);
        assertThat(labels.orders()).containsExactly(0, 0);
        assertThat(labels.warnings())
                .containsExactly("cut-off 2026-06-01T00:00:00Z: nobody buys in the label window from"
                        + " 2026-06-11T00:00:00Z to 2026-07-01T00:00:00Z");
    }

    @Test
    void windowBeyondTheDataIsRefusedOrFlagged() {
        LabelWindow window = LabelWindow.ofDays(30);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.withGapDays(1).label(as(JUNE), ORDERS))
                .withMessage(
                        "cut-off 2026-06-01T00:00:00Z: the label window ends at 2026-07-02T00:00:00Z, beyond the end of"
                                + " the data at 2026-07-01T00:00:00Z; take an earlier cut-off or fewer days, or ask for"
                                + " withCensoredRows()");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> window.label(as(JULY), ORDERS))
                .withMessage(
                        "cut-off 2026-07-01T00:00:00Z is not before the end of the data, 2026-07-01T00:00:00Z, so its"
                                + " label window is empty; take an earlier cut-off or fewer days, or ask for withCensoredRows()");
        Labels flagged = window.withCensoredRows().label(as(JUNE, JULY), ORDERS);
        assertThat(flagged.censored()).isEqualTo(2);
        assertThat(flagged.isCensored(1)).isFalse();
        assertThat(flagged.isCensored(2)).isTrue();
        assertThat(flagged.bought()).containsExactly(1, 0, Double.NaN, Double.NaN);
        assertThat(flagged.amounts()).containsExactly(45, 0, Double.NaN, Double.NaN);
        Labels told = window.label(as(JUNE, JULY), ORDERS, Instant.parse("2026-08-01T00:00:00Z"));
        assertThat(told.bought()).containsExactly(1, 0, 1, 0);
        Labels none = window.withCensoredRows().label(as(JULY), ORDERS);
        assertThat(none.completeRows()).isEmpty();
    }

    @Test
    void badInputIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelWindow.ofDays(0))
                .withMessage("days must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelWindow.ofDays(1).withGapDays(-1))
                .withMessage("gapDays must be at least 0, got -1");
        OrderLog empty = OrderLog.builder().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LabelWindow.ofDays(1).label(as(JUNE), empty))
                .withMessage("the order log has no rows; at least one is needed");
    }

    @Test
    void equalByValue() {
        assertThat(LabelWindow.ofDays(30).withGapDays(7))
                .isEqualTo(LabelWindow.ofDays(30).withGapDays(7))
                .isNotEqualTo(LabelWindow.ofDays(30))
                .hasToString("LabelWindow[days=30, gapDays=7, censoredRows=false]");
        assertThat(LabelWindow.ofDays(30).label(as(JUNE), ORDERS))
                .isEqualTo(LabelWindow.ofDays(30).label(as(JUNE), ORDERS));
    }

    @Test
    void endIsGapAndDaysAfterTheCutoff() {
        LabelWindow window = LabelWindow.ofDays(30).withGapDays(7);
        assertThat(window.days()).isEqualTo(30);
        assertThat(window.gapDays()).isEqualTo(7);
        assertThat(window.end(Instant.parse("2026-03-01T12:00:00Z"))).isEqualTo(Instant.parse("2026-04-07T12:00:00Z"));
    }
}
