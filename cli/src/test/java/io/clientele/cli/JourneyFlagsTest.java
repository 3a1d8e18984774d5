package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flags make of the journeys of two customers, by hand. */
class JourneyFlagsTest {

    @TempDir
    Path folder;

    @BeforeEach
    void logs() throws IOException {
        Files.writeString(folder.resolve("touches.csv"), """
                customer,time,channel,how
                ann,2026-03-01 10:00:00,view,seen
                ann,2026-03-05 09:00:00,search,clicked
                ann,2026-03-05 09:10:00,search,clicked
                ann,2026-03-05 12:00:00,direct,
                bob,2026-03-05 12:00:00,direct,
                """);
        Files.writeString(folder.resolve("orders.csv"), """
                customer,order,time,amount
                ann,1,2026-03-06 10:00:00,10
                ann,2,2026-03-08 10:00:00,20
                bob,3,2026-03-06 10:00:00,30
                """);
    }

    private Run run(String... flags) {
        List<String> args = new ArrayList<>(List.of("attribute", "--json", "--touchpoints"));
        args.add(folder.resolve("touches.csv").toString());
        args.add("--orders");
        args.add(folder.resolve("orders.csv").toString());
        args.addAll(List.of(flags));
        return Run.of(args.toArray(new String[0]));
    }

    /** Value by channel, of channels with credit. */
    private Map<String, Double> values(String... flags) {
        Run run = run(flags);
        assertThat(run.err()).isEmpty();
        Map<?, ?> model = (Map<?, ?>) ((List<?>) run.json().get("models")).get(0);
        Map<String, Double> values = new TreeMap<>();
        for (Object line : (List<?>) model.get("channels")) {
            Map<?, ?> credit = (Map<?, ?>) line;
            if ((Double) credit.get("conversions") > 0) {
                values.put((String) credit.get("channel"), (Double) credit.get("value"));
            }
        }
        return values;
    }

    @Test
    void everyFlagDoesWhatItSays() {
        assertThat(values("--model", "last")).isEqualTo(Map.of("direct", 40.0));
        assertThat(values("--model", "last", "--direct", "direct")).isEqualTo(Map.of("direct", 30.0, "search", 10.0));
        assertThat(values("--model", "last", "--direct", "direct,search"))
                .isEqualTo(Map.of("direct", 30.0, "view", 10.0));
        assertThat(values("--model", "last", "--direct", "direct", "--keep-history"))
                .isEqualTo(Map.of("direct", 30.0, "search", 30.0));
        assertThat(values("--model", "last", "--keep-history", "--conversion-window-days", "2"))
                .isEqualTo(Map.of("direct", 40.0));
        assertThat(values("--model", "linear", "--direct", "direct", "--session-minutes", "10"))
                .isEqualTo(Map.of("direct", 30.0, "search", 5.0, "view", 5.0));
        assertThat(values("--model", "linear", "--direct", "direct", "--channel-lookback-days", "view=3"))
                .isEqualTo(Map.of("direct", 30.0, "search", 10.0));
    }

    @Test
    void kindsOfTouch() {
        String[] flags = {"--model", "linear", "--direct", "direct", "--touch-kind", "how"};
        List<String> days = new ArrayList<>(List.of(flags));
        days.addAll(List.of("--session-minutes", "10", "--kind-lookback-days", "seen=3"));
        assertThat(values(days.toArray(new String[0]))).isEqualTo(Map.of("direct", 30.0, "search", 10.0));
        days.set(days.size() - 1, "seen=5");
        assertThat(values(days.toArray(new String[0]))).isEqualTo(Map.of("direct", 30.0, "search", 5.0, "view", 5.0));
    }

    @Test
    void thePrivacyThresholdIsStated() {
        Run run = run("--model", "last", "--least-customers", "2");
        // two met direct, one the others, who were too few for a pool of their own
        assertThat(run.out())
                .contains("at least 2 customers are behind every channel; pooled as (other): direct, search, view");
        assertThat(run("--model", "last", "--least-customers", "1").out())
                .contains("at least 1 customers are behind every channel; pooled as (other): none");
        assertThat(values("--model", "last", "--least-customers", "2")).isEqualTo(Map.of("(other)", 40.0));
        assertThat(run("--least-customers", "3").err())
                .contains("the journeys are of 2 customers, fewer than the threshold of 3; nothing may be shown");
        assertThat(run("--model", "last").out()).doesNotContain("pooled");
    }

    @Test
    void wrongFlags() {
        assertThat(run("--session-minutes", "-1").err()).contains("--session-minutes must be at least 0, got -1");
        assertThat(run("--conversion-window-days", "0").err())
                .contains("--conversion-window-days must be at least 1, got 0");
        assertThat(run("--channel-lookback-days", "view=0").err())
                .contains("--channel-lookback-days view must be at least 1, got 0");
        assertThat(run("--kind-lookback-days", "seen=1").err())
                .contains("--kind-lookback-days needs --touch-kind COLUMN");
        assertThat(run("--kind-lookback-days", "seen=0").err())
                .contains("--kind-lookback-days seen must be at least 1, got 0");
        for (String flag : List.of("--path", "--conversions", "--value", "--nulls", "--separator")) {
            assertThat(run(flag, "x").err())
                    .contains(flag + " goes with --journeys FILE, and has no effect on touchpoints and orders");
        }
        assertThat(run("--least-customers", "0").err()).contains("--least-customers must be at least 1, got 0");
    }
}
