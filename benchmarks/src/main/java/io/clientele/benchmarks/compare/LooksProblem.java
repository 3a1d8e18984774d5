package io.clientele.benchmarks.compare;

import io.clientele.optimization.experiment.GroupSequential;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Limits of k equally spaced looks, two-sided at 5 %, spending as O'Brien and Fleming; answers are all limits, those above 9
 * (which nothing reaches) as 9. The number of rows is of no account.
 */
final class LooksProblem implements Problem {

    @Override
    public DataFile make(int rows, int columns, int k) {
        double[] t = new double[k];
        Arrays.setAll(t, i -> (i + 1.0) / k);
        return new DataFile().with("t", t);
    }

    @Override
    public Supplier<Answer> prepare(DataFile data) {
        double[] t = data.column("t");
        return () -> new Answer()
                .with(
                        "limits",
                        Arrays.stream(GroupSequential.at(t).design().criticalValues())
                                .map(limit -> Math.min(limit, 9))
                                .toArray());
    }
}
