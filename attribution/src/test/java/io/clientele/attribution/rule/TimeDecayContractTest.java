package io.clientele.attribution.rule;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.JourneyTableBuilder;
import io.clientele.core.Estimator;
import io.clientele.core.contract.EstimatorContract;
import io.clientele.core.internal.random.RandomStreams;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

class TimeDecayContractTest extends EstimatorContract<JourneyTable, Attribution> {

    @Override
    protected Estimator<JourneyTable, Attribution> estimator() {
        return TimeDecay.ofHalfLife(Duration.ofDays(7));
    }

    @Override
    protected JourneyTable data() {
        RandomGenerator random = RandomStreams.stream(1, "decay", 0);
        Instant end = Instant.parse("2026-01-01T00:00:00Z");
        JourneyTableBuilder builder = JourneyTable.builder();
        for (int i = 0; i < 5000; i++) {
            for (int j = random.nextInt(5); j >= 0; j--) {
                builder.touch("c" + random.nextInt(6), end.minusSeconds(random.nextInt(3_000_000)));
            }
            if (random.nextInt(3) == 0) {
                builder.convert("u" + i % 900, end, random.nextInt(100));
            } else {
                builder.end("u" + i % 900, end);
            }
        }
        return builder.build();
    }
}
