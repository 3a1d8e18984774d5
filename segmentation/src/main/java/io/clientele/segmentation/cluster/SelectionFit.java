package io.clientele.segmentation.cluster;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.parallel.Chunks;
import io.clientele.core.internal.random.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call of {@link KMeansSelection#fit}: measures, and what they lead to. */
final class SelectionFit {

    private static final Logger LOG = LoggerFactory.getLogger(KMeansSelection.class);

    /** The chance that rows without structure look structured to the test. */
    private static final double LEVEL = 0.05;

    private static final int REFERENCE_STARTS = 2;

    /** Below this mean Jaccard similarity a cluster should not be trusted (Hennig 2007). */
    private static final double IN_DOUBT = 0.6;

    private final KMeansSelection.Options o;
    private final FeatureTable data;
    private final Execution execution;
    /** Stages count from 1 each; the caller hears of the stages. */
    private final Execution quiet;
    /** Columns of the data that vary within the sample. */
    private final int[] varying;

    private final FeatureTable sample;

    SelectionFit(KMeansSelection.Options o, FeatureTable data, Execution execution) {
        this.o = o;
        this.data = data;
        this.execution = execution;
        this.quiet = execution.withProgress(p -> {});
        FeatureTable rows = o.sample() < data.rows() ? data.selectRows(rows(data.rows())) : data;
        this.varying = varying(rows);
        this.sample =
                rows.select(Arrays.stream(varying).mapToObj(rows.names()::get).toArray(String[]::new));
    }

    /** Distinct rows drawn at random, in ascending order. */
    private int[] rows(int n) {
        RandomGenerator random = RandomStreams.stream(o.seed(), "segments sample", 0);
        int[] all = new int[n];
        Arrays.setAll(all, i -> i);
        for (int i = 0; i < o.sample(); i++) {
            int j = i + random.nextInt(n - i);
            int swap = all[i];
            all[i] = all[j];
            all[j] = swap;
        }
        int[] drawn = Arrays.copyOf(all, o.sample());
        Arrays.sort(drawn);
        return drawn;
    }

    private static int[] varying(FeatureTable rows) {
        ColumnSpread spread = new ColumnSpread(rows.columns());
        spread.add(rows, 0, rows.rows());
        int[] varying = new int[rows.columns()];
        int at = 0;
        for (int j = 0; j < varying.length; j++) {
            if (!spread.constant(j)) {
                varying[at++] = j;
            }
        }
        return Arrays.copyOf(varying, at);
    }

    KMeansChoice choose() {
        if (varying.length == 0) {
            return choice(KMeans.of(1), "no clear segments: all rows are equal", 1, null, List.of());
        }
        requireDistinctRows();
        List<double[]> peaks = PeakSearch.peaks(sample, o.largest(), o.smallestShare(), o.seed(), quiet);
        execution.progress("stages", 1, 3);
        GapCurve gap = GapStatistic.of(o.largest())
                .withReferences(o.references())
                .withRestarts(REFERENCE_STARTS)
                .withLevel(LEVEL)
                .withSeed(o.seed())
                .fit(sample, quiet);
        execution.progress("stages", 2, 3);
        List<KMeansCandidate> candidates = candidates(gap);
        execution.progress("stages", 3, 3);
        String tests = String.format(
                Locale.ROOT,
                "tables without clusters have as much structure with p = %.3f (even in a box) and p = %.3f (normal)",
                gap.pValue(GapReference.BOX),
                gap.pValue(GapReference.NORMAL));
        if (peaks.size() == 1) {
            return choice(KMeans.of(1), "no clear segments: the density of the rows has one peak", 1, gap, candidates);
        }
        String found = "the density of the rows has " + peaks.size() + " peaks";
        if (!gap.clear()) {
            return choice(
                    KMeans.of(1), "no clear segments: " + found + ", but " + tests, peaks.size(), gap, candidates);
        }
        boolean all = peaks.size() <= o.largest();
        return choice(
                all ? KMeans.of(peaks.size()).withStartCenters(starts(peaks)) : KMeans.of(o.largest()),
                (all ? peaks.size() : o.largest()) + " segments: " + found + ", and " + tests,
                peaks.size(),
                gap,
                candidates);
    }

    private void requireDistinctRows() {
        Set<List<Double>> distinct = new HashSet<>();
        for (int i = 0; i < sample.rows() && distinct.size() <= o.largest(); i++) {
            distinct.add(Arrays.stream(sample.row(i)).boxed().toList());
        }
        if (distinct.size() <= o.largest()) {
            throw new FitException("there are only " + distinct.size() + " distinct rows, too few to look for up to "
                    + o.largest() + " segments; take each as a segment, choose a smaller largest, or other columns");
        }
    }

    private List<KMeansCandidate> candidates(GapCurve gap) {
        KMeansCandidate[] candidates = new KMeansCandidate[o.largest() - 1];
        Execution alone = quiet.onCallingThread();
        // the largest takes longest
        Chunks.tasks(candidates.length, quiet, task -> {
            int k = o.largest() - task;
            candidates[k - 2] = candidate(k, gap, alone);
        });
        return List.of(candidates);
    }

    private KMeansCandidate candidate(int k, GapCurve gap, Execution alone) {
        KMeans recipe = KMeans.of(k).withRestarts(o.restarts()).withSeed(o.seed());
        KMeansModel model = recipe.fit(sample, alone);
        int[] labels = model.assign(sample, alone);
        ClusterQuality quality = ClusterQuality.of(sample, labels, alone);
        ClusterStability stability = BootstrapStability.of(recipe)
                .withDraws(o.draws())
                .withSeed(o.seed())
                .fit(sample, alone);
        GapReference lower =
                gap.gap(GapReference.BOX, k) < gap.gap(GapReference.NORMAL, k) ? GapReference.BOX : GapReference.NORMAL;
        return new KMeansCandidate(
                k,
                model.inertia(),
                gap.gap(lower, k),
                gap.standardError(lower, k),
                Silhouette.euclidean(sample, labels, alone).mean(),
                quality.calinskiHarabasz(),
                quality.daviesBouldin(),
                stability.meanJaccard(stability.weakest()),
                (double) Arrays.stream(model.sizes()).min().orElseThrow() / sample.rows());
    }

    /** The peaks in the columns of the data. */
    private double[][] starts(List<double[]> peaks) {
        double[][] starts = new double[peaks.size()][];
        for (int c = 0; c < starts.length; c++) {
            starts[c] = data.row(0);
            for (int j = 0; j < varying.length; j++) {
                starts[c][varying[j]] = peaks.get(c)[j];
            }
        }
        return starts;
    }

    private KMeansChoice choice(
            KMeans recipe, String reason, int peaks, @Nullable GapCurve gap, List<KMeansCandidate> candidates) {
        KMeansModel best = recipe.withRestarts(o.restarts()).withSeed(o.seed()).fit(data, quiet);
        KMeansChoice choice =
                new KMeansChoice(best, reason, warnings(best.k(), peaks, candidates), peaks, gap, candidates);
        LOG.debug("number of segments: {}", choice);
        return choice;
    }

    private List<String> warnings(int k, int peaks, List<KMeansCandidate> candidates) {
        List<String> warnings = new ArrayList<>();
        if (peaks >= o.largest()) {
            warnings.add("there may be more than " + o.largest() + " segments; try a larger range");
        }
        if (k > 1) {
            KMeansCandidate chosen = candidates.get(k - 2);
            if (chosen.leastJaccard() < IN_DOUBT) {
                warnings.add(String.format(
                        Locale.ROOT,
                        "with other customers of the same kind, a segment was not found again (mean Jaccard similarity %.2f,"
                                + " below %.1f): k-means may cut this shape badly; look at a mixture or density clusters too",
                        chosen.leastJaccard(),
                        IN_DOUBT));
            }
            if (chosen.smallestShare() < o.smallestShare()) {
                warnings.add(String.format(
                        Locale.ROOT, "the smallest segment has %.4f of the rows", chosen.smallestShare()));
            }
        }
        return warnings;
    }
}
