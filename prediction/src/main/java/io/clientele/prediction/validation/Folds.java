package io.clientele.prediction.validation;

import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which rows may a model learn from, so that its test on the others says what it will do in the shop?
 *
 * <ul>
 *   <li>{@link #byTime}: each of the latest cut-offs is judged by a model of the rows whose labels were known by then. What the shop
 *       will do; the first choice where rows have times.
 *   <li>{@link #byCustomer}: all rows of a customer are on one side. For one cut-off, or none.
 *   <li>{@link #purged}: blocks of cut-offs take turns as test; rows whose label window overlaps one of the test's, or that start
 *       within an embargo after it, are left out (López de Prado 2018, chapter 7). Learns from the future too, so it is for comparing
 *       recipes when times are few.
 *   <li>{@link #random}: rows are dealt at random. Refused where a customer has several rows, because the model then knows the
 *       test's customers; {@link #withCustomersOnBothSides} asks for it by name.
 * </ul>
 *
 * <p>Dealing is stratified: every fold has its share of the rows of label 1 ({@code random}) or of the customers who have any
 * ({@code byCustomer}), to within one.
 *
 * <ul>
 *   <li>Fewer customers, cut-offs or rows than folds, rows without times where times are needed, a fold with nothing to learn
 *       from: refused.
 * </ul>
 *
 * <p>Time O(folds · rows + rows log rows). Immutable and thread-safe.
 *
 * <pre>{@code
 * List<Fold> folds = Folds.byTime(3).withEmbargoDays(7).split(data);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/2382577.2382579">Kaufman, Rosset, Perlich and Stitelman (2012), Leakage in data mining</a>
 */
public final class Folds {

    private static final long DAY = 86_400_000L;

    private enum Kind {
        BY_TIME,
        BY_CUSTOMER,
        PURGED,
        RANDOM
    }

    private record Options(Kind kind, int folds, long seed, int embargoDays, boolean bothSides) {}

    private final Options o;

    private Folds(Options o) {
        this.o = o;
    }

    private static Folds of(Kind kind, int folds, int least) {
        return new Folds(new Options(kind, Check.atLeast("folds", folds, least), 0, 0, false));
    }

    /**
     * Tests on the latest cut-offs, one after the other.
     *
     * @param folds how many of the latest cut-offs, at least 1
     * @return the recipe
     */
    public static Folds byTime(int folds) {
        return of(Kind.BY_TIME, folds, 1);
    }

    /**
     * Deals customers.
     *
     * @param folds at least 2
     * @return the recipe, with seed 0
     */
    public static Folds byCustomer(int folds) {
        return of(Kind.BY_CUSTOMER, folds, 2);
    }

    /**
     * Blocks of neighbouring cut-offs, each a test once; without embargo.
     *
     * @param folds at least 2
     * @return the recipe
     */
    public static Folds purged(int folds) {
        return of(Kind.PURGED, folds, 2);
    }

    /**
     * Deals rows, where each is of a customer of its own.
     *
     * @param folds at least 2
     * @return the recipe, with seed 0
     */
    public static Folds random(int folds) {
        return of(Kind.RANDOM, folds, 2);
    }

    /**
     * The same with another seed of the dealing.
     *
     * @param seed any
     * @return a new recipe
     */
    public Folds withSeed(long seed) {
        return new Folds(new Options(o.kind, o.folds, seed, o.embargoDays, o.bothSides));
    }

    /**
     * The same with an embargo. By time: a label must be known that long before the test's cut-off. Purged: rows are left
     * out whose cut-off is within so many days after the last label window of the test.
     *
     * @param days of 24 hours, at least 0
     * @return a new recipe
     */
    public Folds withEmbargoDays(int days) {
        if (o.kind == Kind.BY_CUSTOMER || o.kind == Kind.RANDOM) {
            throw new IllegalStateException("an embargo is for byTime and purged; these folds do not look at times");
        }
        return new Folds(new Options(o.kind, o.folds, o.seed, Check.atLeast("embargoDays", days, 0), o.bothSides));
    }

    /** {@return the same, but {@link #random} takes several rows of a customer; figures are then too good for customers not seen} */
    public Folds withCustomersOnBothSides() {
        return new Folds(new Options(o.kind, o.folds, o.seed, o.embargoDays, true));
    }

    /**
     * Parts the rows.
     *
     * @param data rows with customers, and times where they are needed
     * @return one fold after the other
     */
    public List<Fold> split(HistoryTable data) {
        Check.hasRows("the table", data.rows());
        return switch (o.kind) {
            case BY_TIME -> byTime(data);
            case PURGED -> purged(data);
            case BY_CUSTOMER -> dealt(data, customerFolds(data), "customers");
            case RANDOM -> dealt(data, rowFolds(data), "rows");
        };
    }

    private List<Fold> byTime(HistoryTable data) {
        long[] cutoffs = cutoffs(data, o.folds);
        List<Fold> folds = new ArrayList<>();
        for (int k = cutoffs.length - o.folds; k < cutoffs.length; k++) {
            long cutoff = cutoffs[k];
            long known = cutoff - o.embargoDays * DAY;
            int[] test = rows(data, i -> data.from(i) == cutoff);
            int[] training = rows(data, i -> data.to(i) <= known);
            String name = "cut-off " + Instant.ofEpochMilli(cutoff);
            if (training.length == 0) {
                long first = IntStream.range(0, data.rows())
                        .mapToLong(data::to)
                        .min()
                        .orElseThrow();
                throw new IllegalArgumentException("fold '" + name + "': no label is known by then, the first is at "
                        + Instant.ofEpochMilli(first) + (o.embargoDays > 0 ? " plus embargo" : "")
                        + "; test on fewer cut-offs or compute features as of earlier ones");
            }
            folds.add(new Fold(name, training, test, data.rows() - training.length - test.length));
        }
        return List.copyOf(folds);
    }

    private List<Fold> purged(HistoryTable data) {
        long[] cutoffs = cutoffs(data, o.folds);
        List<Fold> folds = new ArrayList<>();
        for (int k = 0; k < o.folds; k++) {
            long first = cutoffs[(int) ((long) k * cutoffs.length / o.folds)];
            long last = cutoffs[(int) ((k + 1L) * cutoffs.length / o.folds) - 1];
            int[] test = rows(data, i -> data.from(i) >= first && data.from(i) <= last);
            long until = Arrays.stream(test).mapToLong(data::to).max().orElseThrow();
            // the block is contiguous, so a row outside of it overlaps one of its windows if it overlaps their hull
            int[] training = rows(
                    data,
                    i -> data.from(i) < first
                            ? data.to(i) <= first
                            : data.from(i) > last && data.from(i) >= until + o.embargoDays * DAY);
            String name = "cut-offs " + Instant.ofEpochMilli(first) + " to " + Instant.ofEpochMilli(last);
            if (training.length == 0) {
                throw new IllegalArgumentException(
                        "fold '" + name
                                + "': purging and embargo leave no row to learn from; take fewer folds or shorter label windows");
            }
            folds.add(new Fold(name, training, test, data.rows() - training.length - test.length));
        }
        return List.copyOf(folds);
    }

    /** Distinct, rising. */
    private static long[] cutoffs(HistoryTable data, int folds) {
        if (!data.hasTimes()) {
            throw new IllegalArgumentException(
                    "these rows have no times; give them by withTimes(...), or split by customer");
        }
        long[] cutoffs = IntStream.range(0, data.rows())
                .mapToLong(data::from)
                .sorted()
                .distinct()
                .toArray();
        Check.atMost("folds", folds, cutoffs.length, "the number of cut-offs");
        return cutoffs;
    }

    private static int[] rows(HistoryTable data, IntPredicate wanted) {
        return IntStream.range(0, data.rows()).filter(wanted).toArray();
    }

    private List<Fold> dealt(HistoryTable data, int[] foldOf, String what) {
        List<Fold> folds = new ArrayList<>();
        for (int f = 0; f < o.folds; f++) {
            int held = f;
            int[] test = rows(data, i -> foldOf[i] == held);
            int[] training = rows(data, i -> foldOf[i] != held);
            folds.add(new Fold("part " + (f + 1) + " of " + o.folds + " of the " + what, training, test, 0));
        }
        return List.copyOf(folds);
    }

    /** Customers who ever have label 1 are dealt first, then the others, going on where the dealing stopped. */
    private int[] customerFolds(HistoryTable data) {
        Map<Integer, Boolean> ever = new TreeMap<>();
        for (int i = 0; i < data.rows(); i++) {
            ever.merge(data.customer(i), data.labeled().label(i) == 1, Boolean::logicalOr);
        }
        Check.atMost("folds", o.folds, ever.size(), "the number of customers");
        Map<Integer, Integer> fold = new HashMap<>();
        int next = 0;
        for (int label = 1; label >= 0; label--) {
            boolean want = label == 1;
            int[] customers = ever.entrySet().stream()
                    .filter(e -> e.getValue() == want)
                    .mapToInt(Map.Entry::getKey)
                    .toArray();
            Samplers.shuffle(RandomStreams.stream(o.seed, "validation.customers", label), customers);
            for (int customer : customers) {
                fold.put(customer, next++ % o.folds);
            }
        }
        return IntStream.range(0, data.rows())
                .map(i -> fold.getOrDefault(data.customer(i), 0))
                .toArray();
    }

    private int[] rowFolds(HistoryTable data) {
        Check.atMost("folds", o.folds, data.rows(), "the number of rows");
        if (!o.bothSides) {
            Map<Integer, Integer> first = new HashMap<>();
            for (int i = 0; i < data.rows(); i++) {
                Integer before = first.putIfAbsent(data.customer(i), i);
                if (before != null) {
                    throw new IllegalArgumentException("rows " + before + " and " + i + " are of one customer ("
                            + data.customer(i) + "), whom a random split would put on both sides; use Folds.byTime or"
                            + " Folds.byCustomer, or ask for it by name with withCustomersOnBothSides()");
                }
            }
        }
        int[] fold = new int[data.rows()];
        int next = 0;
        for (int label = 1; label >= 0; label--) {
            double want = label;
            int[] rows = rows(data, i -> data.labeled().label(i) == want);
            Samplers.shuffle(RandomStreams.stream(o.seed, "validation.rows", label), rows);
            for (int row : rows) {
                fold[row] = next++ % o.folds;
            }
        }
        return fold;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Folds that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return 31 * o.kind.name().hashCode() + o.folds;
    }

    @Override
    public String toString() {
        return "Folds" + o.toString().substring("Options".length());
    }
}
