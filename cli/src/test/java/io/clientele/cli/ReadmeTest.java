package io.clientele.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.feature.Events;
import io.clientele.core.feature.FeatureRecipe;
import io.clientele.core.feature.FeatureSnapshot;
import io.clientele.core.feature.LabelWindow;
import io.clientele.core.feature.Labels;
import io.clientele.core.feature.Value;
import io.clientele.core.stats.Interval;
import io.clientele.optimization.bandit.BanditSnapshot;
import io.clientele.optimization.bandit.RewardRecorder;
import io.clientele.optimization.bandit.ThompsonSampling;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import io.clientele.segmentation.rfm.Returns;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmModel;
import io.clientele.segmentation.rfm.RfmTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The example of the README compiles, runs, and is the one that stands there. */
class ReadmeTest {

    private record Order(String customerId, Instant placedAt, double total) {}

    private static List<Order> shop(Instant today) {
        SplittableRandom random = new SplittableRandom(3);
        List<Order> orders = new ArrayList<>();
        for (int c = 0; c < 300; c++) {
            double rate = 0.002 + 0.02 * random.nextDouble();
            for (int day = 1; day < 400; day++) {
                if (random.nextDouble() < rate) {
                    orders.add(new Order(
                            c == 0 ? "ann" : "customer " + c,
                            today.minus(Duration.ofDays(day)),
                            5 + random.nextInt(50)));
                }
            }
        }
        orders.add(new Order("ann", today.minus(Duration.ofDays(380)), 20));
        return orders;
    }

    @Test
    void embedded() {
        Instant today = Instant.parse("2026-06-01T00:00:00Z");
        Execution execution = Execution.sequential();
        List<Order> myOrders = shop(today);

        OrderLog orders = OrderLog.from(myOrders, (o, log) -> log.add(o.customerId(), o.placedAt(), o.total()));

        // who they are
        RfmTable customers = RfmTable.of(orders, today, Returns.LEFT_OUT);
        RfmModel segments = Rfm.create().fit(customers);
        String segment = segments.segment(12, 4, 310.0);

        // what they will do: learned 90 days ago, asked today
        FeatureRecipe recipe = FeatureRecipe.of(
                Events.orders().daysSinceLast().orElse(0),
                Events.orders().count(),
                Events.orders().sum(Value.AMOUNT).inLastDays(90));
        List<Instant> then = List.of(today.minus(Duration.ofDays(90)));
        FeatureSnapshot known = recipe.compute(EventLogs.of(orders), then, execution);
        Labels labels = LabelWindow.ofDays(90).label(known, orders, today);
        LogisticModel propensity =
                LogisticRegression.create().fit(LabeledTable.of(known.features(), labels.bought()), execution);
        double[] ann = recipe.row(EventLogs.of(orders), "ann", today);
        double buys = propensity.probability(ann);
        Interval sure = propensity.probabilityInterval(ann);

        // what to do: which banner, from what was seen so far
        RewardRecorder rewards = RewardRecorder.of("blue", "green");
        rewards.record("blue", true);
        rewards.record("green", false);
        BanditSnapshot banner = ThompsonSampling.of("blue", "green").fit(rewards.counts());
        String shown = banner.arm(banner.choose("ann"));
        double share = banner.share(banner.choose("ann"));

        assertThat(segments.segments().names()).contains(segment);
        assertThat(sure.contains(buys)).isTrue();
        assertThat(buys).isBetween(0.0, 1.0);
        assertThat(shown).isIn("blue", "green");
        assertThat(share).isBetween(0.0, 1.0);
    }

    @Test
    void itIsTheOneInTheReadme() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("README.md"))) {
            root = java.util.Objects.requireNonNull(root.getParent(), "README.md was not found");
        }
        String readme = Files.readString(root.resolve("README.md"));
        int from = readme.indexOf("```java\n") + "```java\n".length();
        String example = readme.substring(from, readme.indexOf("```", from));
        String test = Files.readString(root.resolve("cli/src/test/java/io/clientele/cli/ReadmeTest.java"));
        assertThat(test.replaceAll("\\s+", "").contains(example.replaceAll("\\s+", "")))
                .as("the README's example stands in this test")
                .isTrue();
    }
}
