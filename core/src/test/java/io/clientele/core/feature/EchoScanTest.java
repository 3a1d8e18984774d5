package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EchoScanTest {

    @Test
    void areaIsTheShareOfPairsToldApart() {
        RandomGenerator random = RandomStreams.stream(4, "echo", 0);
        for (int trial = 0; trial < 20; trial++) {
            int n = 60;
            double[] labels = new double[n];
            double[] column = new double[n];
            for (int i = 0; i < n; i++) {
                labels[i] = i < 2 ? i : random.nextInt(9) == 0 ? Double.NaN : random.nextInt(2);
                column[i] = random.nextInt(6) == 0 ? Double.NaN : random.nextInt(5) - 2 + labels[i]; // ties, NaN
            }
            double expected = Math.max(pairs(column, labels, -1e9), pairs(column, labels, 1e9));
            List<Echo> all = EchoScan.create().withThreshold(0.5).scan(FeatureTable.of(List.of("x"), column), labels);
            assertThat(all.get(0).auc()).isCloseTo(expected, within(1e-14));
        }
    }

    private static double pairs(double[] column, double[] labels, double missing) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < labels.length; j++) {
                if (labels[i] == 1 && labels[j] == 0) {
                    double one = Double.isNaN(column[i]) ? missing : column[i];
                    double zero = Double.isNaN(column[j]) ? missing : column[j];
                    sum += one > zero ? 1 : one == zero ? 0.5 : 0;
                    count++;
                }
            }
        }
        return Math.max(sum / count, 1 - sum / count);
    }

    @Test
    void echoesAreFoundHoweverTheyAreDisguised() {
        RandomGenerator random = RandomStreams.stream(5, "echo", 0);
        int n = 400;
        double[] labels = new double[n];
        double[][] columns = new double[5][n];
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(2);
            columns[0][i] = random.nextGaussian() + labels[i]; // honest: AUC 0.76
            columns[1][i] = 7 - 3 * labels[i]; // the other way round
            columns[2][i] = labels[i] + 0.1 * random.nextGaussian(); // blurred
            columns[3][i] = labels[i] == 1 ? random.nextGaussian() : Double.NaN; // recorded for buyers only
            columns[4][i] = 5;
        }
        List<Echo> echoes = EchoScan.create()
                .scan(
                        FeatureTable.of(List.of("honest", "reversed", "blurred", "present", "constant"), columns),
                        labels);
        assertThat(echoes).extracting(Echo::column).containsExactly("reversed", "blurred", "present");
        assertThat(echoes.get(0)).isEqualTo(new Echo("reversed", 1));
    }

    @Test
    void honestFeaturesOfAShopAreNoEchoes() {
        RandomShop shop = RandomShop.of(9, 400);
        FeatureSnapshot snapshot =
                RandomShop.everything().compute(shop.logs(), RandomShop.CUTOFFS, Execution.sequential());
        Labels labels = LabelWindow.ofDays(80).withCensoredRows().label(snapshot, shop.orders());
        assertThat(labels.censored()).isPositive();
        assertThat(EchoScan.create().scan(snapshot.features(), labels.bought())).isEmpty();
        FeatureTable withLabel = snapshot.features().withColumn("later", labels.amounts());
        assertThat(EchoScan.create().scan(withLabel, labels.bought()))
                .extracting(Echo::column)
                .containsExactly("later");
    }

    @Test
    void badInputIsNamed() {
        FeatureTable table = FeatureTable.of(List.of("x"), new double[] {1, 2, 3});
        EchoScan scan = EchoScan.create();
        refused(() -> scan.scan(table, new double[2]), "labels must have one value per row (3), got 2");
        refused(
                () -> scan.scan(table, new double[] {0, Double.NaN, 0}),
                "labels must hold both 0 and 1, got 0 of 1 in 2 known rows");
        refused(() -> scan.scan(table, new double[] {0, 1, 2}), "label, row 2: must be 0, 1 or NaN, got 2.0");
        refused(() -> scan.withThreshold(0.4), "auc must be between 0.5 and 1, got 0.4");
        assertThat(scan).isEqualTo(EchoScan.create()).hasToString("EchoScan[threshold=0.98]");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
