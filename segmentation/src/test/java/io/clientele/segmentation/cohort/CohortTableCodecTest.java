package io.clientele.segmentation.cohort;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.data.OrderLog;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CohortTableCodecTest extends ModelCodecContract<CohortTable> {

    @Override
    protected ModelCodec<CohortTable> codec() {
        return new CohortTableCodec();
    }

    @Override
    protected List<CohortTable> models() {
        return List.of(
                golden1(),
                Cohorts.by(CohortPeriod.QUARTER, ZoneOffset.UTC).fit(CohortsTest.random(3, 20)),
                Cohorts.by(CohortPeriod.YEAR, ZoneOffset.UTC)
                        .withUnfinishedPeriod(true)
                        .fit(CohortsTest.random(4, 1)));
    }

    @Override
    protected Map<String, CohortTable> golden() {
        return Map.of("golden/cohorts-1.json", golden1());
    }

    @Test
    void tablesThatCannotBeAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        refused(text.replace("\"2024-01-01\"", "\"January\""), "first must be a day such as 2024-01-01, got 'January'");
        refused(text.replace("\"periods\": 3", "\"periods\": 4"), "active must have one number per cell (10), got 6");
        refused(
                text.replace("\"active\": [2,1,", "\"active\": [2,7,"),
                "size of a cohort, as of its active customers must be at least 7, got 2");
    }

    private void refused(String text, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessageContaining(part);
    }

    private static CohortTable golden1() {
        OrderLog orders = OrderLog.builder()
                .add("ann", Instant.parse("2024-01-05T10:00:00Z"), 20)
                .add("ann", Instant.parse("2024-02-05T10:00:00Z"), 30.5)
                .add("bob", Instant.parse("2024-01-31T23:59:59Z"), 10)
                .add("bob", Instant.parse("2024-03-01T00:00:00Z"), -4)
                .add("cid", Instant.parse("2024-02-10T00:00:00Z"), 7)
                .add("cid", Instant.parse("2024-01-10T00:00:00Z"), -1)
                .build();
        return Cohorts.by(CohortPeriod.MONTH, ZoneOffset.UTC).fit(orders);
    }
}
