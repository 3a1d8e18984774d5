package io.clientele.benchmarks.compare;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.survival.AftCoefficient;
import io.clientele.prediction.survival.AftModel;
import io.clientele.prediction.survival.AftRegression;
import io.clientele.prediction.survival.LifetimeDistribution;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Weibull regression of lifetimes whose logarithm has scale 0.7, watched for up to three years. */
final class AftProblem implements Problem {

    @Override
    public DataFile make(int rows, int columns, int k) {
        double[][] x = MadeUp.features(rows, columns);
        double[] margins = MadeUp.margins(x, 0.2);
        double[] time = new double[rows];
        double[] event = new double[rows];
        RandomGenerator random = RandomStreams.stream(1, "compare lifetimes", 0);
        for (int i = 0; i < rows; i++) {
            double life = 700 * Math.pow(Samplers.exponential(random), 0.7) * Math.exp(margins[i]);
            double watched = 1095 * Samplers.open(random);
            event[i] = life <= watched ? 1 : 0;
            time[i] = Math.min(life, watched);
        }
        return new DataFile().with("time", time).with("event", event).with(x);
    }

    @Override
    public Supplier<Answer> prepare(DataFile data) {
        SurvivalTable table =
                SurvivalTable.of(data.column("time"), MadeUp.events(data)).withFeatures(MadeUp.table(data));
        return () -> {
            AftModel model = AftRegression.of(LifetimeDistribution.WEIBULL).fit(table);
            return new Answer()
                    .with(
                            "coefficients",
                            model.coefficients().stream()
                                    .mapToDouble(AftCoefficient::estimate)
                                    .toArray())
                    .with("scale", model.scale())
                    .with("logLikelihood", model.logLikelihood());
        };
    }
}
