package io.clientele.attribution.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.attribution.PathTable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PrivacyThresholdTest {

    private static final Instant END = Instant.parse("2026-01-01T00:00:00Z");

    /** Channel c0 is met by 40 customers, c1 by 20, c2 by 10, c3 by 5, c4 by 2; each twice. */
    private static JourneyTable journeys() {
        JourneyTableBuilder builder = JourneyTable.builder();
        int[] customers = {40, 20, 10, 5, 2};
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 40; i++) {
                for (int c = 0; c < 5; c++) {
                    if (i >= 40 - customers[c]) {
                        builder.touch("c" + c, END.minusSeconds(5 - c));
                    }
                }
                builder.convert("u" + i, END, 10);
            }
        }
        return builder.build();
    }

    private static int behind(JourneyTable journeys, String channel) {
        Set<Integer> customers = new HashSet<>();
        for (int j = 0; j < journeys.journeys(); j++) {
            for (int i = 0; i < journeys.length(j); i++) {
                if (journeys.channels().get(journeys.channel(j, i)).equals(channel)) {
                    customers.add(journeys.customer(j));
                }
            }
        }
        return customers.size();
    }

    @Test
    void everyChannelHasEnoughCustomers() {
        for (int least = 1; least <= 40; least++) {
            JourneyTable safe = PrivacyThreshold.of(least).apply(journeys());
            for (String channel : safe.channels()) {
                assertThat(behind(safe, channel)).as("%s at %d", channel, least).isGreaterThanOrEqualTo(least);
            }
            assertThat(safe.conversions()).isEqualTo(80);
            assertThat(safe.paths().value()).isEqualTo(800);
        }
    }

    @Test
    void theRarestArePooledUntilThePoolIsLargeEnough() {
        JourneyTable all = PrivacyThreshold.of(2).apply(journeys());
        assertThat(all.paths()).isEqualTo(journeys().paths());
        assertThat(all.report().pooledChannels()).isEmpty();
        JourneyTable safe = PrivacyThreshold.of(4).apply(journeys());
        // c4 alone has too few, and with c3 it has c3's five customers
        assertThat(safe.report().pooledChannels()).containsExactly("c3", "c4");
        assertThat(safe.channels()).containsExactly("(other)", "c0", "c1", "c2");
        assertThat(PrivacyThreshold.of(15).apply(journeys()).report().pooledChannels())
                .containsExactly("c1", "c2", "c3", "c4");
        PathTable paths = safe.paths();
        assertThat(paths.path(paths.paths() - 1)).containsExactly("c0", "c1", "c2", "(other)", "(other)");
    }

    @Test
    void theReportSaysWhenItIsOn() {
        assertThat(journeys().report().privacyThreshold()).isEmpty();
        assertThat(journeys().report().toString()).doesNotContain("privacy");
        assertThat(PrivacyThreshold.of(2).apply(journeys()).report().privacyThreshold())
                .hasValue(2);
        assertThat(PrivacyThreshold.of(4).apply(journeys()).report().toString())
                .endsWith(", privacyThreshold=4, pooledChannels=[c3, c4]]");
    }

    @Test
    void rarePathsAreCountedTogether() {
        // from the rarest: c0..c4 by 2 customers, c0..c3 by 3, c0..c2 by 5, c0 c1 by 10, c0 by 20; each twice
        assertThat(PrivacyThreshold.of(2).paths(journeys()))
                .isEqualTo(journeys().paths());
        for (int least = 3; least <= 40; least++) {
            PathTable paths = PrivacyThreshold.of(least).paths(journeys());
            assertThat(paths.conversions()).isEqualTo(80);
            assertThat(paths.value()).isEqualTo(800);
            for (int row = 0; row < paths.paths(); row++) {
                assertThat(paths.conversions(row)).isGreaterThanOrEqualTo(2L * least);
            }
        }
        PathTable some = PrivacyThreshold.of(4).paths(journeys());
        assertThat(some.path(0)).containsExactly("(other)");
        assertThat(some.conversions(0)).isEqualTo(10);
        assertThat(some.paths()).isEqualTo(4);
        // the pool of five is too small for six, so the next rarest path joins it
        assertThat(PrivacyThreshold.of(6).paths(journeys()).conversions(0)).isEqualTo(20);
        assertThat(PrivacyThreshold.of(21).paths(journeys()).paths()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivacyThreshold.of(41).paths(journeys()))
                .withMessage("the journeys are of 40 customers, fewer than the threshold of 41; nothing may be shown");
    }

    @Test
    void badArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivacyThreshold.of(0))
                .withMessage("customers must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivacyThreshold.of(41).apply(journeys()))
                .withMessage("the journeys are of 40 customers, fewer than the threshold of 41; nothing may be shown");
        JourneyTable once = PrivacyThreshold.of(4).apply(journeys());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrivacyThreshold.of(4).apply(once))
                .withMessage("channel '(other)' has the name of the pool; rename it, or do not pool twice");
        assertThat(List.of(PrivacyThreshold.of(3)).toString()).isEqualTo("[PrivacyThreshold[3 customers]]");
    }
}
