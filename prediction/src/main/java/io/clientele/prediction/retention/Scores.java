package io.clientele.prediction.retention;

import io.clientele.core.Execution;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.internal.parallel.Chunks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A model and the customers it is asked about. */
final class Scores {

    private final ChurnModel model;
    private final ActiveCustomers customers;
    private final List<String> names;
    private final FeatureTable features;

    Scores(ChurnModel model, ActiveCustomers customers) {
        this.model = model;
        this.customers = customers;
        this.names = model.features();
        this.features = customers.features(names);
    }

    ActiveCustomers customers() {
        return customers;
    }

    private double[] row(int row) {
        return names.isEmpty() ? new double[0] : features.row(row);
    }

    Outlook outlook(int row) {
        Optional<String> stratum = customers.stratum(row);
        return stratum.isPresent() ? model.inStratum(stratum.get(), row(row)) : model.outlook(row(row));
    }

    /** The means of the features. */
    double[] average(Execution execution) {
        double[] means = new double[names.size()];
        Chunks.tasks(means.length, execution, j -> {
            double[] column = features.column(j);
            means[j] = Reductions.sum(column, 0, column.length) / column.length;
        });
        return means;
    }

    /** What raises the risk against the average customer, the most first; ties in the order of the features. */
    List<Reason> reasons(int row, double[] average, int most) {
        if (most == 0 || names.isEmpty()) {
            return List.of();
        }
        double[] own = row(row);
        double[] parts = model.contributions(own, average);
        List<Reason> reasons = new ArrayList<>();
        for (int j = 0; j < parts.length; j++) {
            if (parts[j] > 0) {
                reasons.add(new Reason(names.get(j), own[j], average[j], parts[j], model.scale()));
            }
        }
        reasons.sort(Comparator.comparingDouble(Reason::contribution).reversed());
        return reasons.subList(0, Math.min(most, reasons.size()));
    }
}
