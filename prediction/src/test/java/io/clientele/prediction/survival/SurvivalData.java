package io.clientele.prediction.survival;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The reference data sets, prepared as the golden cases say. */
final class SurvivalData {

    private SurvivalData() {}

    static CsvTable read(String path) {
        return CsvTable.read(SharedFiles.data(path));
    }

    static int[] wholes(double[] values) {
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }

    static double[] cycle(int n, double... values) {
        return IntStream.range(0, n).mapToDouble(i -> values[i % values.length]).toArray();
    }

    static SurvivalTable lung() {
        CsvTable csv = read("survival-r/lung.csv");
        int[] events =
                Arrays.stream(csv.numbers("status")).mapToInt(s -> (int) s - 1).toArray();
        return SurvivalTable.of(csv.numbers("time"), events).withGroups(List.of(csv.texts("sex")));
    }

    static SurvivalTable simple(String path, String time, String event, String group) {
        CsvTable csv = read(path);
        SurvivalTable table = SurvivalTable.of(csv.numbers(time), wholes(csv.numbers(event)));
        return group.isEmpty() ? table : table.withGroups(List.of(csv.texts(group)));
    }

    static SurvivalTable veteran() {
        return simple("survival-r/veteran.csv", "time", "status", "celltype");
    }

    static SurvivalTable waltons() {
        return simple("survival-lifelines/waltons.csv", "T", "E", "group");
    }

    static SurvivalTable leukemia() {
        return simple("survival-lifelines/leukemia.csv", "t", "status", "Rx");
    }

    /** Telco customers who have been there at least a month. */
    static SurvivalTable telco(String group) {
        CsvTable csv = read("telco-churn/telco_churn.csv");
        double[] tenure = csv.numbers("tenure");
        String[] churn = csv.texts("Churn");
        int[] kept =
                IntStream.range(0, tenure.length).filter(i -> tenure[i] > 0).toArray();
        int[] events =
                Arrays.stream(churn).mapToInt(c -> c.equals("Yes") ? 1 : 0).toArray();
        return SurvivalTable.of(tenure, events)
                .withGroups(List.of(csv.texts(group)))
                .withStrata(List.of(csv.texts("Contract")))
                .selectRows(kept);
    }

    /** Some columns of a CSV, numbers only. */
    static FeatureTable features(CsvTable csv, String... names) {
        return FeatureTable.of(
                List.of(names), Arrays.stream(names).map(csv::numbers).toArray(double[][]::new));
    }
}
