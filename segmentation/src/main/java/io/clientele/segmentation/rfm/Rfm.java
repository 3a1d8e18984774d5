package io.clientele.segmentation.rfm;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Scores customers by how recently, how often and for how much they bought, and names their segment.
 *
 * <p>Each measure is cut at its quantiles, or at given points. 1 is worst; few days since the last order score high.
 *
 * <ul>
 *   <li>Equal values: see {@link Ties}. By default they get equal scores.
 *   <li>A score that nobody gets, because many share a value or customers are fewer than bins, is named in a warning.
 *   <li>Nested: orders and money are scored among customers of the same recency score; a recency score that nobody has takes
 *       the cut points of everybody.
 *   <li>A table without customers is refused.
 * </ul>
 *
 * <p>Time O(customers · log customers). Immutable and thread-safe.
 *
 * <pre>{@code
 * RfmModel model = Rfm.create().fit(customers);
 * String segment = model.segment(12, 4, 310.0);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/2684934">Hyndman and Fan (1996), Sample quantiles in statistical packages</a>
 */
public final class Rfm implements Estimator<RfmTable, RfmModel> {

    private static final List<String> MEASURES = List.of("recency", "frequency", "monetary");

    private record Options(
            int bins, Ties ties, boolean nested, Optional<SegmentMap> segments, List<List<Double>> cutPoints) {}

    private static final class Fit {

        final RfmModel model;
        final byte[][] scores;

        Fit(RfmModel model, byte[][] scores) {
            this.model = model;
            this.scores = scores;
        }
    }

    private final Options o;

    private Rfm(Options o) {
        this.o = o;
    }

    /** {@return quintiles, equal scores for equal values, measures independent, standard segments} */
    public static Rfm create() {
        return new Rfm(new Options(5, Ties.EQUAL, false, Optional.empty(), List.of()));
    }

    /**
     * The same with another number of scores, standard segments, and no given cut points.
     *
     * @param bins 2 to 9
     * @return a new recipe
     */
    public Rfm withBins(int bins) {
        Check.between("bins", bins, 2, 9);
        return new Rfm(new Options(bins, o.ties, o.nested, Optional.empty(), List.of()));
    }

    /**
     * The same with another rule for equal values; without effect on given cut points.
     *
     * @param ties the rule
     * @return a new recipe
     */
    public Rfm withTies(Ties ties) {
        return new Rfm(new Options(o.bins, Objects.requireNonNull(ties, "ties"), o.nested, o.segments, o.cutPoints));
    }

    /**
     * The same with orders and money scored within each recency score, or not; without effect on given cut points.
     *
     * @param nested true for within
     * @return a new recipe
     */
    public Rfm withNested(boolean nested) {
        return new Rfm(new Options(o.bins, o.ties, nested, o.segments, o.cutPoints));
    }

    /**
     * The same with other segments.
     *
     * @param segments a map with as many scores as there are bins
     * @return a new recipe
     */
    public Rfm withSegments(SegmentMap segments) {
        if (segments.bins() != o.bins) {
            throw new IllegalArgumentException(
                    "segments must have as many scores as there are bins (" + o.bins + "), got " + segments.bins());
        }
        return new Rfm(new Options(o.bins, o.ties, o.nested, Optional.of(segments), o.cutPoints));
    }

    /**
     * The same with given cut points, one fewer than bins, in rising order. More than a cut point of orders or money, or fewer
     * days than one of recency, scores one higher.
     *
     * @param recencyDays days
     * @param frequency orders
     * @param monetary money
     * @return a new recipe
     */
    public Rfm withCutPoints(double[] recencyDays, double[] frequency, double[] monetary) {
        return new Rfm(new Options(
                o.bins,
                o.ties,
                o.nested,
                o.segments,
                List.of(rising("recency", recencyDays), rising("frequency", frequency), rising("monetary", monetary))));
    }

    private List<Double> rising(String name, double[] cuts) {
        Check.length(name + " cut points", cuts.length, o.bins - 1, "one fewer than bins");
        for (int j = 0; j < cuts.length; j++) {
            Check.finite(name + " cut point", cuts[j]);
            if (j > 0 && cuts[j] <= cuts[j - 1]) {
                throw new IllegalArgumentException(
                        name + " cut points must rise, got " + cuts[j] + " after " + cuts[j - 1]);
            }
        }
        return Arrays.stream(cuts).boxed().toList();
    }

    @Override
    public RfmModel fit(RfmTable data, Execution execution) {
        return run(data, execution).model;
    }

    /**
     * Fits and scores the same customers. Unlike {@link RfmModel#score(RfmTable)}, which knows the cut points only, this
     * follows {@link Ties#RANK} to the row.
     *
     * @param data the customers
     * @param execution how to run
     * @return scores, row by row
     */
    public RfmScores score(RfmTable data, Execution execution) {
        Fit fit = run(data, execution);
        return new RfmScores(data, fit.model.segments(), fit.scores);
    }

    private Fit run(RfmTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        execution.checkCancelled();
        boolean given = !o.cutPoints.isEmpty();
        boolean nested = o.nested && !given;
        byte[][] scores = new byte[3][];
        double[][][] cuts = new double[3][][];
        Chunks.tasks(3, execution, measure -> {
            double[] values = data.oriented(measure);
            if (given) {
                cuts[measure] = new double[][] {given(measure)};
                scores[measure] = Scoring.all(values, cuts[measure][0]);
            } else {
                Scoring all = Scoring.of(values, o.bins, o.ties);
                cuts[measure] = new double[][] {all.cuts};
                scores[measure] = all.scores;
            }
        });
        if (nested) {
            Chunks.tasks(2, execution, t -> nest(data.oriented(t + 1), scores[0], t + 1, cuts, scores));
        }
        SegmentMap segments = o.segments.orElseGet(() -> SegmentMap.standard(o.bins));
        FitReport.Builder report = FitReport.builder()
                .rows(data.rows())
                .iterations(0)
                .converged(true)
                .change(0);
        for (int measure = 0; measure < 3; measure++) {
            warn(MEASURES.get(measure), scores[measure], report);
        }
        return new Fit(new RfmModel(nested, cuts, segments, report.build()), scores);
    }

    private double[] given(int measure) {
        double[] cuts = o.cutPoints.get(measure).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (measure > 0) {
            return cuts;
        }
        double[] negated = new double[cuts.length];
        for (int j = 0; j < cuts.length; j++) {
            negated[j] = 0.0 - cuts[cuts.length - 1 - j];
        }
        return negated;
    }

    private void nest(double[] values, byte[] recency, int measure, double[][][] cuts, byte[][] scores) {
        double[] everybody = cuts[measure][0];
        double[][] groups = new double[o.bins][];
        byte[] into = new byte[values.length];
        int[] rows = new int[values.length];
        for (int r = 1; r <= o.bins; r++) {
            int n = 0;
            for (int i = 0; i < recency.length; i++) {
                if (recency[i] == r) {
                    rows[n++] = i;
                }
            }
            if (n == 0) {
                groups[r - 1] = everybody;
                continue;
            }
            double[] own = new double[n];
            for (int i = 0; i < n; i++) {
                own[i] = values[rows[i]];
            }
            Scoring group = Scoring.of(own, o.bins, o.ties);
            groups[r - 1] = group.cuts;
            for (int i = 0; i < n; i++) {
                into[rows[i]] = group.scores[i];
            }
        }
        cuts[measure] = groups;
        scores[measure] = into;
    }

    private void warn(String measure, byte[] scores, FitReport.Builder report) {
        boolean[] used = new boolean[o.bins + 1];
        for (byte score : scores) {
            used[score] = true;
        }
        int count = 0;
        for (boolean u : used) {
            count += u ? 1 : 0;
        }
        if (count < o.bins) {
            report.warning(measure + ": only " + count + " of " + o.bins
                    + " scores occur; values are shared by many customers, or customers are few");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rfm that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Rfm" + o.toString().substring("Options".length());
    }
}
