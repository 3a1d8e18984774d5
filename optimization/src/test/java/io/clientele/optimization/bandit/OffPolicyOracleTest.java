package io.clientele.optimization.bandit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.contract.TestPool;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Eight estimators on the Open Bandit Dataset (men) against ../shared/golden/bandit. */
class OffPolicyOracleTest {

    private static final int ARMS = 34;
    private static CsvTable random;
    private static CsvTable bts;
    /** By position (0 to 2) and item: smoothed click rate of the first half of the random log. */
    private static double[][] q;

    @BeforeAll
    static void read() {
        random = CsvTable.read(SharedFiles.data("obd-men/random_men.csv.gz"));
        bts = CsvTable.read(SharedFiles.data("obd-men/bts_men.csv.gz"));
        double[][] rows = new double[3][ARMS];
        double[][] clicks = new double[3][ARMS];
        double[] item = random.numbers("item_id");
        double[] position = random.numbers("position");
        double[] click = random.numbers("click");
        for (int i = 0; i < 5000; i++) {
            rows[(int) position[i] - 1][(int) item[i]]++;
            clicks[(int) position[i] - 1][(int) item[i]] += click[i];
        }
        q = new double[3][ARMS];
        for (int p = 0; p < 3; p++) {
            for (int a = 0; a < ARMS; a++) {
                q[p][a] = (clicks[p][a] + 0.1) / (rows[p][a] + 20);
            }
        }
    }

    @Test
    void uniformFromThompsonSampling() {
        check("off-policy-uniform-from-bts", bts, 0, (place, arm) -> 1.0 / ARMS);
    }

    @Test
    void greedyFromUniform() {
        check("off-policy-greedy-from-random", random, 5000, (place, arm) -> {
            double most = Arrays.stream(q[place]).max().orElseThrow();
            int first = IntStream.range(0, ARMS)
                    .filter(a -> q[place][a] == most)
                    .findFirst()
                    .orElseThrow();
            return arm == first ? 1 : 0;
        });
    }

    @Test
    void softmaxFromUniform() {
        check("off-policy-softmax-from-random", random, 5000, (place, arm) -> {
            double sum = Arrays.stream(q[place]).map(v -> Math.exp(v / 0.01)).sum();
            return Math.exp(q[place][arm] / 0.01) / sum;
        });
    }

    private interface ByPosition {
        double probability(int place, int arm);
    }

    private static void check(String name, CsvTable table, int from, ByPosition byPosition) {
        double[] position = table.numbers("position");
        int n = position.length - from;
        int[] arm = Arrays.stream(table.numbers("item_id"))
                .skip(from)
                .mapToInt(d -> (int) d)
                .toArray();
        DecisionLog log = DecisionLog.of(
                IntStream.range(0, ARMS).mapToObj(a -> "item" + a).toList(),
                arm,
                Arrays.copyOfRange(table.numbers("propensity_score"), from, from + n),
                Arrays.copyOfRange(table.numbers("click"), from, from + n));
        int[] place = new int[n];
        Arrays.setAll(place, i -> (int) position[from + i] - 1);
        double[][] shares = new double[3][ARMS];
        for (int p = 0; p < 3; p++) {
            for (int a = 0; a < ARMS; a++) {
                shares[p][a] = byPosition.probability(p, a);
            }
        }
        OffPolicyEvaluation recipe = OffPolicyEvaluation.create().withClip(5).withSwitch(3);
        TargetPolicy policy = (row, a) -> shares[place[row]][a];
        RewardModel model = (row, a) -> q[place[row]][a];
        OffPolicyResult result = recipe.evaluate(log, policy, model, Execution.sequential());
        Golden expected = Golden.load("bandit/" + name).at("expected");
        matches(expected, "ips", result.value(OffPolicyEstimator.IPS));
        matches(expected, "clipped_ips_5", result.value(OffPolicyEstimator.CLIPPED_IPS));
        matches(expected, "snips", result.value(OffPolicyEstimator.SNIPS));
        matches(expected, "direct_method", result.value(OffPolicyEstimator.DIRECT_METHOD));
        matches(expected, "doubly_robust", result.value(OffPolicyEstimator.DOUBLY_ROBUST));
        matches(
                expected,
                "self_normalised_doubly_robust",
                result.value(OffPolicyEstimator.SELF_NORMALISED_DOUBLY_ROBUST));
        matches(expected, "switch_doubly_robust_3", result.value(OffPolicyEstimator.SWITCH_DOUBLY_ROBUST));
        // Su and others (2020), added up plainly
        double shrunk = 0;
        for (int row = 0; row < n; row++) {
            double direct = 0;
            for (int a = 0; a < ARMS; a++) {
                direct += policy.probability(row, a) * model.reward(row, a);
            }
            double w = policy.probability(row, arm[row]) / log.propensity(row);
            shrunk += direct + 100 * w / (w * w + 100) * (log.reward(row) - model.reward(row, arm[row]));
        }
        assertThat(result.value(OffPolicyEstimator.SHRUNK_DOUBLY_ROBUST).estimate())
                .isCloseTo(shrunk / n, within(1e-14));
        expected.at("effective_sample_size").matches(result.overlap().effectiveSampleSize(), 1e-10, 0);
        expected.at("weight_mean").matches(result.overlap().meanWeight(), 1e-10, 0);
        expected.at("weight_max").matches(result.overlap().largestWeight(), 1e-10, 0);
        assertThat(result.refusal()).isEmpty();
        for (int threads : List.of(2, 3, 7)) {
            try (TestPool pool = new TestPool(threads)) {
                assertThat(recipe.evaluate(log, policy, model, Execution.on(pool, threads)))
                        .isEqualTo(result)
                        .hasSameHashCodeAs(result);
            }
        }
    }

    private static void matches(Golden expected, String name, PolicyValue value) {
        expected.at(name, "value").matches(value.estimate(), 1e-10, 1e-12);
        if (expected.at(name).has("std_error")) {
            expected.at(name, "std_error").matches(value.standardError(), 1e-10, 1e-12);
        }
        assertThat(value.interval().contains(value.estimate())).isTrue();
    }
}
