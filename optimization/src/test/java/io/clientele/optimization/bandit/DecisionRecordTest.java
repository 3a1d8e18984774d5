package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.io.CsvSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionRecordTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    @TempDir
    Path folder;

    /** Any 64 bits, any propensity, commas, quotes and line ends in names. */
    @Test
    void roundTrip() {
        RandomGenerator random = RandomStreams.stream(1, "decision.record", 0);
        String[] units = {"customer-17", "a,b;c", "said \"so\"", "Zoë 名", "two\nlines", "0017"};
        List<DecisionRecord> decisions = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            decisions.add(new DecisionRecord(
                    units[i % units.length],
                    NOON.plusNanos(random.nextLong() >>> 8),
                    random.nextLong(),
                    i % 2 == 0 ? "banner" : "\"video\", long",
                    1 - random.nextDouble(),
                    random.nextLong()));
        }
        decisions.add(new DecisionRecord("x", NOON, Long.MIN_VALUE, "banner", Double.MIN_VALUE, Long.MAX_VALUE));
        Path file = folder.resolve("decisions.csv");
        try (DecisionWriter writer = DecisionWriter.append(file)) {
            decisions.subList(0, 200).forEach(writer::add);
        }
        try (DecisionWriter writer = DecisionWriter.append(file)) {
            decisions.subList(200, 501).forEach(writer::add);
        }
        assertThat(DecisionReader.read(CsvSource.of(file))).isEqualTo(decisions);
    }

    /** From the snapshot to the value of another policy, by way of a file, as from memory. */
    @Test
    void snapshotToEvaluation() {
        BanditSnapshot snapshot = ThompsonSampling.of("control", "banner")
                .fit(ArmCounts.of("banner", 12, 100).plus(ArmCounts.of("control", 9, 100)));
        Path file = folder.resolve("log.csv");
        DecisionLog.Builder expected = DecisionLog.builder("control", "banner");
        try (DecisionWriter writer = DecisionWriter.append(file)) {
            for (int i = 0; i < 1_000; i++) {
                int arm = snapshot.choose("customer-" + i);
                writer.add(DecisionRecord.of("customer-" + i, NOON.plusSeconds(i), snapshot, arm, 0));
                expected.add(snapshot.arm(arm), snapshot.share(arm), i % 10 == 0 ? 1 : 0);
            }
        }
        List<DecisionRecord> decisions = DecisionReader.read(CsvSource.of(file));
        assertThat(decisions).allMatch(d -> d.version() == snapshot.version());
        DecisionLog log = DecisionReader.log(
                List.of("control", "banner"), decisions, d -> d.unit().endsWith("0") ? 1 : 0);
        assertThat(log).isEqualTo(expected.build());
        assertThat(OffPolicyEvaluation.create()
                        .evaluate(log, TargetPolicy.uniform(2))
                        .refusal())
                .isEmpty();
    }

    @Test
    void linesOfSeveralThreadsDoNotMix() {
        Path file = folder.resolve("threads.csv");
        try (DecisionWriter writer = DecisionWriter.append(file)) {
            IntStream.range(0, 4)
                    .mapToObj(t -> new Thread(() -> {
                        for (int i = 0; i < 2_000; i++) {
                            writer.add(new DecisionRecord("unit-" + t, NOON, i, "banner", 0.5, t));
                        }
                    }))
                    .peek(Thread::start)
                    .toList()
                    .forEach(DecisionRecordTest::join);
            writer.flush();
            assertThat(DecisionReader.read(CsvSource.of(file)))
                    .hasSize(8_000)
                    .allMatch(d -> d.unit().equals("unit-" + d.context()));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void badInput() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecisionRecord(" 17", NOON, 0, "a", 1, 0))
                .withMessage("unit must not be blank or have space around it, got ' 17'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecisionRecord("17", NOON, 0, "", 1, 0))
                .withMessage("arm must not be blank or have space around it, got ''");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecisionRecord("17", NOON, 0, "a", 0, 0))
                .withMessage("propensity must be above 0 and at most 1, got 0.0; log the share with which the arm was "
                        + "chosen");
        assertThatNullPointerException()
                .isThrownBy(() -> new DecisionRecord("17", null, 0, "a", 1, 0))
                .withMessage("time");
        bad("17,2026-01-31T12:00:00Z,1.5,a,0.5,0", "version and context must be whole numbers, got '1.5' and '0'");
        bad("17,yesterday,1,a,0.5,0", "time must be like 2026-01-31T12:00:00Z, got 'yesterday'");
        bad("17,2026-01-31T12:00:00Z,1,a,1.5,0", "propensity must be above 0 and at most 1, got 1.5");
        List<DecisionRecord> one = List.of(new DecisionRecord("17", NOON, 0, "a", 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionReader.log(List.of("b"), one, d -> 0))
                .withMessage("row 0: arm 'a' is not known; arms are [b]");
        assertThatThrownBy(() -> DecisionWriter.append(folder))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cannot be written");
    }

    private void bad(String line, String message) throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, DecisionWriter.HEADER + "\n" + line + "\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionReader.read(CsvSource.of(file)))
                .withMessageContaining("bad.csv")
                .withMessageContaining("data row 1: " + message);
    }
}
