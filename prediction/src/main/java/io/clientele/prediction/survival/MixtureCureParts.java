package io.clientele.prediction.survival;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mixture cure fit works on: the columns for who leaves and for when, as rows of {@link AftRows}. */
final class MixtureCureParts {

    final List<String> names;
    final int[] incidenceColumns;
    final int[] latencyColumns;
    final AftRows incidence;
    final AftRows latency;
    final FeatureTable latencyFeatures;
    final LifetimeShape shape;
    final boolean fixedScale;
    /** Number of parameters: those of who leaves, those of when, the inverse of the scale. */
    final int size;

    MixtureCureParts(MixtureCure.Options o, SurvivalTable data, Execution execution) {
        FeatureTable features = data.features()
                .filter(table -> table.columns() > 0)
                .map(FeatureTable::requireFinite)
                .orElse(FeatureTable.of(List.of()));
        this.names = features.names();
        this.incidenceColumns = columns(features, o.incidence());
        this.latencyColumns = columns(features, o.latency());
        execution.checkCancelled();
        this.incidence = new AftRows(data, pick(features, incidenceColumns), execution);
        this.latencyFeatures = pick(features, latencyColumns);
        this.latency = new AftRows(data, latencyFeatures, execution);
        this.shape = new LifetimeShape(o.distribution(), 1);
        this.fixedScale = o.distribution() == LifetimeDistribution.EXPONENTIAL;
        this.size = incidence.u.length - 1 + latency.u.length;
        if (latency.events == 0) {
            throw new FitException(
                    "no events: all rows with a weight above 0 are censored, so nobody can tell who will never"
                            + " leave from who has not left yet; watch longer, or widen the definition of the event");
        }
        boolean censored = false;
        for (boolean event : latency.event) {
            censored |= !event;
        }
        if (!censored) {
            throw nobodyStays();
        }
    }

    private static int[] columns(FeatureTable features, @Nullable List<String> wanted) {
        int[] all = new int[wanted == null ? features.columns() : wanted.size()];
        for (int j = 0; j < all.length; j++) {
            all[j] = wanted == null ? j : features.index(wanted.get(j));
        }
        return all;
    }

    private static FeatureTable pick(FeatureTable features, int[] columns) {
        return columns.length == 0
                ? FeatureTable.of(List.of())
                : features.select(
                        Arrays.stream(columns).mapToObj(features.names()::get).toArray(String[]::new));
    }

    /** The place of the location of when; who leaves comes before. */
    int location() {
        return incidence.u.length - 1;
    }

    static FitException nobodyStays() {
        return new FitException(
                "no share that never leaves: the likelihood is highest when everybody leaves sooner or later; use"
                        + " AftRegression, or watch longer");
    }

    static FitException collapsed() {
        return new FitException(
                "the scale shrinks to 0: the events have next to no spread for their features, so the likelihood"
                        + " has no maximum; drop features, or look at the times");
    }
}
