package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.FitReport;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import io.clientele.optimization.internal.UnitHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BanditSnapshotTest extends ModelCodecContract<BanditSnapshot> {

    @Override
    protected ModelCodec<BanditSnapshot> codec() {
        return new BanditSnapshotCodec();
    }

    private static BanditSnapshot golden1() {
        return ThompsonSampling.of("control", "banner", "video")
                .withPaused("video")
                .withControl("control", 0.25)
                .withSalt(-3)
                .fit(ArmCounts.of("banner", 1, 2).plus(ArmCounts.of("old", 3, 4)));
    }

    private static BanditSnapshot revenue2() {
        return ThompsonSampling.of("control", "banner")
                .fit(RevenueCounts.of("banner", 400, 49.9, 12), RevenuePrior.of(60, 30));
    }

    private static BanditSnapshot of(Posterior one, Posterior two) {
        return EpsilonGreedy.of(0.5, "a", "b").fit(Map.of("a", one, "b", two), 7);
    }

    @Override
    protected List<BanditSnapshot> models() {
        return List.of(
                golden1(),
                revenue2(),
                of(new GammaPosterior(3, 4), new GammaPosterior(1, 2)),
                of(new NormalPosterior(3, 4), new NormalPosterior(1, 2)),
                of(new StudentPosterior(3, 4, 9), new StudentPosterior(1, 2, 20)),
                ThompsonSampling.of("only").fit(ArmCounts.empty()),
                ThompsonSampling.of("a", "b", "c").fit(ArmCounts.of("b", 400, 1_000_000_000_000L)));
    }

    @Override
    protected Map<String, BanditSnapshot> golden() {
        return Map.of(
                "golden/bandit-1.json",
                golden1(),
                "golden/bandit-2.json",
                golden1(),
                "golden/bandit-revenue-2.json",
                revenue2());
    }

    @Test
    void makesTheSameChoicesAfterReading(@TempDir Path folder) {
        BanditSnapshot snapshot = ThompsonSampling.of("a", "b", "c").fit(ArmCounts.of("a", 4, 50));
        snapshot.write(folder.resolve("bandit.json"));
        BanditSnapshot same = BanditSnapshot.read(folder.resolve("bandit.json"));
        assertThat(same.version()).isEqualTo(snapshot.version());
        for (long unit = -500; unit < 500; unit++) {
            assertThat(same.choose(unit)).isEqualTo(snapshot.choose(unit));
            assertThat(same.choose("u" + unit)).isEqualTo(snapshot.choose("u" + unit));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        snapshot.write(out);
        assertThat(BanditSnapshot.read(new ByteArrayInputStream(out.toByteArray())))
                .isEqualTo(snapshot);
    }

    /** A new release must not reshuffle a shop's customers. The choices are those of src/test/oracle/unit_hash.py too. */
    @Test
    void choicesAreFixedForEver() {
        BanditSnapshot half = new BanditSnapshot(
                List.of("a", "b"),
                List.of(new BetaPosterior(1, 1), new BetaPosterior(1, 1)),
                new long[] {1L << 52, 1L << 53},
                new UnitHash(42),
                FitReport.builder().build());
        StringBuilder longs = new StringBuilder();
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 64; i++) {
            longs.append(half.choose((long) i));
            texts.append(half.choose("customer-" + i));
        }
        assertThat(longs).hasToString("1011100010111101100011110000111110101101001000000110101111111000");
        assertThat(texts).hasToString("1101110101000100101001111110001110110100000001001110100001000111");
    }

    @Test
    void textsOfAnyKindOfCharSequence() {
        BanditSnapshot snapshot = ThompsonSampling.of("a", "b", "c").fit(ArmCounts.empty());
        for (String text : new String[] {"", "x", "xy", "xyz", "xyzw", "xyzwv", "Grüße aus Łódź", "\0", "\0\0"}) {
            assertThat(snapshot.choose(new StringBuilder(text))).isEqualTo(snapshot.choose(text));
        }
        UnitHash hash = new UnitHash(0);
        assertThat(hash.of("")).isNotEqualTo(hash.of("\0"));
        assertThat(hash.of("\0")).isNotEqualTo(hash.of("\0\0"));
        assertThat(hash.of("ab")).isNotEqualTo(hash.of("ba"));
    }

    @Test
    void versionNamesTheAssignment() {
        ThompsonSampling recipe = ThompsonSampling.of("a", "b");
        ArmCounts counts = ArmCounts.of("a", 4, 50);
        long version = recipe.fit(counts).version();
        assertThat(recipe.fit(counts).version()).isEqualTo(version);
        assertThat(recipe.withSalt(1).fit(counts).version()).isNotEqualTo(version);
        assertThat(recipe.fit(counts.plus(counts)).version()).isNotEqualTo(version);
        assertThat(ThompsonSampling.of("a", "x").fit(counts).version()).isNotEqualTo(version);
    }

    @Test
    void isAValue() {
        BanditSnapshot snapshot = golden1();
        snapshot.shares()[0] = 9;
        assertThat(snapshot).isEqualTo(golden1());
        assertThat(snapshot).isNotEqualTo(models().get(1));
        assertThat(snapshot.arm(1)).isEqualTo("banner");
        assertThat(snapshot.toString()).startsWith("BanditSnapshot[version=").contains("shares=[0.25, 0.75, 0.0]");
    }

    @Test
    void damagedFieldsAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("9007199254740992", "9007199254740993")))
                .withMessageContaining("the last of bounds must be 2^53");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replace("\"alpha\": [1", "\"alpha\": [-1")))
                .withMessageContaining("alpha must be between");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        ModelFiles.read(codec(), text.replace("\"posterior\": \"beta", "\"posterior\": \"cauchy")))
                .withMessageContaining("posterior 'cauchy' is not known");
    }
}
