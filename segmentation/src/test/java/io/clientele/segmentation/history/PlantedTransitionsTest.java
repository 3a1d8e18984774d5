package io.clientele.segmentation.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansModel;
import io.clientele.segmentation.profile.SegmentedCustomers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Groups of customers with a known fate, found by k-means before and after: is what happened named right? Everybody is measured anew
 * each time, a tenth of the customers moves to any group, and a tenth is replaced by new ones.
 */
class PlantedTransitionsTest {

    private static final int TRIALS = Boolean.getBoolean("clientele.full") ? 300 : 60;
    private static final int CUSTOMERS = 900;
    private static final double[][] PLACES = {{0, 0}, {6, 0}, {0, 6}, {6, 6}};

    private enum Fate {
        NOTHING,
        SPLIT,
        MERGED,
        DRIFT,
        NEW
    }

    private static final class Fit {
        FeatureTable table;
        KMeansModel model;
        Membership membership;

        Fit(double[][] points, List<String> ids, int k, List<String> names) {
            table = FeatureTable.of(List.of("x", "y"), column(points, 0), column(points, 1));
            model = KMeans.of(k).withRestarts(10).withSeed(1).fit(table);
            membership = Membership.of(ids, model.assign(table), names).withCenters(model.centers());
        }
    }

    private static double[] column(double[][] points, int f) {
        return Arrays.stream(points).mapToDouble(p -> p[f]).toArray();
    }

    @Test
    void fatesAreNamedRight() {
        StringBuilder figures = new StringBuilder();
        for (Fate fate : Fate.values()) {
            int right = 0;
            for (int trial = 0; trial < TRIALS; trial++) {
                right += named(fate, trial) ? 1 : 0;
            }
            figures.append(fate)
                    .append(' ')
                    .append(right)
                    .append('/')
                    .append(TRIALS)
                    .append("; ");
            assertThat(right).as("%s", figures).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * TRIALS));
        }
    }

    private static boolean named(Fate fate, int trial) {
        RandomGenerator random = RandomStreams.stream(trial, "fate-" + fate, 0);
        int groups = fate == Fate.NEW ? 3 : 4;
        int[] group =
                IntStream.range(0, CUSTOMERS).map(i -> random.nextInt(groups)).toArray();
        Fit before = fit(group, Fate.NOTHING, IntStream.range(0, CUSTOMERS).toArray(), groups, random, "old ");
        int[] ids = IntStream.range(0, CUSTOMERS).toArray();
        for (int i = 0; i < CUSTOMERS; i++) {
            boolean replaced = random.nextInt(10) == 0;
            ids[i] = replaced ? CUSTOMERS + i : i;
            group[i] = replaced || random.nextInt(10) == 0 ? random.nextInt(groups) : group[i];
            if (fate == Fate.NEW && random.nextInt(5) == 0) {
                group[i] = 3; // from all groups alike
            }
        }
        int k = fate == Fate.SPLIT ? 5 : fate == Fate.MERGED ? 3 : 4;
        Fit after = fit(group, fate, ids, k, random, "new ");
        SegmentTransitions change = SegmentMatching.create().match(before.membership, after.membership);
        int survivors = change.of(Transition.Kind.SURVIVED).size();
        return switch (fate) {
            case NOTHING ->
                survivors == 4
                        && change.all().size() == 4
                        && drifted(before, after, change).isEmpty();
            case SPLIT ->
                survivors == 3
                        && change.all().size() == 4
                        && change.of(Transition.Kind.SPLIT).get(0).to().size() == 2;
            case MERGED ->
                survivors == 2
                        && change.all().size() == 3
                        && change.of(Transition.Kind.MERGED).get(0).from().size() == 2;
            case DRIFT ->
                survivors == 4
                        && change.all().size() == 4
                        && drifted(before, after, change).equals(List.of(place(before, PLACES[0])));
            case NEW ->
                survivors == 3
                        && change.of(Transition.Kind.NEW).size() == 1
                        && change.all().size() == 4;
        };
    }

    /** Names of the segments of which a feature raises an alarm. */
    private static List<String> drifted(Fit before, Fit after, SegmentTransitions change) {
        List<String> names = before.membership.names();
        DriftBaseline baseline = DriftMonitor.of(0.01)
                .fit(SegmentedCustomers.of(before.table, before.model.assign(before.table), names));
        int[] labels = new int[after.membership.rows()];
        Arrays.setAll(labels, i -> names.indexOf(change.after().names().get(after.membership.segment(i))));
        return baseline.check(after.table, labels).alarms().stream()
                .filter(alarm -> alarm.feature().isPresent())
                .map(DriftReport.Comparison::segment)
                .distinct()
                .toList();
    }

    private static String place(Fit fit, double[] at) {
        return fit.membership.names().get(fit.model.predict(at));
    }

    private static Fit fit(int[] group, Fate fate, int[] ids, int k, RandomGenerator random, String prefix) {
        double[][] points = new double[group.length][2];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            double[] place = PLACES[group[i]].clone();
            if (fate == Fate.SPLIT && group[i] == 0) {
                place[0] += ids[i] % 2 == 0 ? -3.5 : 0;
                place[1] += ids[i] % 2 == 0 ? 0 : -3.5;
            } else if (fate == Fate.MERGED && group[i] == 1) {
                place[0] = 0;
            } else if (fate == Fate.DRIFT && group[i] == 0) {
                place[0] -= 1;
            }
            points[i][0] = place[0] + Samplers.gaussian(random);
            points[i][1] = place[1] + Samplers.gaussian(random);
        }
        for (int s = 0; s < k; s++) {
            names.add(prefix + s);
        }
        return new Fit(points, Arrays.stream(ids).mapToObj(id -> "c" + id).toList(), k, names);
    }
}
