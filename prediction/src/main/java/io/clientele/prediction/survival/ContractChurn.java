package io.clientele.prediction.survival;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How long do contracts last? Records of starts, changes, renewals, cancellations and ends become rows to fit on.
 *
 * <p>A contract is watched from the later of its start and {@code from}, to the earlier of its end and {@code asOf}. One that was
 * already running at {@code from} comes under observation late (left truncation): its first row has a start, so that the contracts that
 * ended before the records begin, of which nothing is known, are not missed. Each change of features begins a new (start, time] row, with
 * the features in force from its beginning on. Rows of a contract have the contract as subject; all contracts of a customer are one
 * cluster, since they are not independent.
 *
 * <ul>
 *   <li>Times are in days since the start of the contract.
 *   <li>Event {@value #CANCELLED}: cancelled; {@value #RAN_OUT}: ran out without being renewed. Choose with {@link SurvivalTable#cause} or pool
 *       with {@link SurvivalTable#anyCause}.
 *   <li>Only records before {@code asOf} count, so planned ends may be given; only contracts that run after {@code from} have rows.
 *   <li>An end that is renewed at the same instant is none. Who comes back later starts a new contract.
 *   <li>Records may be added in any order and rows come by contract id, so the order of the records does not matter.
 *   <li>A contract that ends at its start, a second start, records before the start or after the end, and two changes at the same instant
 *       are refused.
 * </ul>
 *
 * <p>Time O(records log records). Immutable and thread-safe.
 *
 * <pre>{@code
 * ContractChurn contracts = ContractChurn.builder("price")
 *         .start("c1", "ann", january, 29.90)
 *         .change("c1", april, 34.90)
 *         .cancel("c1", june)
 *         .build();
 * ContractTable table = contracts.table(february, december);
 * }</pre>
 *
 * @see "Therneau and Grambsch (2000), Modeling Survival Data, section 3.7: counting process data"
 */
public final class ContractChurn {

    /** Event code of a cancellation. */
    public static final int CANCELLED = 1;

    /** Event code of an end without renewal. */
    public static final int RAN_OUT = 2;

    private static final double DAY = 86_400_000;

    private final List<String> features;
    private final List<Contract> contracts;

    private ContractChurn(List<String> features, List<Contract> contracts) {
        this.features = features;
        this.contracts = contracts;
    }

    /**
     * Starts a collection of records.
     *
     * @param features names of what is known about a contract and may change; may be none
     * @return an empty builder
     */
    public static Builder builder(String... features) {
        return new Builder(FeatureTable.cells(List.of(features), 0).build().names());
    }

    /** {@return how many contracts there are} */
    public int contracts() {
        return contracts.size();
    }

    /**
     * The contracts as watched over a time.
     *
     * @param from when watching began: {@code Instant.EPOCH} if all records since the first contract are there
     * @param asOf when it ended; records from then on do not count
     * @return one row per contract and stretch of unchanged features
     */
    public ContractTable table(Instant from, Instant asOf) {
        long begin = Check.time("from", from);
        long end = Check.time("asOf", asOf);
        if (begin >= end) {
            throw new IllegalArgumentException("from must be before asOf (" + asOf + "), got " + from);
        }
        Rows rows = new Rows();
        for (Contract contract : contracts) {
            contract.addTo(rows, begin, end);
        }
        if (rows.stops.isEmpty()) {
            throw new IllegalArgumentException("no contract runs between " + from + " and " + asOf);
        }
        return rows.table(features);
    }

    @Override
    public String toString() {
        return "ContractChurn[" + contracts.size() + " contracts, features " + features + "]";
    }

    /** What a record says; of the same instant, in this order. */
    enum Kind {
        CHANGE,
        END,
        CANCEL,
        RENEW
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    record Entry(Kind kind, long at, double[] features) {}

    /** Rows as they come. */
    private static final class Rows {

        final List<String> contracts = new ArrayList<>();
        final List<String> customers = new ArrayList<>();
        final List<Double> starts = new ArrayList<>();
        final List<Double> stops = new ArrayList<>();
        final List<Integer> events = new ArrayList<>();
        final List<double[]> features = new ArrayList<>();
        final List<Boolean> running = new ArrayList<>();

        ContractTable table(List<String> names) {
            int n = stops.size();
            SurvivalTable table = SurvivalTable.of(
                            stops.stream().mapToDouble(d -> d).toArray(),
                            events.stream().mapToInt(e -> e).toArray())
                    .withStarts(starts.stream().mapToDouble(d -> d).toArray())
                    .withSubjects(contracts)
                    .withClusters(customers);
            if (!names.isEmpty()) {
                FeatureTable.Cells cells = FeatureTable.cells(names, n);
                for (int row = 0; row < n; row++) {
                    for (int j = 0; j < names.size(); j++) {
                        cells.set(row, j, features.get(row)[j]);
                    }
                }
                table = table.withFeatures(cells.build());
            }
            int[] open = IntStream.range(0, n).filter(running::get).toArray();
            return new ContractTable(List.copyOf(contracts), List.copyOf(customers), open, table);
        }
    }

    /** A contract whose records are in order of time, the last one perhaps its end. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Contract(String id, String customer, long start, double[] features, List<Entry> entries) {

        void addTo(Rows rows, long from, long asOf) {
            if (start >= asOf) {
                return;
            }
            double[] now = features;
            long since = Math.max(start, from);
            for (Entry entry : entries) {
                if (entry.at >= asOf) {
                    break;
                }
                if (entry.at <= from && entry.kind != Kind.CHANGE) {
                    return; // over before the watch began
                }
                if (entry.at > since) {
                    int event = entry.kind == Kind.CHANGE ? 0 : entry.kind == Kind.CANCEL ? CANCELLED : RAN_OUT;
                    add(rows, since, entry.at, event, now, false);
                    since = entry.at;
                }
                if (entry.kind != Kind.CHANGE) {
                    return;
                }
                now = entry.features;
            }
            add(rows, since, asOf, 0, now, true);
        }

        private void add(Rows rows, long from, long to, int event, double[] known, boolean running) {
            rows.contracts.add(id);
            rows.customers.add(customer);
            rows.starts.add((from - start) / DAY);
            rows.stops.add((to - start) / DAY);
            rows.events.add(event);
            rows.features.add(known);
            rows.running.add(running);
        }
    }

    /** Collects records; not thread-safe. */
    public static final class Builder {

        @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
        private record Begun(String customer, long at, double[] features) {}

        private final List<String> names;
        private final Map<String, Begun> begun = new TreeMap<>();
        private final Map<String, List<Entry>> entries = new TreeMap<>();

        private Builder(List<String> names) {
            this.names = names;
        }

        /**
         * A contract begins.
         *
         * @param contract id, once
         * @param customer id; may have several contracts, also at the same time
         * @param at when
         * @param features one finite value per feature, in force from then on
         * @return this
         */
        public Builder start(String contract, String customer, Instant at, double... features) {
            Objects.requireNonNull(customer, "customer");
            Begun before = begun.putIfAbsent(
                    Objects.requireNonNull(contract, "contract"),
                    new Begun(customer, Check.time("at", at), checked(contract, features)));
            if (before != null) {
                throw new IllegalArgumentException(
                        "contract '" + contract + "' starts twice, " + Instant.ofEpochMilli(before.at) + " and " + at
                                + "; who comes back starts a contract of another id");
            }
            return this;
        }

        /**
         * The features change, as with another tariff.
         *
         * @param contract id
         * @param at when, after the start
         * @param features one finite value per feature, in force from then on
         * @return this
         */
        public Builder change(String contract, Instant at, double... features) {
            return add(contract, Kind.CHANGE, at, checked(contract, features));
        }

        /**
         * A contract is renewed: an {@link #end} at the same instant is none.
         *
         * @param contract id
         * @param at when the new term begins
         * @return this
         */
        public Builder renew(String contract, Instant at) {
            return add(contract, Kind.RENEW, at, new double[0]);
        }

        /**
         * A contract ends because it was cancelled.
         *
         * @param contract id
         * @param at when it ends, after the start
         * @return this
         */
        public Builder cancel(String contract, Instant at) {
            return add(contract, Kind.CANCEL, at, new double[0]);
        }

        /**
         * A contract runs out, unless it is renewed at that instant. May lie in the future.
         *
         * @param contract id
         * @param at when, after the start
         * @return this
         */
        public Builder end(String contract, Instant at) {
            return add(contract, Kind.END, at, new double[0]);
        }

        private Builder add(String contract, Kind kind, Instant at, double[] features) {
            Entry entry = new Entry(kind, Check.time("at", at), features);
            entries.computeIfAbsent(Objects.requireNonNull(contract, "contract"), id -> new ArrayList<>())
                    .add(entry);
            return this;
        }

        private double[] checked(String contract, double[] features) {
            Check.length(
                    "contract '" + contract + "': features", features.length, names.size(), "one value per feature");
            for (int j = 0; j < features.length; j++) {
                Check.finite("contract '" + contract + "': feature '" + names.get(j) + "'", features[j]);
            }
            return features.clone();
        }

        /** {@return the contracts, all records checked against each other} */
        public ContractChurn build() {
            for (String id : entries.keySet()) {
                if (!begun.containsKey(id)) {
                    throw new IllegalArgumentException("contract '" + id
                            + "' has records but no start; without it nobody knows how long it has run");
                }
            }
            List<Contract> contracts = new ArrayList<>();
            begun.forEach((id, first) -> contracts.add(new Contract(
                    id,
                    first.customer,
                    first.at,
                    first.features,
                    ContractRecords.inOrder(id, first.at, entries.getOrDefault(id, List.of())))));
            return new ContractChurn(names, List.copyOf(contracts));
        }
    }
}
