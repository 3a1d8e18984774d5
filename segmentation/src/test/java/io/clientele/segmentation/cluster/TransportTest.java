package io.clientele.segmentation.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import io.clientele.core.internal.random.RandomStreams;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Against every way to place a few rows; and on many rows against the prices, which prove that no way is cheaper. */
class TransportTest {

    private static long cost(long[][] costs, int[] labels) {
        long sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += costs[labels[i]][i];
        }
        return sum;
    }

    private static long[][] costs(RandomGenerator random, int k, int n, int range) {
        long[][] costs = new long[k][n];
        for (long[] cost : costs) {
            Arrays.setAll(cost, i -> random.nextInt(range));
        }
        return costs;
    }

    @Test
    void cheapestOfAllWays() {
        for (int round = 0; round < 400; round++) {
            RandomGenerator random = RandomStreams.stream(round, "transport", 0);
            int k = 2 + random.nextInt(2);
            int n = k + random.nextInt(8 - k);
            int fewest = random.nextInt(n / k + 1);
            int most = (n + k - 1) / k + random.nextInt(3);
            long[][] costs = costs(random, k, n, round % 2 == 0 ? 4 : 1000); // few values: many ties
            long[] prices = new long[k];
            Arrays.setAll(prices, c -> random.nextInt(9) - 4); // any start
            int[] labels = new int[n];
            Transport transport = new Transport(costs, fewest, most, prices, labels);
            transport.solve(Execution.sequential());
            assertThat(cost(costs, labels)).as("round %d", round).isEqualTo(cheapest(costs, fewest, most));
            requireProof(costs, fewest, most, labels, transport.prices());
        }
    }

    private static long cheapest(long[][] costs, int fewest, int most) {
        int k = costs.length;
        int n = costs[0].length;
        long least = Long.MAX_VALUE;
        for (int code = 0; code < Math.pow(k, n); code++) {
            int rest = code;
            int[] labels = new int[n];
            int[] sizes = new int[k];
            for (int i = 0; i < n; i++) {
                labels[i] = rest % k;
                sizes[labels[i]]++;
                rest /= k;
            }
            if (Arrays.stream(sizes).allMatch(size -> size >= fewest && size <= most)) {
                least = Math.min(least, cost(costs, labels));
            }
        }
        return least;
    }

    /** Complementary slackness: enough for a least cost, and exact because everything is whole. */
    private static void requireProof(long[][] costs, int fewest, int most, int[] labels, long[] prices) {
        int[] sizes = new int[costs.length];
        for (int i = 0; i < labels.length; i++) {
            sizes[labels[i]]++;
            long own = costs[labels[i]][i] + prices[labels[i]];
            for (int c = 0; c < costs.length; c++) {
                assertThat(own).isLessThanOrEqualTo(costs[c][i] + prices[c]);
            }
        }
        for (int c = 0; c < sizes.length; c++) {
            assertThat(sizes[c]).isBetween(fewest, most);
            if (prices[c] > 0) {
                assertThat(sizes[c]).isEqualTo(most);
            } else if (prices[c] < 0) {
                assertThat(sizes[c]).isEqualTo(fewest);
            }
        }
    }

    @Test
    void manyRowsWithTiesAndBadStarts() {
        for (int round = 0; round < 30; round++) {
            RandomGenerator random = RandomStreams.stream(round, "transport, many", 0);
            int k = 2 + random.nextInt(9);
            int n = 500 + random.nextInt(500);
            long[][] costs = costs(random, k, n, round % 3 == 0 ? 5 : 1_000_000);
            for (int i = 0; i < n; i++) {
                costs[0][i] /= 3; // most rows want the first cluster
            }
            long[] prices = new long[k];
            int spread = round % 2 == 0 ? 1 : 2_000_000;
            Arrays.setAll(prices, c -> random.nextInt(spread) - spread / 2);
            int[] labels = new int[n];
            int fewest = n / k - random.nextInt(20);
            int most = n / k + 1 + random.nextInt(20);
            Transport transport = new Transport(costs, fewest, most, prices, labels);
            transport.solve(Execution.sequential());
            requireProof(costs, fewest, most, labels, transport.prices());
        }
    }
}
