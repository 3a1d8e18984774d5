package io.clientele.attribution.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.data.OrderLog;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeoPanelTest {

    private static final LocalDate DAY = LocalDate.parse("2026-03-28");

    @Test
    void ordersByGeoAndPeriodInLocalDays() {
        // clocks go forward in Berlin on 29 March 2026: that day has 23 hours
        OrderLog orders = OrderLog.builder()
                .add("ann", Instant.parse("2026-03-27T23:00:00Z"), 10)
                .add("ann", Instant.parse("2026-03-28T22:59:59Z"), 20)
                .add("bob", Instant.parse("2026-03-28T23:00:00Z"), 7)
                .add("cid", Instant.parse("2026-03-29T21:59:59Z"), 5)
                .add("cid", Instant.parse("2026-03-29T22:00:00Z"), 1)
                .add("bob", Instant.parse("2026-03-29T10:00:00Z"), -2)
                .add("eve", Instant.parse("2026-03-28T12:00:00Z"), 99)
                .build();
        Map<String, String> geos = Map.of("ann", "north", "bob", "north", "cid", "south", "dan", "west");
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        GeoPanel value = GeoPanel.of(orders, geos, DAY, 1, 2, berlin, Metric.VALUE);
        assertThat(value.geos()).containsExactly("north", "south", "west");
        assertThat(value.periods()).containsExactly(DAY, DAY.plusDays(1));
        assertThat(value.outcomes("north")).containsExactly(30, 5);
        assertThat(value.outcomes("south")).containsExactly(0, 5);
        assertThat(value.outcomes("west")).containsExactly(0, 0);
        GeoPanel count = GeoPanel.of(orders, geos, DAY, 1, 3, berlin, Metric.CONVERSIONS);
        assertThat(count.outcomes("north")).containsExactly(2, 1, 0);
        assertThat(count.outcomes("south")).containsExactly(0, 1, 1);
        assertThat(count.before(DAY.plusDays(2)))
                .isEqualTo(GeoPanel.of(orders, geos, DAY, 1, 2, berlin, Metric.CONVERSIONS));
        assertThat(value).hasToString("GeoPanel[3 geos, 2 periods from 2026-03-28 to 2026-03-29]");
    }

    @Test
    void badCells() {
        GeoPanel.Builder builder = GeoPanel.builder()
                .add("north", DAY, 1)
                .add("north", DAY.plusDays(7), 2)
                .add("south", DAY, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage(
                        "geo 'south' has no outcome in the period of 2026-04-04; every geo needs one in every period,"
                                + " 0 where nothing was sold");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add("north", DAY, 1))
                .withMessage("geo 'north' has two outcomes in the period of 2026-03-28; add up what belongs together"
                        + " first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add("south", DAY.plusDays(7), Double.NaN))
                .withMessage("outcome of geo 'south' in the period of 2026-04-04 must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeoPanel.builder().build())
                .withMessage("the panel has no rows; at least one is needed");
        GeoPanel panel = builder.add("south", DAY.plusDays(7), 0).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> panel.before(DAY))
                .withMessage("no period begins before 2026-03-28; the first is 2026-03-28");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> panel.outcomes("east"))
                .withMessage("there is no geo 'east'; geos are [north, south]");
        OrderLog none = OrderLog.builder().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeoPanel.of(none, Map.of(), DAY, 0, 1, ZoneId.of("UTC"), Metric.VALUE))
                .withMessage("days must be at least 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GeoPanel.of(none, Map.of(), DAY, 1, 1, ZoneId.of("UTC"), Metric.VALUE))
                .withMessage("the panel has no rows; at least one is needed");
    }
}
