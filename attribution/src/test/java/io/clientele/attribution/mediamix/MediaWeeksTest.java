package io.clientele.attribution.mediamix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaWeeksTest {

    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

    private static MediaWeeks.Builder three() {
        return MediaWeeks.builder(List.of(MONDAY, MONDAY.plusDays(7), MONDAY.plusDays(14)));
    }

    @Test
    void holdsWhatWasGiven() {
        double[] tv = {1, 2, 3};
        MediaWeeks weeks = three().sales(5, 6, 7)
                .channel("tv", tv)
                .control("price", -1, 0, 1)
                .holiday(
                        "new year",
                        MONDAY,
                        MONDAY.plusDays(6),
                        MONDAY.plusDays(14),
                        MONDAY.minusDays(1),
                        MONDAY.plusDays(21))
                .build();
        tv[0] = 99;
        assertThat(weeks.weeks()).isEqualTo(3);
        assertThat(weeks.firstDay(2)).isEqualTo(LocalDate.of(2024, 1, 15));
        assertThat(weeks.sales()).containsExactly(5, 6, 7);
        assertThat(weeks.spend("tv")).containsExactly(1, 2, 3);
        assertThat(weeks.control("price")).containsExactly(-1, 0, 1);
        assertThat(weeks.control("new year")).containsExactly(2, 0, 1);
        assertThat(weeks.controls()).containsExactly("price", "new year");
        assertThat(weeks).hasToString("MediaWeeks[3 weeks from 2024-01-01, channels [tv], controls [price, new year]]");
        MediaWeeks same = MediaWeeks.builder(MONDAY, 3)
                .sales(5, 6, 7)
                .channel("tv", 1, 2, 3)
                .control("price", -1, 0, 1)
                .control("new year", 2, 0, 1)
                .build();
        assertThat(weeks).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(weeks).isNotEqualTo(three().channel("tv", 1, 2, 3).build());
        assertThat(three().channel("tv", 1, 2, 3).build().hasSales()).isFalse();
    }

    @Test
    void weeksOutOfStep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaWeeks.builder(List.of()))
                .withMessage("there are no weeks; at least one is needed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaWeeks.builder(List.of(MONDAY, MONDAY.plusDays(14))))
                .withMessage(
                        "the week of 2024-01-08 is missing: week 1 begins on 2024-01-15, the one before on 2024-01-01;"
                                + " add it, with spend 0 where nothing was spent");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaWeeks.builder(List.of(MONDAY, MONDAY.plusDays(1))))
                .withMessage(
                        "weeks must be in order and seven days apart: week 1 begins on 2024-01-02, the one before on"
                                + " 2024-01-01; sum days up to weeks first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaWeeks.builder(List.of(MONDAY, MONDAY)))
                .withMessageContaining("in order and seven days apart");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MediaWeeks.builder(List.of(MONDAY, MONDAY.minusDays(7))))
                .withMessageContaining("in order and seven days apart");
    }

    @Test
    void badValues() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().channel("tv", 1, -2, 3))
                .withMessage("channel 'tv', week 1 (2024-01-08): spend must be at least 0, got -2.0;"
                        + " book credit notes to the week of the spend");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().channel("tv", 1, 2, Double.NaN))
                .withMessage("channel 'tv', week 2 (2024-01-15): NaN is not allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().sales(1, Double.POSITIVE_INFINITY, 3))
                .withMessage("sales, week 1 (2024-01-08): an infinite value is not allowed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().control("price", 1, 2))
                .withMessage("control 'price' must have one value per week (3), got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().channel(" ", 1, 2, 3))
                .withMessage("the name of a channel or control must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().channel("tv", 1, 2, 3).control("tv", 1, 2, 3))
                .withMessage("'tv' is named twice; there are channels [tv] and controls []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> three().build())
                .withMessage("there are no channels; add at least one");
        MediaWeeks weeks = three().channel("tv", 1, 2, 3).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weeks.spend("radio"))
                .withMessage("there is no channel 'radio'; channels are [tv]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weeks.control("price"))
                .withMessage("there is no control 'price'; controls are []");
    }
}
