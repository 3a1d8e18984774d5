package io.clientele.attribution.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.TestPaths;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.rule.Rule;
import io.clientele.core.Execution;
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
