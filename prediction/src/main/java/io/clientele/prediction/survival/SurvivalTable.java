package io.clientele.prediction.survival;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How long each customer has been watched, and how that ended: with an event (a code from 1 on) or without one (0:
 * censored, still there when last seen).
 *
 * <p>A row says: from its start to its time, at risk; at its time, this happened. Without starts everyone is watched from
 * the beginning, time 0. With starts a row counts in the interval (start, time], start excluded: customers who came under
 * observation late (left truncation), or several rows per customer because features change over time.
 *
 * <ul>
 *   <li>Times are finite and at least 0, in any unit; negative times, NaN, and a time at or before its start are refused. An
 *       event at time 0 is allowed without a start: everyone was at risk.
 *   <li>Event codes are 0 (censored) or whole numbers from 1 on, one per cause. Most estimators want a single kind of event:
 *       choose with {@link #cause} or pool with {@link #anyCause}.
 *   <li>Weights are finite and at least 0; a row of weight 0 is as good as absent.
 *   <li>Subjects: with them, overlapping intervals of one customer are refused, and a row that its customer's next row
 *       continues is not an exit.
 *   <li>At an equal time events come before censorings: who is censored on a day was at risk on it.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value. Memory: 12 bytes a row, 8 more for starts and for weights, 4 for each of
 * groups, strata, clusters, subjects, and the features.
 *
 * <pre>{@code
 * SurvivalTable customers = SurvivalTable.of(new double[] {5, 12, 12, 30}, new int[] {1, 0, 1, 0})
 *         .withGroups(List.of("paid", "free", "free", "paid"));
 * }</pre>
 */
public final class SurvivalTable {

    private final double[] times;
    private final int[] events;
    private final double @Nullable [] starts;
    private final double @Nullable [] weights;
    private final double @Nullable [] offset;
    private final @Nullable FeatureTable features;
    private final @Nullable Labels groups;
    private final @Nullable Labels strata;
    private final @Nullable Labels clusters;
    private final @Nullable Labels subjects;

    private SurvivalTable(
            double[] times,
            int[] events,
            double @Nullable [] starts,
            double @Nullable [] weights,
            double @Nullable [] offset,
            @Nullable FeatureTable features,
            @Nullable Labels groups,
            @Nullable Labels strata,
            @Nullable Labels clusters,
            @Nullable Labels subjects) {
        this.times = times;
        this.events = events;
        this.starts = starts;
        this.weights = weights;
        this.offset = offset;
        this.features = features;
        this.groups = groups;
        this.strata = strata;
        this.clusters = clusters;
        this.subjects = subjects;
    }

    /**
     * Times and what happened then.
     *
     * @param times finite, at least 0, one per row; copied
     * @param events 0 for censored or a code from 1 on, one per row; copied
     * @return the table
     */
    public static SurvivalTable of(double[] times, int[] events) {
        Check.length("events", events.length, times.length, "one value per row");
        double[] own = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            if (!(times[i] >= 0) || Double.isInfinite(times[i])) {
                throw new IllegalArgumentException(
                        "time, row " + i + ": must be a finite number of at least 0, got " + times[i]);
            }
            own[i] = times[i] + 0.0; // no negative zero
            if (events[i] < 0) {
                throw new IllegalArgumentException(
                        "event, row " + i + ": must be 0 (censored) or a code from 1 on, got " + events[i]);
            }
        }
        return new SurvivalTable(own, events.clone(), null, null, null, null, null, null, null, null);
    }

    /**
     * The same with starts: row i is at risk in (start, time].
     *
     * @param values finite, at least 0 and below the row's time, one per row; copied
     * @return a new table
     */
    public SurvivalTable withStarts(double[] values) {
        Check.length("starts", values.length, times.length, "one value per row");
        double[] own = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "start, row " + i + ": must be a finite number of at least 0, got " + values[i]);
            }
            if (!(values[i] < times[i])) {
                throw new IllegalArgumentException("start, row " + i + ": must be before the row's time (" + times[i]
                        + "), got " + values[i] + "; drop rows of no length");
            }
            own[i] = values[i] + 0.0;
        }
        SurvivalTable table =
                new SurvivalTable(times, events, own, weights, offset, features, groups, strata, clusters, subjects);
        table.checkSubjects();
        return table;
    }

    /**
     * The same with weights, which count how often a row is meant, fractions allowed.
     *
     * @param values finite, at least 0, one per row, not all 0; copied
     * @return a new table
     */
    public SurvivalTable withWeights(double[] values) {
        Check.length("weights", values.length, times.length, "one value per row");
        double largest = 0;
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "weight, row " + i + ": must be a finite number of at least 0, got " + values[i]);
            }
            largest = Math.max(largest, values[i]);
        }
        if (values.length > 0 && largest == 0) {
            throw new IllegalArgumentException("all weights are 0; at least one row must count");
        }
        return new SurvivalTable(
                times, events, starts, values.clone(), offset, features, groups, strata, clusters, subjects);
    }

    /**
     * The same with an offset, which is added to the linear predictor with coefficient 1.
     *
     * @param values finite, one per row; copied
     * @return a new table
     */
    public SurvivalTable withOffset(double[] values) {
        Check.length("offset", values.length, times.length, "one value per row");
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("offset, row " + i + ": must be finite, got " + values[i]);
            }
        }
        return new SurvivalTable(
                times, events, starts, weights, values.clone(), features, groups, strata, clusters, subjects);
    }

    /**
     * The same with features, for regression.
     *
     * @param values one row per row
     * @return a new table
     */
    public SurvivalTable withFeatures(FeatureTable values) {
        if (values.columns() > 0) {
            Check.length("features", values.rows(), times.length, "one row per row");
        }
        return new SurvivalTable(times, events, starts, weights, offset, values, groups, strata, clusters, subjects);
    }

    /**
     * The same with groups: who is compared with whom.
     *
     * @param values one name per row
     * @return a new table
     */
    public SurvivalTable withGroups(List<String> values) {
        Labels labels = Labels.of("groups", values, times.length);
        return new SurvivalTable(times, events, starts, weights, offset, features, labels, strata, clusters, subjects);
    }

    SurvivalTable withoutGroups() {
        return new SurvivalTable(times, events, starts, weights, offset, features, null, strata, clusters, subjects);
    }

    /**
     * The same with strata: rows are compared within a stratum only.
     *
     * @param values one name per row
     * @return a new table
     */
    public SurvivalTable withStrata(List<String> values) {
        Labels labels = Labels.of("strata", values, times.length);
        return new SurvivalTable(times, events, starts, weights, offset, features, groups, labels, clusters, subjects);
    }

    /**
     * The same with clusters: rows of one cluster are not independent, which robust standard errors allow for.
     *
     * @param values one name per row
     * @return a new table
     */
    public SurvivalTable withClusters(List<String> values) {
        Labels labels = Labels.of("clusters", values, times.length);
        return new SurvivalTable(times, events, starts, weights, offset, features, groups, strata, labels, subjects);
    }

    /**
     * The same with subjects: which rows belong to the same customer.
     *
     * @param values one name per row
     * @return a new table
     * @throws IllegalArgumentException if intervals of one subject overlap
     */
    public SurvivalTable withSubjects(List<String> values) {
        Labels labels = Labels.of("subjects", values, times.length);
        SurvivalTable table =
                new SurvivalTable(times, events, starts, weights, offset, features, groups, strata, clusters, labels);
        table.checkSubjects();
        return table;
    }

    private void checkSubjects() {
        if (subjects == null || subjects.count() == times.length) {
            return;
        }
        int[] order = bySubject(subjects);
        for (int k = 1; k < order.length; k++) {
            int before = order[k - 1];
            int row = order[k];
            if (subjects.code(before) == subjects.code(row) && start(row) < times[before]) {
                throw new IllegalArgumentException("subject '" + subjects.name(row) + "': rows " + before + " and "
                        + row
                        + " overlap, " + interval(before) + " and " + interval(row)
                        + "; a subject is at risk once at a time" + (starts == null ? "; give the starts first" : ""));
            }
        }
    }

    private String interval(int row) {
        return "(" + start(row) + ", " + times[row] + "]";
    }

    /** Row numbers by subject, then by time. */
    private int[] bySubject(Labels labels) {
        int[] byTime = TimeOrder.ascending(times);
        int[] next = new int[labels.count() + 1];
        for (int i = 0; i < times.length; i++) {
            next[labels.code(i) + 1]++;
        }
        for (int c = 0; c < labels.count(); c++) {
            next[c + 1] += next[c];
        }
        int[] order = new int[times.length];
        for (int row : byTime) {
            order[next[labels.code(row)]++] = row;
        }
        return order;
    }

    /** Rows that their subject's next row continues: no event, and the next one starts where they end. */
    boolean[] continued() {
        boolean[] continued = new boolean[times.length];
        if (subjects != null && starts != null) {
            int[] order = bySubject(subjects);
            for (int k = 1; k < order.length; k++) {
                int before = order[k - 1];
                int row = order[k];
                continued[before] = subjects.code(before) == subjects.code(row)
                        && events[before] == 0
                        && starts[row] == times[before];
            }
        }
        return continued;
    }

    /**
     * One cause, all other events turned into censorings: what the hazard of that cause is estimated from.
     *
     * @param code of the cause, from 1 on, that at least one row has
     * @return a table with events 0 and 1
     */
    public SurvivalTable cause(int code) {
        int[] own = new int[events.length];
        boolean found = false;
        for (int i = 0; i < own.length; i++) {
            own[i] = events[i] == code ? 1 : 0;
            found |= own[i] == 1;
        }
        if (!found || code < 1) {
            throw new IllegalArgumentException("no event has code " + code + "; codes are " + causes());
        }
        return new SurvivalTable(times, own, starts, weights, offset, features, groups, strata, clusters, subjects);
    }

    /** {@return a table in which every event, of whatever cause, has code 1} */
    public SurvivalTable anyCause() {
        int[] own = new int[events.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = events[i] > 0 ? 1 : 0;
        }
        return new SurvivalTable(times, own, starts, weights, offset, features, groups, strata, clusters, subjects);
    }

    /** {@return the codes that events have, in order, without 0} */
    public List<Integer> causes() {
        TreeSet<Integer> codes = new TreeSet<>();
        int last = 0;
        for (int event : events) {
            if (event != 0 && event != last) {
                codes.add(event);
                last = event;
            }
        }
        return List.copyOf(codes);
    }

    /** Refuses events of more than one kind, and an empty table. */
    SurvivalTable requireSingleCause() {
        Check.hasRows("the table", times.length);
        int largest = 0;
        int smallest = Integer.MAX_VALUE; // of the codes less 1, a 0 turned into the largest number
        for (int event : events) {
            largest = Math.max(largest, event);
            smallest = Math.min(smallest, event - 1 & Integer.MAX_VALUE);
        }
        if (largest > 0 && smallest < largest - 1) {
            throw new IllegalArgumentException("events have the codes " + causes()
                    + "; choose one with cause(code), or pool them with anyCause()");
        }
        return this;
    }

    /** The features, refused when there are none or when they hold missing or infinite values. */
    FeatureTable requireFeatures() {
        if (features == null || features.columns() == 0) {
            throw new IllegalArgumentException(
                    "the table has no features to regress on; add them with withFeatures(...), or use KaplanMeier");
        }
        return features.requireFinite();
    }

    /**
     * Some of the rows, in the order asked for; subjects are not checked again.
     *
     * @param rows row numbers from 0
     * @return a new table
     */
    public SurvivalTable selectRows(int[] rows) {
        int[] codes = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            codes[i] = events[rows[i]];
        }
        return new SurvivalTable(
                pick(times, rows),
                codes,
                starts == null ? null : pick(starts, rows),
                weights == null ? null : pick(weights, rows),
                offset == null ? null : pick(offset, rows),
                features == null || features.columns() == 0 ? features : features.selectRows(rows),
                groups == null ? null : groups.select(rows),
                strata == null ? null : strata.select(rows),
                clusters == null ? null : clusters.select(rows),
                subjects == null ? null : subjects.select(rows));
    }

    private static double[] pick(double[] values, int[] rows) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return picked;
    }

    /** {@return the number of rows} */
    public int rows() {
        return times.length;
    }

    /**
     * When a row ends.
     *
     * @param row from 0
     * @return its time
     */
    public double time(int row) {
        return times[row];
    }

    /**
     * What a row ends with.
     *
     * @param row from 0
     * @return 0 for censored, else the code of the event
     */
    public int event(int row) {
        return events[row];
    }

    /**
     * When a row begins to be at risk.
     *
     * @param row from 0
     * @return its start; 0 when no starts were given
     */
    public double start(int row) {
        return starts == null ? 0 : starts[row];
    }

    /** {@return whether starts were given} */
    public boolean hasStarts() {
        return starts != null;
    }

    /**
     * The weight of a row.
     *
     * @param row from 0
     * @return 1 when no weights were given
     */
    public double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    /**
     * The offset of a row.
     *
     * @param row from 0
     * @return 0 when none was given
     */
    public double offset(int row) {
        return offset == null ? 0 : offset[row];
    }

    /** {@return the features, if there are any} */
    public Optional<FeatureTable> features() {
        return Optional.ofNullable(features);
    }

    /** {@return the names of the groups, in alphabetical order; empty when no groups were given} */
    public List<String> groups() {
        return groups == null ? List.of() : groups.names();
    }

    /** {@return the names of the strata, in alphabetical order; empty when no strata were given} */
    public List<String> strata() {
        return strata == null ? List.of() : strata.names();
    }

    /**
     * The stratum of a row.
     *
     * @param row from 0
     * @return its name; empty when no strata were given
     */
    public Optional<String> stratum(int row) {
        return strata == null ? Optional.empty() : Optional.of(strata.name(row));
    }

    double[] times() {
        return times;
    }

    int[] events() {
        return events;
    }

    double @Nullable [] starts() {
        return starts;
    }

    double @Nullable [] weights() {
        return weights;
    }

    double @Nullable [] offset() {
        return offset;
    }

    @Nullable
    Labels groupLabels() {
        return groups;
    }

    @Nullable
    Labels stratumLabels() {
        return strata;
    }

    @Nullable
    Labels clusterLabels() {
        return clusters;
    }

    @Nullable
    Labels subjectLabels() {
        return subjects;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SurvivalTable that
                && Arrays.equals(times, that.times)
                && Arrays.equals(events, that.events)
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(weights, that.weights)
                && Arrays.equals(offset, that.offset)
                && Objects.equals(features, that.features)
                && Objects.equals(groups, that.groups)
                && Objects.equals(strata, that.strata)
                && Objects.equals(clusters, that.clusters)
                && Objects.equals(subjects, that.subjects);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(times) + Arrays.hashCode(events);
    }

    @Override
    public String toString() {
        int ended = 0;
        for (int event : events) {
            ended += event > 0 ? 1 : 0;
        }
        return times.length + " rows, " + ended + " of them with an event" + (starts == null ? "" : ", with starts")
                + (features == null ? "" : ", features " + features.names());
    }
}
