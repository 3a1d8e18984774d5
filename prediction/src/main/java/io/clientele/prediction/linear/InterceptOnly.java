package io.clientele.prediction.linear;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import java.util.List;

/**
 * The best intercept without columns, and the log-likelihood there. With an offset, Newton's method, or halving where it would
 * leave the interval that must hold the answer: the rate's log-odds less the largest and the smallest offset.
 */
record InterceptOnly(double intercept, double logLikelihood) {

    static InterceptOnly of(Rows data, Scaling scaling, Execution execution) {
        requireBothLabels(data);
        double ones = scaling.responseSum;
        double zeros = scaling.weight - ones;
        double logOdds = Math.log(ones / zeros);
        double[] offset = data.offset;
        if (offset == null) {
            return new InterceptOnly(
                    logOdds, ones * Math.log(ones / scaling.weight) + zeros * Math.log(zeros / scaling.weight));
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < data.count; i++) {
            if (data.weight(i) > 0) {
                low = Math.min(low, logOdds - offset[i]);
                high = Math.max(high, logOdds - offset[i]);
            }
        }
        Rows bare = new Rows(FeatureTable.of(List.of()), data.response, data.weights, offset, null);
        double b = low / 2 + high / 2;
        while (true) {
            GlmPass kind = GlmPass.newton(Bernoulli.LOGIT, scaling, new double[] {b}, 1);
            GlmPass pass =
                    Chunks.accumulate(bare, bare.count, execution, kind::fresh).result();
            if (pass.score[0] > 0) {
                low = b;
            } else {
                high = b;
            }
            double next = b + pass.score[0] / pass.information[0][0];
            if (!(next > low && next < high)) {
                next = low / 2 + high / 2;
            }
            if (Math.abs(next - b) <= 1e-12 * Math.max(1, Math.abs(b))) {
                return new InterceptOnly(next, pass.logLikelihood);
            }
            b = next;
        }
    }

    private static void requireBothLabels(Rows data) {
        boolean zero = false;
        boolean one = false;
        for (int i = 0; i < data.count && !(zero && one); i++) {
            if (data.weight(i) > 0) {
                zero |= data.response[i] == 0;
                one |= data.response[i] == 1;
            }
        }
        if (!(zero && one)) {
            throw new FitException("all labels with a weight are " + (one ? 1 : 0)
                    + "; a regression needs rows of both kinds: widen the label window or check the label");
        }
    }
}
