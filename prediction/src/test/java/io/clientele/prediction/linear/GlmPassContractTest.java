package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.AccumulatorContract;

class GlmPassContractTest extends AccumulatorContract<Rows, GlmPass, GlmPass> {

    private final Rows rows = Rows.of(Simulated.labels(1, 500, 0.2, -0.4, 0.3));
    private final Scaling scaling = Scaling.of(rows, Execution.sequential());

    @Override
    protected GlmPass create() {
        return GlmPass.newton(Bernoulli.LOGIT, scaling, new double[] {0.1, -0.3, 0.2}, 1);
    }

    @Override
    protected Rows rows() {
        return rows;
    }

    @Override
    protected int size() {
        return rows.count;
    }

    /** Rounded sums: equal to 1e-11 relative to sums of some hundred. */
    @Override
    protected void assertAgree(GlmPass actual, GlmPass expected) {
        assertThat(actual.logLikelihood).isCloseTo(expected.logLikelihood, within(1e-9));
        for (int j = 0; j < 3; j++) {
            assertThat(actual.score[j]).isCloseTo(expected.score[j], within(1e-9));
            for (int k = 0; k < 3; k++) {
                assertThat(actual.information[j][k]).isCloseTo(expected.information[j][k], within(1e-9));
            }
        }
    }
}
