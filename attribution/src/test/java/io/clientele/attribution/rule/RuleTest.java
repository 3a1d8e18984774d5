package io.clientele.attribution.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.core.FitException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RuleTest {

    private static final List<Rule> RULES = List.of(
            Rule.first(),
            Rule.last(),
            Rule.lastNonDirect(List.of("c0", "c1")),
            Rule.linear(),
            Rule.uShaped(),
            Rule.jShaped(),
            Rule.inverseJShaped(),
            Rule.position(0.5, 0, 0.5),
            Rule.wShaped(List.of("c2", "c5")),
            Rule.timeDecayByTouches(1.5));

    @Test
    void creditsAddUp() {
        PathTable paths = TestPaths.random(7, 4000, 9, 12);
        for (Rule rule : RULES) {
            Attribution credits = rule.fit(paths);
            assertThat(Arrays.stream(credits.conversions()).sum())
                    .as(rule.toString())
                    .isEqualTo(paths.conversions(), within(1e-12 * paths.conversions()));
            assertThat(Arrays.stream(credits.value()).sum()).isEqualTo(paths.value(), within(1e-12 * paths.value()));
            for (int path = 0; path < 200; path++) {
                assertThat(Arrays.stream(rule.shares(paths.path(path))).sum()).isEqualTo(1, within(1e-12));
            }
        }
    }

    @Test
    void creditsAreTheSharesOfEveryPath() {
        PathTable paths = TestPaths.random(8, 300, 6, 7);
        for (Rule rule : RULES) {
            double[] expected = new double[paths.channels().size()];
            for (int path = 0; path < paths.paths(); path++) {
                double[] shares = rule.shares(paths.path(path));
                for (int i = 0; i < shares.length; i++) {
                    expected[paths.channel(path, i)] += shares[i] * paths.conversions(path);
                }
            }
            double[] actual = rule.fit(paths).conversions();
            for (int c = 0; c < expected.length; c++) {
                assertThat(actual[c]).as(rule.toString()).isEqualTo(expected[c], within(1e-10));
            }
        }
    }

    @Test
    void sharesOfSmallPaths() {
        for (Rule rule : RULES) {
            assertThat(rule.shares(List.of("c0"))).as(rule.toString()).containsExactly(1);
        }
        assertThat(Rule.uShaped().shares(List.of("a", "b"))).containsExactly(0.5, 0.5);
        close(Rule.inverseJShaped().shares(List.of("a", "b")), 0.75, 0.25);
        close(Rule.uShaped().shares(List.of("a", "b", "c", "d")), 0.4, 0.1, 0.1, 0.4);
        Rule lead = Rule.wShaped(List.of("trial"));
        close(lead.shares(List.of("a", "b", "trial", "trial", "c")), 0.3, 0.05, 0.3, 0.05, 0.3);
        close(lead.shares(List.of("a", "trial", "c")), 1 / 3.0, 1 / 3.0, 1 / 3.0);
        close(lead.shares(List.of("trial", "b", "c", "trial")), 3 / 7.0, 0.5 / 7, 0.5 / 7, 3 / 7.0);
        close(lead.shares(List.of("a", "b")), 0.5, 0.5);
        Rule direct = Rule.lastNonDirect(List.of("direct", "bookmark"));
        close(direct.shares(List.of("a", "b", "direct", "bookmark")), 0, 1, 0, 0);
        close(direct.shares(List.of("direct", "bookmark")), 0, 1);
        close(Rule.timeDecayByTouches(1).shares(List.of("a", "b", "c")), 1 / 7.0, 2 / 7.0, 4 / 7.0);
    }

    @Test
    void namesThatAreNowhereAreReported() {
        PathTable paths = TestPaths.of("a > b", 1, 1, 0);
        assertThat(Rule.lastNonDirect(List.of("b", "direct"))
                        .fit(paths)
                        .report()
                        .warnings())
                .containsExactly("channel 'direct', named in the rule, is on no path");
    }

    @Test
    void timeDecayCountsDifferencesOnly() {
        Instant end = Instant.parse("2026-03-29T01:30:00Z");
        JourneyTable journeys = JourneyTable.builder()
                .touch("old", end.minus(Duration.ofDays(36_500)))
                .touch("older", end.minus(Duration.ofDays(36_507)))
                .convert("ann", end, 30)
                .touch("b", end)
                .end("bob", end)
                .build();
        Attribution credits = TimeDecay.ofHalfLife(Duration.ofDays(7)).fit(journeys);
        assertThat(credits.credit("old").conversions()).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(credits.credit("older").value()).isEqualTo(10, within(1e-11));
        assertThat(credits.credit("b").conversions()).isZero();
    }

    @Test
    void badRules() {
        refused(() -> Rule.position(0.5, 0.4, 0.4), "the shares must add up to 1, got 0.5 + 0.4 + 0.4");
        refused(() -> Rule.position(-0.1, 0.7, 0.4), "first must be between 0 and 1, got -0.1");
        refused(
                () -> Rule.position(0, 1, 0),
                "first and last share must not both be 0, because a path of two touches has no middle");
        refused(() -> Rule.lastNonDirect(List.of()), "direct channels must not be empty");
        refused(() -> Rule.wShaped(List.of()), "milestones must not be empty");
        refused(() -> Rule.timeDecayByTouches(0), "halfLifeTouches must be a finite number above 0, got 0");
        refused(
                () -> TimeDecay.ofHalfLife(Duration.ZERO),
                "halfLife in milliseconds must be a finite number above 0, got 0");
        refused(() -> Rule.linear().shares(List.of()), "the path has no rows; at least one is needed");
        assertThatExceptionOfType(FitException.class)
                .isThrownBy(() -> Rule.first().fit(TestPaths.of("a", 0, 0, 12)))
                .withMessage("no conversions among 12 journeys, so there is nothing to credit; check how orders were"
                        + " joined, or widen the look-back");
    }

    private static void close(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isEqualTo(expected[i], within(1e-15));
        }
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
