package io.clientele.prediction.survival;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    /** Rows whose given columns are all known. */
    private static int[] complete(CsvTable csv, String... names) {
        double[][] columns = Arrays.stream(names).map(csv::numbers).toArray(double[][]::new);
        return IntStream.range(0, csv.rows())
                .filter(i -> Arrays.stream(columns).noneMatch(column -> Double.isNaN(column[i])))
                .toArray();
    }

    static SurvivalTable lungComplete(String... features) {
        CsvTable csv = read("survival-r/lung.csv");
        int[] kept = complete(csv, "age", "sex", "ph.ecog", "ph.karno", "wt.loss");
        return lung().withStrata(List.of(csv.texts("sex")))
                .withClusters(List.of(csv.texts("inst")))
                .withFeatures(features(csv, features))
                .selectRows(kept);
    }

    /** The parts named, and no others. */
    static SurvivalTable plain(SurvivalTable table, boolean strata, boolean clusters) {
        SurvivalTable bare = SurvivalTable.of(table.times(), table.events());
        double[] starts = table.starts();
        if (starts != null) {
            bare = bare.withStarts(starts);
        }
        if (strata) {
            bare = bare.withStrata(names(table.stratumLabels(), table.rows()));
        }
        if (clusters) {
            bare = bare.withClusters(names(table.clusterLabels(), table.rows()));
        }
        return bare.withFeatures(table.features().orElseThrow());
    }

    static List<String> names(@Nullable Labels labels, int rows) {
        Labels own = Objects.requireNonNull(labels);
        return IntStream.range(0, rows).mapToObj(own::name).toList();
    }

    static double[] indicator(String[] values, String of) {
        return Arrays.stream(values).mapToDouble(v -> v.equals(of) ? 1 : 0).toArray();
    }

    static SurvivalTable veteranRegression() {
        CsvTable csv = read("survival-r/veteran.csv");
        String[] cell = csv.texts("celltype");
        return veteran()
                .withFeatures(features(csv, "trt", "karno", "diagtime", "age", "prior")
                        .withColumn("celltype_smallcell", indicator(cell, "smallcell"))
                        .withColumn("celltype_adeno", indicator(cell, "adeno"))
                        .withColumn("celltype_large", indicator(cell, "large")));
    }

    static SurvivalTable rossi() {
        CsvTable csv = read("survival-lifelines/rossi.csv");
        return SurvivalTable.of(csv.numbers("week"), wholes(csv.numbers("arrest")))
                .withFeatures(features(csv, "fin", "age", "race", "wexp", "mar", "paro", "prio"));
    }

    static double[] log(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    /** Deaths are events; age, edema, and logarithms of bilirubin, albumin and prothrombin time. */
    static SurvivalTable pbc() {
        CsvTable csv = read("survival-r/pbc.csv");
        int[] kept = complete(csv, "age", "edema", "bili", "albumin", "protime");
        int[] events = Arrays.stream(csv.numbers("status"))
                .mapToInt(s -> s == 2 ? 1 : 0)
                .toArray();
        return SurvivalTable.of(csv.numbers("time"), events)
                .withFeatures(features(csv, "age", "edema")
                        .withColumn("log_bili", log(csv.numbers("bili")))
                        .withColumn("log_albumin", log(csv.numbers("albumin")))
                        .withColumn("log_protime", log(csv.numbers("protime"))))
                .selectRows(kept);
    }

    static SurvivalTable heart(String... features) {
        CsvTable csv = read("survival-r/heart.csv");
        return SurvivalTable.of(csv.numbers("stop"), wholes(csv.numbers("event")))
                .withStarts(csv.numbers("start"))
                .withClusters(List.of(csv.texts("id")))
                .withSubjects(List.of(csv.texts("id")))
                .withFeatures(features(csv, features));
    }

    static SurvivalTable telcoRegression() {
        CsvTable csv = read("telco-churn/telco_churn.csv");
        double[] tenure = csv.numbers("tenure");
        String[] contract = csv.texts("Contract");
        String[] internet = csv.texts("InternetService");
        FeatureTable features = FeatureTable.of(List.of("one_year"), indicator(contract, "One year"))
                .withColumn("two_year", indicator(contract, "Two year"))
                .withColumn("paperless", indicator(csv.texts("PaperlessBilling"), "Yes"))
                .withColumn("partner", indicator(csv.texts("Partner"), "Yes"))
                .withColumn("electronic_check", indicator(csv.texts("PaymentMethod"), "Electronic check"))
                .withColumn("fiber", indicator(internet, "Fiber optic"))
                .withColumn("no_internet", indicator(internet, "No"))
                .withColumn("SeniorCitizen", csv.numbers("SeniorCitizen"))
                .withColumn("MonthlyCharges", csv.numbers("MonthlyCharges"));
        int[] kept =
                IntStream.range(0, tenure.length).filter(i -> tenure[i] > 0).toArray();
        return SurvivalTable.of(tenure, wholes(indicator(csv.texts("Churn"), "Yes")))
                .withFeatures(features)
                .selectRows(kept);
    }
}
