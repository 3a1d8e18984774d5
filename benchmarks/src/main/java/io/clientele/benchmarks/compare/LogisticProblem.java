package io.clientele.benchmarks.compare;

import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.Coefficient;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import java.util.function.Supplier;

/** Logistic regression with an L2 penalty of strength 1 beside the sum of losses, constant free; with standard errors for us. */
final class LogisticProblem implements Problem {

    @Override
    public DataFile make(int rows, int columns, int k) {
        double[][] x = MadeUp.features(rows, columns);
        return new DataFile()
                .with("label", MadeUp.labels(MadeUp.margins(x, 0.2)))
                .with(x)
                .set("strength", 1);
    }

    @Override
    public Supplier<Answer> prepare(DataFile data) {
        LabeledTable table = LabeledTable.of(MadeUp.table(data), data.column("label"));
        LogisticRegression recipe = LogisticRegression.create().withL2Penalty(data.setting("strength")[0]);
        return () -> {
            LogisticModel model = recipe.fit(table);
            return new Answer()
                    .with(
                            "coefficients",
                            model.coefficients().stream()
                                    .mapToDouble(Coefficient::estimate)
                                    .toArray());
        };
    }
}
