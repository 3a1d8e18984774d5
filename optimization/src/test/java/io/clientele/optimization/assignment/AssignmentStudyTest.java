package io.clientele.optimization.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Full size takes about an hour of one core: {@code -Dclientele.full=true}. */
class AssignmentStudyTest {

    private static final boolean FULL = Boolean.getBoolean("clientele.full");

    // Kolmogorov's distance passes 1.95 in one of a thousand samples: six looks give a false alarm in 0.6 %, as often
    // for the worst
    // p-values together below 0.001
    @ParameterizedTest
    @EnumSource(AssignmentStudy.Ids.class)
    void everySaltIsUniformAndEveryPairIndependent(AssignmentStudy.Ids ids) {
        AssignmentStudy.Result r = AssignmentStudy.run(FULL ? 100_000_000 : 100_000, FULL ? 1000 : 60, ids);
        assertThat(r.saltsFar()).isLessThan(1.95);
        assertThat(r.pairsFar()).isLessThan(1.95);
        assertThat(r.worstSalt()).isGreaterThan(0.001);
        assertThat(r.worstPair()).isGreaterThan(0.001);
    }
}
