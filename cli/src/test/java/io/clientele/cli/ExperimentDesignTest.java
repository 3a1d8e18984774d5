package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentDesignTest {

    private static Map<?, ?> at(Map<?, ?> json, String list, int index) {
        return (Map<?, ?>) ((List<?>) json.get(list)).get(index);
    }

    /** ../shared/anchors/optimization.md 5.2 and 3.3: limits of five looks; error and power of 14. */
    @Test
    void fields() {
        Map<?, ?> five =
                Run.of("experiment", "design", "--looks", "5", "--json").json();
        double[] limits = {4.876885, 3.357012, 2.680280, 2.289817, 2.031032};
        for (int k = 0; k < 5; k++) {
            assertThat((Double) at(five, "looks", k).get("limit")).isCloseTo(limits[k], within(6e-7));
        }
        assertThat(at(five, "looks", 0).keySet()).hasToString("[share, limit, spent]");
        Map<?, ?> daily =
                Run.of("experiment", "design", "--looks", "14", "--json").json();
        assertThat(at(daily, "methods", 0).keySet()).hasToString("[method, error, power, length, inflation]");
        assertThat((Double) at(daily, "methods", 0).get("power")).isCloseTo(0.783, within(5.1e-4));
        assertThat((Double) at(daily, "methods", 2).get("error")).isCloseTo(0.0098, within(5.1e-5));
        assertThat((Double) at(daily, "methods", 5).get("error")).isCloseTo(0.2196, within(5.1e-5));
    }

    @Test
    void page() {
        Run run = Run.of("experiment", "design", "--at", "0.3,0.6,1");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .contains("group-sequential SPEND_OBRIEN_FLEMING")
                .contains("always valid, tightest at 1.0")
                .contains("Limits of the first");
    }

    @Test
    void refusals() {
        Run none = Run.of("experiment", "design");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.err()).contains("give either --looks (how many) or --at (where)");
        assertThat(Run.of("experiment", "design", "--at", "0.5,0.4").err())
                .contains("look 1: information must rise and be at most 1, got 0.4 after 0.5");
        assertThat(Run.of("experiment", "design", "--looks", "0").err()).contains("looks must be at least 1, got 0");
        assertThat(Run.of("experiment", "design", "--looks", "3", "--alpha", "0.7")
                        .err())
                .contains("--alpha must be above 0 and below 0.5, got 0.7");
        assertThat(Run.of("experiment", "design", "--looks", "3", "--power", "0.01")
                        .err())
                .contains("--power must be above --alpha and below 1, got 0.01");
    }
}
