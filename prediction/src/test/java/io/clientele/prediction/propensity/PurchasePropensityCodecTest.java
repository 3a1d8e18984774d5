package io.clientele.prediction.propensity;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.Execution;
import io.clientele.core.contract.ModelCodecContract;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.Value;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelFiles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PurchasePropensityCodecTest extends ModelCodecContract<PurchasePropensityModel> {

    @Override
    protected ModelCodec<PurchasePropensityModel> codec() {
        return new PurchasePropensityCodec();
    }

    @Override
    protected List<PurchasePropensityModel> models() {
        return List.of(
                golden1(),
                PurchasePropensityTest.recipe()
                        .fit(
                                PurchasePropensityTest.logs(1, 200),
                                PurchasePropensityTest.day(300),
                                Execution.sequential()));
    }

    @Override
    protected Map<String, PurchasePropensityModel> golden() {
        return Map.of("golden/purchase-propensity-1.json", golden1());
    }

    private static PurchasePropensityModel golden1() {
        return new PurchasePropensityModel(
                FeatureRecipe.of(
                        Events.orders().daysSinceLast().named("recency"),
                        Events.orders().count().inLastDays(30).named("flat"),
                        Events.orders().sum(Value.AMOUNT).named("spend")),
                90,
                7,
                PropensityCodecTest.golden1());
    }

    @Test
    void partsOfDifferentTrainingsAreRefused() {
        String text = ModelFiles.text(codec(), golden1());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelFiles.read(codec(), text.replaceFirst("\"recency\"", "\"age\"")))
                .withMessage(
                        "clientele.purchase-propensity: the features make columns [age, flat, spend], but the model"
                                + " was trained on [recency, flat, spend]; the file is damaged, write it again");
    }
}
