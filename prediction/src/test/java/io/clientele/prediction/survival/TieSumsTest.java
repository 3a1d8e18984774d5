package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class TieSumsTest {

    @Test
    void equalsTheDefinition() {
        RandomGenerator random = RandomTables.random("ties", 0);
        for (int round = 0; round < 2_000; round++) {
            int d = 1 + random.nextInt(round % 10 == 0 ? 5_000 : 30);
            double s0 = Math.exp(400 * random.nextDouble() - 200);
            double e0 = round % 7 == 0 ? s0 : s0 * random.nextDouble(); // all at risk have the event, or some
            double w = 0.5 + random.nextDouble();
            boolean efron = round % 3 > 0;
            double[] sum = new double[6];
            for (int l = 0; l < d; l++) {
                double f = efron ? (double) l / d : 0;
                double rest = s0 - f * e0;
                sum[0] += w / rest;
                sum[1] += w * (1 - f) / rest;
                sum[2] += w / rest / rest;
                sum[3] += w * f / rest / rest;
                sum[4] += w * f * f / rest / rest;
                sum[5] += w * Math.log(rest);
            }
            TieSums found = new TieSums();
            found.set(efron, d, w, s0, e0);
            double[] all = {found.hazard, found.eventHazard, found.a, found.b, found.c, found.logSum};
            for (int k = 0; k < all.length; k++) {
                // where all leave, what is left of the last one has lost as many digits as there are events
                double size = k == 5 ? w * d * (1 + Math.abs(Math.log(s0))) : Math.abs(sum[k]);
                assertThat(all[k]).isCloseTo(sum[k], within(1e-11 * size));
            }
        }
    }

    @Test
    void riskSetsThatRoundingHasEmptiedHaveNoLikelihood() {
        TieSums sums = new TieSums();
        sums.set(true, 3, 1, 1, 2); // both of the last two remainders would be negative
        assertThat(sums.logSum).isNaN();
        sums.set(true, 2, 1, -1, 1);
        assertThat(sums.logSum).isNaN();
    }
}
