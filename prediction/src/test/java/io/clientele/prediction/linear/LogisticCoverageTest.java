package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.LabeledTable;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Do 95 % intervals hold the truth in 95 % of samples? */
class LogisticCoverageTest {

    // 1,000 rounds: the standard error of a share of 95 % is 0.7 %; 93 to 97 % is within 2.9 of them, false alarm 0.4 %
    // a figure
    private static final int ROUNDS = Boolean.getBoolean("clientele.full") ? 10_000 : 1_000;
    private static final double[] TRUTH = {-1, 0.6, -0.15};
    private static final double[] CUSTOMER = {0.5, 2};

    @Test
    void coefficientsAndOneCustomersProbability() {
        double[] held = new double[4];
        double eta = TRUTH[0] + TRUTH[1] * CUSTOMER[0] + TRUTH[2] * CUSTOMER[1];
        double probability = 1 / (1 + Math.exp(-eta));
        for (int r = 0; r < ROUNDS; r++) {
            LogisticModel model = LogisticRegression.create().fit(Simulated.labels(1000 + r, 400, TRUTH));
            for (int j = 0; j < 3; j++) {
                Coefficient c = model.coefficients().get(j);
                held[j] += c.lower() <= TRUTH[j] && TRUTH[j] <= c.upper() ? 1 : 0;
            }
            held[3] += model.probabilityInterval(CUSTOMER).contains(probability) ? 1 : 0;
        }
        for (double share : held) {
            assertThat(share / ROUNDS).as(Arrays.toString(held)).isBetween(0.93, 0.97);
        }
    }

    /** 150 customers of 6 months each; the customer's own bent is not among the features. */
    @Test
    void clusteredErrorsHoldWhereRowsResembleEachOther() {
        double[] held = new double[2];
        for (int r = 0; r < ROUNDS; r++) {
            LabeledTable data = months(r);
            held[0] += holdsNoEffect(StandardErrors.CLUSTERED, data) ? 1 : 0;
            held[1] += holdsNoEffect(StandardErrors.MODEL, data) ? 1 : 0;
        }
        assertThat(held[0] / ROUNDS).as("clustered").isBetween(0.93, 0.97);
        assertThat(held[1] / ROUNDS)
                .as("the model's, which do not know of clusters")
                .isLessThan(0.85);
    }

    private static boolean holdsNoEffect(StandardErrors kind, LabeledTable data) {
        Coefficient c = LogisticRegression.create()
                .withStandardErrors(kind)
                .fit(data)
                .coefficients()
                .get(1);
        return c.lower() <= 0 && 0 <= c.upper();
    }

    /** A feature of the customer that has no effect, in truth. */
    private static LabeledTable months(int round) {
        RandomGenerator random = RandomStreams.stream(round, "months", 0);
        double[] x = new double[900];
        double[] y = new double[900];
        int[] customer = new int[900];
        for (int c = 0; c < 150; c++) {
            double bent = 2 * Samplers.gaussian(random);
            double feature = Samplers.gaussian(random);
            for (int m = 0; m < 6; m++) {
                int i = 6 * c + m;
                customer[i] = c;
                x[i] = feature;
                y[i] = random.nextDouble() < 1 / (1 + Math.exp(-bent)) ? 1 : 0;
            }
        }
        return LabeledTable.of(FeatureTable.of(List.of("x"), x), y).withClusters(customer);
    }

    /** P-values of the likelihood-ratio test are uniform where the smaller model holds: 5 % of them below 5 %. */
    @Test
    void likelihoodRatioTestRejectsAsOftenAsItSays() {
        int rejected = 0;
        for (int r = 0; r < ROUNDS; r++) {
            LabeledTable data = Simulated.labels(50_000 + r, 300, -0.4, 0, 0);
            rejected +=
                    LogisticRegression.create().fit(data).likelihoodRatioTest().p() < 0.05 ? 1 : 0;
        }
        assertThat(rejected / (double) ROUNDS).isBetween(0.03, 0.07);
    }
}
