package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureRecipeCodecTest extends ModelCodecContract<FeatureRecipe> {

    @Override
    protected ModelCodec<FeatureRecipe> codec() {
        return new FeatureRecipeCodec();
    }

    @Override
    protected List<FeatureRecipe> models() {
        return List.of(golden1(), FeatureRecipe.of(Events.orders().count()), FeatureRecipe.of(oneOfEachKind()));
    }

    /** With the first source that has it; every one would make the tries of damage long. */
    private static List<Feature> oneOfEachKind() {
        Map<Feature.Kind, Feature> kinds = new EnumMap<>(Feature.Kind.class);
        RandomShop.everything()
                .features()
                .forEach(feature -> kinds.putIfAbsent(feature.options().kind(), feature));
        assertThat(kinds).hasSameSizeAs(Feature.Kind.values());
        return List.copyOf(kinds.values());
    }

    @Test
    void everyFeatureComesBack() {
        FeatureRecipe all = RandomShop.everything();
        assertThat(ModelFiles.read(codec(), ModelFiles.text(codec(), all))).isEqualTo(all);
    }

    @Override
    protected Map<String, FeatureRecipe> golden() {
        return Map.of("golden/features-1.json", golden1());
    }

    private static FeatureRecipe golden1() {
        Events mails = Events.touches("e-mail");
        return FeatureRecipe.of(
                        Events.orders().daysSinceLast().named("recency"),
                        Events.orders().sum(Value.AMOUNT).inLastDays(90).trend().orElse(-0.5),
                        Events.lines().entropy(Category.PRODUCT).inLastDays(365),
                        mails.count().inLastDays(30).dividedBy(mails.count()),
                        Events.activities("visit").decayedCount(14),
                        Events.returns().decayedSum(Value.QUANTITY, 7.5))
                .withMissingIndicators()
                .withPopulation(Events.orders().count().inLastDays(365));
    }

    @Test
    void filesAndStreams(@TempDir Path folder) {
        FeatureRecipe recipe = golden1();
        Path file = folder.resolve("recipe.json");
        recipe.write(file);
        assertThat(FeatureRecipe.read(file)).isEqualTo(recipe);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        recipe.write(out);
        assertThat(FeatureRecipe.read(new ByteArrayInputStream(out.toByteArray())))
                .isEqualTo(recipe);
    }

    @Test
    void whatNoReleaseWroteIsNamed() {
        String text = ModelFiles.text(
                codec(), FeatureRecipe.of(Events.orders().count().inLastDays(30)));
        refused(
                text.replace("\"count\"", "\"median\""),
                "field 'kind' must be one of [count, sum, mean, min, max, last, distinct, entropy, days_since_last,"
                        + " days_since_first, mean_gap_days, gap_deviation_days, decayed_count, decayed_sum, trend, ratio],"
                        + " got 'median'");
        refused(text.replace("30", "-30"), "days must be at least 1, got -30");
        refused(text.replace("\"days\"", "\"only\": \"e-mail\", \"days\""), "orders can't be limited to 'e-mail'");
    }

    private void refused(String text, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text))
                .withMessage("clientele.features: " + problem + "; the file is damaged, write it again");
    }
}
