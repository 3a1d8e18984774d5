package io.clientele.segmentation.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Estimator;
import io.clientele.core.contract.AccumulatorContract;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.data.OrderLog;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class CohortsContractTest extends EstimatorContract<OrderLog, CohortTable> {

    @Override
    protected Cohorts estimator() {
        return Cohorts.by(CohortPeriod.MONTH, ZoneOffset.UTC);
    }

    @Override
    protected OrderLog data() {
        return CohortsTest.random(0, 4000);
    }

    @Override
    protected Map<OrderLog, String> refused() {
        return Map.of(OrderLog.builder().build(), "the log has no rows; at least one is needed");
    }

    @Override
    protected Map<String, Estimator<OrderLog, CohortTable>> variants() {
        return Map.of(
                "withAsOf", estimator().withAsOf(Instant.parse("2023-09-01T00:00:00Z")),
                "withUnfinishedPeriod", estimator().withUnfinishedPeriod(true));
    }

    @Nested
    class Cells extends AccumulatorContract<OrderLog, CohortCells, double[]> {

        private final OrderLog log = CohortsTest.random(1, 60);

        @Override
        protected CohortCells create() {
            Calendar calendar = Calendar.of(
                    CohortPeriod.MONTH,
                    ZoneOffset.UTC,
                    CohortsTest.START.toEpochMilli(),
                    CohortsTest.END.toEpochMilli() - 1);
            return new CohortCells(calendar, CohortsTest.END.toEpochMilli());
        }

        @Override
        protected OrderLog rows() {
            return log;
        }

        @Override
        protected int size() {
            return log.customers().size();
        }

        @Override
        protected void assertAgree(double[] actual, double[] expected) {
            // counts exact; compensated sums of money to the last digits
            assertThat(actual).containsExactly(expected, within(1e-11));
        }
    }

    @Nested
    class Span extends AccumulatorContract<OrderLog, PurchaseSpan, long[]> {

        private final OrderLog log = CohortsTest.random(2, 60);

        @Override
        protected PurchaseSpan create() {
            return new PurchaseSpan(CohortsTest.END.toEpochMilli());
        }

        @Override
        protected OrderLog rows() {
            return log;
        }

        @Override
        protected int size() {
            return log.customers().size();
        }
    }
}
