package io.clientele.prediction.linear;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.SharedFiles;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.evaluation.Evaluation;
import io.clientele.prediction.evaluation.Evaluator;
import io.clientele.prediction.evaluation.ScoredLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Out-of-fold quality on real customers: five folds, stratified, nothing resampled. */
class PropensityOnRealDataTest {

    private static final int FOLDS = 5;

    /** Every row's probability from a model that has not seen it. */
    private static ScoredLabels outOfFold(LabeledTable data, LogisticRegression recipe) {
        int n = data.rows();
        int[] fold = new int[n];
        for (int label = 0; label <= 1; label++) {
            int want = label;
            int[] rows =
                    IntStream.range(0, n).filter(i -> data.label(i) == want).toArray();
            Samplers.shuffle(RandomStreams.stream(0, "folds", label), rows);
            for (int k = 0; k < rows.length; k++) {
                fold[rows[k]] = k % FOLDS;
            }
        }
        double[] scores = new double[n];
        for (int f = 0; f < FOLDS; f++) {
            int held = f;
            int[] train = IntStream.range(0, n).filter(i -> fold[i] != held).toArray();
            LogisticModel model = recipe.fit(data.selectRows(train));
            double[] all = model.probabilities(data.features());
            for (int i = 0; i < n; i++) {
                scores[i] = fold[i] == f ? all[i] : scores[i];
            }
        }
        return ScoredLabels.of(data.labels(), scores);
    }

    /** All 7,043 customers and all columns; texts as indicators of every level, of which the dependent ones are aliased. */
    @Test
    void telcoChurn() {
        CsvTable raw = CsvTable.read(SharedFiles.data("telco-churn/telco_churn.csv"));
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (String name : raw.header().subList(1, raw.header().size() - 1)) {
            String[] texts = raw.texts(name);
            if (name.equals("tenure") || name.endsWith("Charges")) {
                names.add(name);
                // without a month of tenure there is no bill yet
                columns.add(Arrays.stream(texts)
                        .mapToDouble(t -> t.isBlank() ? 0 : Double.parseDouble(t))
                        .toArray());
            } else {
                for (String level : new TreeSet<>(List.of(texts))) {
                    names.add(name + "=" + level);
                    columns.add(equalTo(texts, level));
                }
            }
        }
        LabeledTable data = LabeledTable.of(
                FeatureTable.of(names, columns.toArray(new double[0][])), equalTo(raw.texts("Churn"), "Yes"));
        Evaluation e = Evaluator.create().fit(outOfFold(data, LogisticRegression.create()));
        // the anchor, scikit-learn with C = 1: AUC .8453, log loss .4174, Brier .1354
        assertThat(e.auc().estimate()).as(e.toString()).isGreaterThan(0.845);
        assertThat(e.logLoss().estimate()).isLessThan(0.418);
        assertThat(e.brier().estimate()).isLessThan(0.1358);
        assertThat(e.calibrationSlope().orElseThrow().interval().orElseThrow().contains(1))
                .isTrue();
    }

    @Test
    void onlineShoppers() {
        CsvTable raw = CsvTable.read(SharedFiles.data("online-shoppers/online_shoppers_intention.csv.gz"));
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (String name : raw.header()) {
            if (name.equals("Month") || name.equals("VisitorType")) {
                String[] texts = raw.texts(name);
                for (String level : new TreeSet<>(List.of(texts))) {
                    names.add(name + "=" + level);
                    columns.add(equalTo(texts, level));
                }
            } else if (name.equals("Weekend")) {
                names.add(name);
                columns.add(equalTo(raw.texts(name), "TRUE"));
            } else if (!name.equals("Revenue")) {
                names.add(name);
                columns.add(raw.numbers(name));
            }
        }
        LabeledTable data = LabeledTable.of(
                FeatureTable.of(names, columns.toArray(new double[0][])), equalTo(raw.texts("Revenue"), "TRUE"));
        Evaluation e = Evaluator.create().fit(outOfFold(data, LogisticRegression.create()));
        assertThat(e.auc().estimate()).as(e.toString()).isGreaterThan(0.889);
        assertThat(e.logLoss().estimate()).isLessThan(0.300);
    }

    private static double[] equalTo(String[] texts, String level) {
        return Arrays.stream(texts)
                .mapToDouble(t -> t.equalsIgnoreCase(level) ? 1 : 0)
                .toArray();
    }
}
