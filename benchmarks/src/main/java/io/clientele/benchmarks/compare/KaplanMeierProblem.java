package io.clientele.benchmarks.compare;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.survival.KaplanMeier;
import io.clientele.prediction.survival.SurvivalCurve;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One Kaplan-Meier curve with its errors, of exponential lifetimes watched for up to three years, in whole days or not. */
final class KaplanMeierProblem implements Problem {

    private final boolean days;

    KaplanMeierProblem(boolean days) {
        this.days = days;
    }

    @Override
    public DataFile make(int rows, int columns, int k) {
        double[] time = new double[rows];
        double[] event = new double[rows];
        RandomGenerator random = RandomStreams.stream(1, "compare lifetimes", 0);
        for (int i = 0; i < rows; i++) {
            double life = 700 * Samplers.exponential(random);
            double watched = 1095 * Samplers.open(random);
            event[i] = life <= watched ? 1 : 0;
            time[i] = Math.min(life, watched);
            time[i] = days ? Math.ceil(time[i]) : time[i];
        }
        return new DataFile().with("time", time).with("event", event).set("ask", 30, 90, 180, 365, 730, 1000);
    }

    @Override
    public Supplier<Answer> prepare(DataFile data) {
        SurvivalTable table = SurvivalTable.of(data.column("time"), MadeUp.events(data));
        double[] ask = data.setting("ask");
        return () -> {
            SurvivalCurve curve = KaplanMeier.create().fit(table).curve();
            double[] survival = new double[ask.length];
            for (int i = 0; i < ask.length; i++) {
                survival[i] = curve.survival(ask[i]);
            }
            return new Answer().with("survival", survival);
        };
    }
}
