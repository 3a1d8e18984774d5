package io.clientele.benchmarks.compare;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.survival.CoxCoefficient;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.CoxRegression;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Cox regression with Efron's ties: whole days, exponential lifetimes of 700 days at the mean row, watched for up to three years;
 * about half are seen to leave. With starts, customers came under watch up to a year into their lives.
 */
final class CoxProblem implements Problem {

    private final boolean starts;

    CoxProblem(boolean starts) {
        this.starts = starts;
    }

    @Override
    public DataFile make(int rows, int columns, int k) {
        double[][] x = MadeUp.features(rows, columns);
        double[] margins = MadeUp.margins(x, 0.3);
        double[] start = new double[rows];
        double[] time = new double[rows];
        double[] event = new double[rows];
        RandomGenerator random = RandomStreams.stream(1, "compare lifetimes", 0);
        for (int i = 0; i < rows; i++) {
            start[i] = starts ? Math.floor(365 * random.nextDouble()) : 0;
            double life = Math.ceil(700 * Samplers.exponential(random) / Math.exp(margins[i]));
            double watched = Math.ceil(1095 * Samplers.open(random));
            event[i] = life <= watched ? 1 : 0;
            time[i] = start[i] + Math.max(1, Math.min(life, watched));
        }
        DataFile data = new DataFile();
        if (starts) {
            data.with("start", start);
        }
        return data.with("time", time).with("event", event).with(x);
    }

    @Override
    public Supplier<Answer> prepare(DataFile data) {
        SurvivalTable plain =
                SurvivalTable.of(data.column("time"), MadeUp.events(data)).withFeatures(MadeUp.table(data));
        SurvivalTable table = starts ? plain.withStarts(data.column("start")) : plain;
        return () -> {
            CoxModel model = CoxRegression.create().fit(table);
            return new Answer()
                    .with(
                            "coefficients",
                            model.coefficients().stream()
                                    .mapToDouble(CoxCoefficient::estimate)
                                    .toArray())
                    .with("logLikelihood", model.logLikelihood());
        };
    }
}
