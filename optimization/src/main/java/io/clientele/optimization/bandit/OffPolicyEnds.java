package io.clientele.optimization.bandit;

import io.clientele.core.Execution;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.stats.Distributions;
import io.clientele.core.stats.Interval;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The interval around an estimate, of the kind asked for. */
final class OffPolicyEnds {

    private final OffPolicyInterval kind;
    private final double confidence;
    private final int rows;
    private final OffPolicySums.Limits limits;
    private final Execution execution;
    private final OffPolicySums.Source source;
    private OffPolicySums.Row @Nullable [] read;

    OffPolicyEnds(
            OffPolicyInterval kind,
            double confidence,
            int rows,
            OffPolicySums.Limits limits,
            Execution execution,
            OffPolicySums.Source source) {
        this.kind = kind;
        this.confidence = confidence;
        this.rows = rows;
        this.limits = limits;
        this.execution = execution;
        this.source = source;
    }

    OffPolicyInterval kind() {
        return kind;
    }

    Interval of(OffPolicyEstimator estimator, double estimate, double error) {
        return switch (kind.kind()) {
            case STUDENT -> student(estimate, error);
            case BOOTSTRAP ->
                new BcaBootstrap(parts(estimator), kind.samples(), kind.seed())
                        .interval(estimate, confidence, execution);
            case EMPIRICAL_BERNSTEIN ->
                BoundedMean.of(parts(estimator).plain(), kind.least(), kind.most())
                        .empiricalBernstein(confidence);
            case CONFIDENCE_SEQUENCE ->
                BoundedMean.of(parts(estimator).plain(), kind.least(), kind.most())
                        .confidenceSequence(confidence);
        };
    }

    private Interval student(double estimate, double error) {
        double t = Distributions.studentQuantile(0.5 + confidence / 2, rows - 1.0);
        return new Interval(estimate - t * error, estimate + t * error, confidence);
    }

    private EstimateParts parts(OffPolicyEstimator estimator) {
        OffPolicySums.Row[] all = read();
        return switch (estimator) {
            case SNIPS ->
                EstimateParts.ratio(
                        new double[0],
                        column(all, row -> row.weight() * row.reward()),
                        column(all, OffPolicySums.Row::weight));
            case SELF_NORMALISED_DOUBLY_ROBUST ->
                EstimateParts.ratio(
                        column(all, OffPolicySums.Row::expectedOfPolicy),
                        column(all, row -> row.weight() * row.residual()),
                        column(all, OffPolicySums.Row::weight));
            default -> EstimateParts.mean(column(all, row -> row.part(estimator, limits)));
        };
    }

    private static double[] column(OffPolicySums.Row[] all, ToDoubleFunction<OffPolicySums.Row> value) {
        return Arrays.stream(all).mapToDouble(value).toArray();
    }

    private OffPolicySums.Row[] read() {
        OffPolicySums.Row[] all = read;
        if (all == null) {
            OffPolicySums.Row[] fresh = new OffPolicySums.Row[rows];
            Chunks.forEach(rows, execution, (chunk, from, to) -> {
                for (int row = from; row < to; row++) {
                    fresh[row] = source.row(row);
                }
            });
            all = fresh;
            read = fresh;
        }
        return all;
    }
}
