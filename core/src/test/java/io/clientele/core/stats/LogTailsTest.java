package io.clientele.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogTailsTest {

    /** mpmath 1.3, 40 digits: log(erfc(z / sqrt(2)) / 2); log(betainc(v/2, 1/2, 0, v/(v+t*t), regularized=True) / 2). */
    @Test
    void againstHighPrecision() {
        close(Distributions.normalLogSurvival(40), -804.6084420137537881666);
        close(Distributions.normalLogSurvival(1000), -500007.8266948121843098);
        close(Distributions.studentLogSurvival(60, 1e4), -1542.283342015074931755);
        close(Distributions.studentLogSurvival(500, 200), -716.7388023782336356358);
        close(Distributions.studentLogSurvival(3e5, 150), -1519.358938947283613566);
        close(Distributions.studentLogSurvival(50, 30), -69.14393740545138334194);
        // R 4.2.2: pt(45, 1e7, lower.tail = FALSE, log.p = TRUE)
        close(Distributions.studentLogSurvival(45, 1e7), -1017.1234912396119);
        // log(gammainc(v/2, x/2, inf, regularized=True))
        close(Distributions.chiSquaredLogSurvival(2000, 3), -996.4248404973332499707);
        close(Distributions.chiSquaredLogSurvival(1e5, 50), -49795.10957046663748514);
        // log(betainc(n/2, k/2, 0, n/(n+k*f), regularized=True))
        close(Distributions.fLogSurvival(500, 3, 400), -308.97464250329059723);
        close(Distributions.fLogSurvival(2000, 7, 1e4), -4358.597936735915965);
        close(Distributions.fLogSurvival(1e6, 5, 200), -1006.0254711420544147);
        close(Distributions.fLogSurvival(90, 2, 1000), -82.757219238786695999);
    }

    private static void close(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-13 * Math.abs(expected)));
    }

    /** Where the probability is an ordinary number, its logarithm; across the change of method without a step. */
    @Test
    void joinsTheTails() {
        for (double z : new double[] {-50, -1, 0, 0.5, 10, 29.9, 30, 30.1, 36}) {
            assertThat(Distributions.normalLogSurvival(z))
                    .isCloseTo(Math.log(Distributions.normalSurvival(z)), within(1e-11 * (1 + z * z)));
        }
        for (double v : new double[] {1, 2.5, 30, 1000}) {
            for (double t : new double[] {-3, 0, 1, 8, 25}) {
                assertThat(Distributions.studentLogSurvival(t, v))
                        .isCloseTo(Math.log(Distributions.studentSurvival(t, v)), within(1e-10));
            }
        }
        for (double v : new double[] {1, 4, 60}) {
            for (double x : new double[] {0, 1, 60, 900, 1300}) {
                assertThat(Distributions.chiSquaredLogSurvival(x, v))
                        .isCloseTo(Math.log(Distributions.chiSquaredSurvival(x, v)), within(1e-10));
            }
        }
        assertThat(LogTails.student(25, 1000))
                .isCloseTo(Math.log(Distributions.studentSurvival(25, 1000)), within(1e-10));
        assertThat(LogTails.chiSquared(900, 4))
                .isCloseTo(Math.log(Distributions.chiSquaredSurvival(900, 4)), within(1e-10));
    }
}
