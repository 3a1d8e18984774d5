package io.clientele.attribution.shapley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SampledShapleyTest {

    @Test
    void standardErrorsAreThoseOfTheDistanceToTheExactValues() {
        PathTable paths = TestPaths.random(41, 400, 9, 5);
        Attribution exact = Shapley.rateGame().fit(paths);
        double squares = 0;
        int count = 0;
        for (int seed = 0; seed < 60; seed++) {
            SampledCredits sampled = SampledShapley.of(200).withSeed(seed).fit(paths);
            for (String channel : paths.channels()) {
                double off = sampled.attribution().credit(channel).conversions()
                        - exact.credit(channel).conversions();
                double z = off / sampled.standardError(channel);
                squares += z * z;
                count++;
            }
        }
        // 540 squared z values of mean 1 (t with 199 degrees: 1.01), their mean's standard error at most 0.18 if all
        // nine of a run were the same, 0.06 if independent
        assertThat(squares / count).isBetween(0.8, 1.2);
    }

    @Test
    void manyOrdersComeCloseAndValueToo() {
        PathTable paths = TestPaths.random(42, 300, 7, 5);
        Attribution exact = Shapley.rateGame().fit(paths);
        SampledCredits sampled = SampledShapley.of(20_000).fit(paths);
        for (String channel : paths.channels()) {
            double se = sampled.standardError(channel);
            assertThat(se).isLessThan(0.01 * paths.conversions());
            assertThat(sampled.attribution().credit(channel).conversions())
                    .isEqualTo(exact.credit(channel).conversions(), within(4.5 * se));
            assertThat(sampled.attribution().credit(channel).value())
                    .isEqualTo(exact.credit(channel).value(), within(0.02 * paths.value()));
        }
    }

    @Test
    void creditsAddUpForManyChannels() {
        PathTable paths = TestPaths.random(43, 2000, 120, 6);
        Attribution credits = SampledShapley.of(50).attribute(paths);
        assertThat(credits.channels().size()).isGreaterThan(28);
        assertThat(Arrays.stream(credits.conversions()).sum())
                .isEqualTo(paths.conversions(), within(1e-10 * paths.conversions()));
        assertThat(Arrays.stream(credits.value()).sum()).isEqualTo(paths.value(), within(1e-10 * paths.value()));
    }

    @Test
    void badArgumentsAndOneChannel() {
        SampledCredits one = SampledShapley.of(10).fit(TestPaths.of("a", 3, 6, 1));
        assertThat(one.attribution().credit("a").conversions()).isEqualTo(3);
        assertThat(one.standardError("a")).isEqualTo(0, within(1e-7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.standardError("b"))
                .withMessage("there is no channel 'b'; channels are [a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampledShapley.of(9))
                .withMessage("orders must be at least 10, got 9");
    }
}
