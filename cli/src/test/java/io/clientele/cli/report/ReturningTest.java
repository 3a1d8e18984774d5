package io.clientele.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.OrderLog;
import io.clientele.prediction.survival.SurvivalCurve;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReturningTest {

    private static OrderLog.Builder order(OrderLog.Builder log, String customer, String time, double amount) {
        return log.customer(customer).time(Instant.parse(time)).amount(amount).add();
    }

    @Test
    void gapsByHand() {
        OrderLog.Builder log = OrderLog.builder();
        order(log, "ann", "2026-01-01T09:00:00Z", 5);
        order(log, "ann", "2026-01-01T20:00:00Z", 5); // the same day
        order(log, "ann", "2026-01-03T09:00:00Z", 5); // 2 days
        order(log, "ann", "2026-01-04T09:00:00Z", -5); // a return is no order
        order(log, "ann", "2026-01-09T09:00:00Z", 5); // 6 days, then open for 2
        order(log, "bob", "2026-01-01T09:00:00Z", 5); // open for 10
        Returning returning = new Returning(log.build(), Instant.parse("2026-01-11T00:00:00Z"), ZoneOffset.UTC);
        assertThat(returning.endedGaps()).isEqualTo(2);
        assertThat(returning.commonDays()).isEqualTo(6);
        SurvivalCurve open = returning.curve(0.95, Execution.sequential());
        // four gaps: 2 ended, 2 open, 6 ended, 10 open; at 2 one of four, at 6 one of two
        assertThat(open.survival(2)).isCloseTo(0.75, within(1e-15));
        assertThat(open.survival(6)).isCloseTo(0.375, within(1e-15));
        assertThat(open.lastTime()).isEqualTo(10);
    }

    @Test
    void aDayIsOneOfTheZone() {
        OrderLog.Builder log = OrderLog.builder();
        order(log, "ann", "2026-01-01T23:00:00Z", 5); // 08:00 of the 2nd in Tokyo
        order(log, "ann", "2026-01-02T01:00:00Z", 5); // 10:00 of the 2nd in Tokyo
        OrderLog orders = log.build();
        Instant asOf = Instant.parse("2026-01-10T00:00:00Z");
        assertThat(new Returning(orders, asOf, ZoneId.of("Asia/Tokyo")).endedGaps())
                .isZero();
        assertThat(new Returning(orders, asOf, ZoneOffset.UTC).endedGaps()).isEqualTo(1);
    }
}
