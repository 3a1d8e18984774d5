package io.clientele.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Touchpoints and activities; what they share with orders is held in {@link OrderLogTest}. */
class EventLogsTest {

    private static final Instant T = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void touchpointsHaveChannelCampaignAndCost() {
        TouchpointLog log = TouchpointLog.builder()
                .customer("bob")
                .time(T)
                .channel("search")
                .cost(0.5)
                .add()
                .customer("ann")
                .time(T.plusMillis(1))
                .channel("e-mail")
                .campaign("spring")
                .add()
                .customer("ann")
                .time(T)
                .channel("search")
                .cost(0.25)
                .add()
                .build();
        assertThat(log.customers().ids()).containsExactly("ann", "bob");
        assertThat(log.channels().ids()).containsExactly("search", "e-mail");
        assertThat(log.campaigns().ids()).containsExactly("spring");
        assertThat(List.of(log.channel(0), log.channel(1), log.channel(2))).containsExactly(0, 1, 0);
        assertThat(List.of(log.campaign(0), log.campaign(1), log.campaign(2))).containsExactly(-1, 0, -1);
        assertThat(log.cost(1)).isZero();
        assertThat(log.time(1)).isEqualTo(T.toEpochMilli() + 1);
        assertThat(log.before(T.plusMillis(1)).rows()).isEqualTo(2);
        assertThat(log.before(T.plusMillis(1)).campaigns().size()).isZero();
        assertThat(log).hasToString("TouchpointLog[3 touches, 2 channels, 2 customers]");
    }

    @Test
    void kindsOfTouch() {
        TouchpointLog log = TouchpointLog.builder()
                .customer("bob")
                .time(T)
                .channel("search")
                .kind("click")
                .add()
                .customer("ann")
                .time(T.plusMillis(1))
                .channel("search")
                .kind("view")
                .add()
                .customer("ann")
                .time(T)
                .channel("search")
                .add()
                .build();
        assertThat(log.kinds().ids()).containsExactly("view", "click");
        assertThat(log.kind(0)).isEqualTo(-1);
        assertThat(log.kind(1)).isZero();
        assertThat(log.kind(2)).isEqualTo(1);
        TouchpointLog before = log.before(T.plusMillis(1));
        assertThat(before.kinds().ids()).containsExactly("click");
        assertThat(before.kind(1)).isZero();
        TouchpointLog without = TouchpointLog.builder()
                .customer("ann")
                .time(T)
                .channel("search")
                .add()
                .customer("bob")
                .time(T)
                .channel("search")
                .add()
                .build();
        assertThat(without).isNotEqualTo(before);
        assertThat(without.kinds().size()).isZero();
        assertThat(before.bytes() - without.bytes()).isEqualTo(8);
        assertThatThrownBy(() -> TouchpointLog.builder().kind(" ")).hasMessage("row 0: kind must not be blank");
    }

    @Test
    void touchpointsRefuseWhatMakesNoSense() {
        TouchpointLog.Builder log = TouchpointLog.builder();
        assertThatThrownBy(() -> log.cost(-1)).hasMessage("row 0: cost must be a finite number of at least 0, got -1");
        assertThatThrownBy(() -> log.cost(Double.NaN)).hasMessage("row 0: cost must be a number, got NaN");
        assertThatThrownBy(() -> log.channel("")).hasMessage("row 0: channel must not be blank");
        assertThatThrownBy(() -> log.customer(1).time(T).add()).hasMessage("row 0: set the channel before add()");
    }

    @Test
    void activitiesHaveKindAndAmount() {
        ActivityLog log = ActivityLog.builder()
                .customer(20)
                .time(T)
                .kind("visit")
                .add()
                .customer(3)
                .time(T)
                .kind("return")
                .amount(-12)
                .add()
                .build();
        assertThat(log.customers().number(0)).isEqualTo(3);
        assertThat(log.kinds().ids()).containsExactly("return", "visit");
        assertThat(log.amount(0)).isEqualTo(-12);
        assertThat(log.amount(1)).isZero();
        assertThat(log.before(T).rows()).isZero();
        assertThat(log).hasToString("ActivityLog[2 events, 2 kinds, 2 customers]");
        assertThatThrownBy(() -> ActivityLog.builder().customer(1).time(T).add())
                .hasMessage("row 0: set the kind before add()");
    }

    @Test
    void logsAreMadeOfAnything() {
        assertThat(TouchpointLog.from(
                                List.of("a", "b"),
                                (c, log) -> log.customer(c).time(T).channel("x").add())
                        .rows())
                .isEqualTo(2);
        assertThat(ActivityLog.from(
                                List.of("a", "b"),
                                (c, log) -> log.customer(c).time(T).kind("x").add())
                        .rows())
                .isEqualTo(2);
    }
}
