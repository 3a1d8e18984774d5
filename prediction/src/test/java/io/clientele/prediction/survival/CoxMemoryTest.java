package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.Samplers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a fit takes beside its table: the smallest heap of a JVM of its own tells. */
class CoxMemoryTest {

    private static final int ROWS = 300_000;
    private static final int COLUMNS = 10;

    /**
     * A table of 100 bytes a row (10 features, start, time, event), 40 bytes a row for the fit and, as the model keeps 24 bytes for
     * each event time and half the rows are events, 12 for the model; 10 MB for the JVM, which with the class path of
     * a build takes some MB more than with a bare one. Sorted copies of the columns (24 MB) would not fit in.
     */
    @Test
    void startsTakeFortyBytesARow() throws IOException, InterruptedException {
        int megabytes = ROWS / 1000 * (100 + 40 + 12) / 1000 + 10;
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-Xmn4m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fit.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("done");
    }

    /** Runs in the child. */
    static final class Fit {

        private Fit() {}

        public static void main(String[] args) {
            RandomGenerator random = RandomTables.random("memory", 0);
            double[] times = new double[ROWS];
            double[] starts = new double[ROWS];
            int[] events = new int[ROWS];
            for (int i = 0; i < ROWS; i++) {
                times[i] = Samplers.exponential(random);
                starts[i] = times[i] * random.nextDouble() * 0.9;
                events[i] = i & 1;
            }
            SurvivalTable table = SurvivalTable.of(times, events);
            table = table.withStarts(starts);
            CoxModel model = CoxRegression.create().fit(table.withFeatures(features(random)));
            System.out.println(model.report().converged() ? "done" : "not converged");
        }

        private static FeatureTable features(RandomGenerator random) {
            FeatureTable features = FeatureTable.of(List.of("x0"), column(random));
            for (int j = 1; j < COLUMNS; j++) {
                features = features.withColumn("x" + j, column(random));
            }
            return features;
        }

        private static double[] column(RandomGenerator random) {
            double[] column = new double[ROWS];
            for (int i = 0; i < ROWS; i++) {
                column[i] = random.nextDouble();
            }
            return column;
        }
    }
}
