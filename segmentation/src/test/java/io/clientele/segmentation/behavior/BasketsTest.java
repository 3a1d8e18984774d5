package io.clientele.segmentation.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.segmentation.OnlineRetail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Baskets by plain lists, and as of a cut-off. */
class BasketsTest {

    private record Line(String customer, int minute, String product, double quantity, double amount) {
        boolean isReturn() {
            return quantity < 0 || amount < 0;
        }

        double price() {
            return amount / quantity;
        }
    }

    private static List<Line> lines() {
        RandomGenerator random = RandomStreams.stream(4, "baskets", 0);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            int product = random.nextInt(8);
            double quantity = random.nextInt(10) == 0 ? -1 : 1 + random.nextInt(3);
            double price = (product + 1) * (random.nextInt(4) == 0 ? 0.8 : 1);
            lines.add(new Line(
                    "c" + (100 + random.nextInt(60)),
                    random.nextInt(1_000),
                    (product % 2 == 0 ? "a" : "b") + product,
                    quantity,
                    quantity * price));
        }
        return lines;
    }

    private static OrderLog log(List<Line> lines) {
        return OrderLog.from(
                lines,
                (line, log) -> log.customer(line.customer)
                        .time(SessionsTest.minute(line.minute))
                        .product(line.product)
                        .quantity(line.quantity)
                        .amount(line.amount)
                        .add());
    }

    @Test
    void basketsAgreeWithPlainLists() {
        List<Line> all = lines();
        List<Line> known = all.stream().filter(line -> line.minute < 700).toList();
        Baskets baskets = Baskets.of(log(all), product -> product.substring(0, 1), 0.1, SessionsTest.minute(700));
        FeatureTable features = baskets.features();
        assertThat(features.names()).containsExactly("share_a", "share_b", "discount_affinity", "returned_share");
        assertThat(baskets.rows()).isEqualTo(60);
        Map<String, Double> usual = new HashMap<>();
        for (Line line : known) {
            usual.computeIfAbsent(line.product, product -> usual(known, product));
        }
        for (int row = 0; row < baskets.rows(); row++) {
            String id = baskets.customer(row);
            List<Line> bought = known.stream()
                    .filter(line -> line.customer.equals(id) && !line.isReturn())
                    .toList();
            double paid = bought.stream().mapToDouble(Line::amount).sum();
            double back = known.stream()
                    .filter(line -> line.customer.equals(id) && line.isReturn())
                    .mapToDouble(line -> -line.amount)
                    .sum();
            double a = bought.stream()
                    .filter(line -> line.product.startsWith("a"))
                    .mapToDouble(Line::amount)
                    .sum();
            double cheap = bought.stream()
                    .filter(line -> line.price() <= 0.9 * usual.get(line.product))
                    .mapToDouble(Line::quantity)
                    .sum();
            assertThat(features.get(row, 0)).isEqualTo(a / paid, within(1e-12));
            assertThat(features.get(row, 0) + features.get(row, 1)).isEqualTo(1, within(1e-12));
            assertThat(features.get(row, 2))
                    .isEqualTo(
                            cheap / bought.stream().mapToDouble(Line::quantity).sum(), within(1e-12));
            assertThat(features.get(row, 3)).isEqualTo(back / paid, within(1e-12));
        }
        double[] affinity = features.column("discount_affinity");
        assertThat(Arrays.stream(affinity).average().orElseThrow()).isEqualTo(0.25, within(0.05));
        // what comes later changes nothing
        Baskets then = Baskets.of(log(known), product -> product.substring(0, 1), 0.1, SessionsTest.minute(5_000));
        assertThat(then.features()).isEqualTo(features);
    }

    private static double usual(List<Line> lines, String product) {
        List<Double> prices = lines.stream()
                .filter(line -> line.product.equals(product) && !line.isReturn())
                .map(Line::price)
                .sorted(Comparator.naturalOrder())
                .toList();
        return prices.get((prices.size() - 1) / 2);
    }

    @Test
    void linesWithoutProductsAndFreeOnes() {
        OrderLog orders = OrderLog.builder()
                .add("ann", SessionsTest.minute(1), 10)
                .add("bob", SessionsTest.minute(1), 0)
                .add("cid", SessionsTest.minute(1), -5)
                .build();
        Baskets baskets = Baskets.of(orders, product -> product, 0.2, SessionsTest.minute(2));
        assertThat(baskets.rows()).isEqualTo(2);
        assertThat(baskets.features().names()).containsExactly("share_(none)", "discount_affinity", "returned_share");
        assertThat(baskets.features().row(0)).containsExactly(1, 0, 0);
        assertThat(baskets.features().row(1)).containsExactly(0, 0, 0);
        assertThat(baskets).hasToString("Baskets[2 customers, [share_(none), discount_affinity, returned_share]]");
    }

    /** The figures of docs/segmentation.md. */
    @Test
    void onlineRetail() {
        Baskets baskets = Baskets.of(OnlineRetail.log(), product -> "all", 0.1, Instant.parse("2011-12-10T00:00:00Z"));
        double[] affinity = baskets.features().column("discount_affinity");
        double[] returned = baskets.features().column("returned_share");
        assertThat(baskets.rows()).isEqualTo(4_338);
        assertThat(Arrays.stream(affinity).filter(a -> a > 0.5).count()).isEqualTo(428);
        assertThat(Arrays.stream(returned).filter(r -> r > 0).count()).isEqualTo(1_556);
        assertThat(Arrays.stream(returned).filter(r -> r > 0.1).count()).isEqualTo(226);
    }

    @Test
    void badInputIsNamed() {
        OrderLog orders =
                OrderLog.builder().add("ann", SessionsTest.minute(1), 10).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Baskets.of(orders, p -> p, 0.1, SessionsTest.minute(1)))
                .withMessage("nobody bought anything before 2026-01-01T00:01:00Z; take a later cut-off");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Baskets.of(orders, p -> p, 0, SessionsTest.minute(2)))
                .withMessage("discount must be a finite number above 0, got 0");
    }
}
