package io.clientele.attribution.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final PathTable PATHS = TestPaths.of("search > email", 3, 60, 10, "email", 1, 20, 5, "ads", 0, 0, 9);

    @Test
    void allMethodsSideBySide() {
        Comparison all = Comparison.of(PATHS, Comparison.usual(), Execution.sequential());
        assertThat(all.attributions().stream().map(Attribution::method))
                .containsExactly("first", "last", "linear", "position", "time-decay", "markov", "shapley");
        assertThat(all.attribution("last").credit("email").conversions()).isEqualTo(4);
        assertThat(all.attribution("markov"))
                .isEqualTo(Markov.ofOrder(1).fit(PATHS).attribution());
        List<String> lines = all.table().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0).split(" +"))
                .containsExactly("channel", "first", "last", "linear", "position", "time-decay", "markov", "shapley");
        assertThat(lines.get(1).split(" +")).containsExactly("ads", "0.0", "0.0", "0.0", "0.0", "0.0", "0.0", "0.0");
        assertThat(lines.get(2).split(" +")).containsExactly("email", "1.0", "4.0", "2.5", "2.5", "2.8", "2.4", "2.5");
    }

    @Test
    void allMethodsOnJourneysInOneCall() {
        JourneyTable journeys = TestPaths.small();
        Comparison all = Comparison.of(journeys, Comparison.usualOnJourneys(), Execution.sequential());
        assertThat(all.attributions().stream().map(Attribution::method))
                .containsExactly(
                        "first",
                        "last",
                        "linear",
                        "position",
                        "time-decay",
                        "markov",
                        "shapley",
                        "additive-hazard",
                        "logistic");
        for (Attribution credits : all.attributions()) {
            double sum = Arrays.stream(credits.conversions()).sum();
            assertThat(sum).as(credits.method()).isEqualTo(journeys.conversions(), within(1e-9));
        }
        assertThat(all.attribution("linear")).isEqualTo(Rule.linear().attribute(journeys.paths()));
        assertThat(all.attribution("time-decay"))
                .isEqualTo(TimeDecay.ofHalfLife(Duration.ofDays(7)).fit(journeys));
        for (JourneyMethod method : Comparison.usualOnJourneys()) {
            AttributionIntervals sure = method.intervals(journeys, Bootstrap.of(20), 3, Execution.sequential());
            assertThat(sure.estimate()).isEqualTo(all.attribution(method.name()));
        }
    }

    @Test
    void ranksAndTheirCorrelation() {
        FitReport report = FitReport.builder().build();
        List<String> channels = List.of("a", "b", "c", "d");
        Comparison all = Comparison.of(List.of(
                Attribution.of("one", channels, new double[] {4, 3, 2, 1}, new double[4], report),
                Attribution.of("two", channels, new double[] {4, 2, 3, 1}, new double[4], report),
                Attribution.of("back", channels, new double[] {1, 2, 3, 4}, new double[4], report),
                Attribution.of("ties", channels, new double[] {5, 5, 2, 1}, new double[4], report),
                Attribution.of("flat", channels, new double[] {2, 2, 2, 2}, new double[4], report)));
        assertThat(all.rankCorrelation("one", "one")).isEqualTo(1);
        assertThat(all.rankCorrelation("one", "two")).isEqualTo(4 / 6.0); // 5 pairs agree, 1 does not
        assertThat(all.rankCorrelation("one", "back")).isEqualTo(-1);
        // 5 of 6 pairs agree, one is tied in one of them
        assertThat(all.rankCorrelation("one", "ties")).isEqualTo(5 / Math.sqrt(30), within(1e-15));
        assertThat(all.rankCorrelation("one", "flat")).isEqualTo(1);
        assertThat(all.ranks("two")).containsExactly(1, 3, 2, 4);
        assertThat(all.ranks("ties")).containsExactly(1, 1, 3, 4);
    }

    @Test
    void twoOfAKindNeedNames() {
        Attribution one = Markov.ofOrder(1).attribute(PATHS);
        Attribution two = Markov.ofOrder(2).attribute(PATHS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(List.of(one, two)))
                .withMessage("method 'markov' occurs twice");
        Comparison named = Comparison.of(List.of(one, two.named("markov order 2")));
        assertThat(named.attribution("markov order 2").conversions()).isEqualTo(two.conversions());
    }

    @Test
    void badArguments() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(List.of()))
                .withMessage("at least one method is needed");
        Attribution other = Rule.first().fit(TestPaths.of("x", 1, 0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(List.of(Rule.last().fit(PATHS), other)))
                .withMessage("methods must credit the same channels: 'first' has [x], 'last' has [ads, email, search]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Comparison.of(List.of(other)).attribution("markov"))
                .withMessage("there is no method 'markov'; methods are [first]");
    }
}
