package io.clientele.segmentation.history;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the segments of today are those of last month? Compares two segmentations by the customers that are in both, names what
 * happened to each segment, and gives the old names to the segments that go on.
 *
 * <p>With the share {@code out} of an old segment's customers who are now in a new one, and the share {@code in} of the new one's who
 * come from the old, for thresholds {@code most} (0.5) and {@code part} (0.2):
 *
 * <ul>
 *   <li>split: two or more new segments have {@code out >= part} and {@code in >= most}, and together hold {@code most} of the old;
 *   <li>merged: two or more old segments have {@code out >= most} into the same new one, be it that a large one takes in a small;
 *   <li>survived: {@code out >= most} and {@code in >= most}, and neither of the above;
 *   <li>gone: an old segment with none of these; new: a new segment that none of these leads to.
 * </ul>
 *
 * <p>Names go on along survivals, to one part of a split and from one part of a merger: of all ways to do so the one with the
 * largest total of Jaccard overlap, and with centres of {@code (1 - weight) · overlap + weight · nearness}. Other parts of a split
 * are named after it with a number; a new segment keeps its own name unless that has been in use.
 *
 * <p>Customers who are there at one time only don't count; if there is nobody else, an error. Time O(customers + segments³).
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * SegmentTransitions change = SegmentMatching.create().match(june, july);
 * Membership named = change.after();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/1150402.1150491">Spiliopoulou, Ntoutsi, Theodoridis and Schult (2006), MONIC</a>
 */
public final class SegmentMatching {

    private record Options(double most, double part, double centerWeight) {}

    private final Options o;

    private SegmentMatching(Options o) {
        this.o = o;
    }

    /** {@return a recipe with the thresholds 0.5 and 0.2, and a weight of 0.2 for centres} */
    public static SegmentMatching create() {
        return new SegmentMatching(new Options(0.5, 0.2, 0.2));
    }

    /**
     * The same with other thresholds.
     *
     * @param most share that is "most", from 0.5 to 1
     * @param part share that is "a part", above 0 and at most 0.5
     * @return a new recipe
     */
    public SegmentMatching withThresholds(double most, double part) {
        Check.between("most", most, 0.5, 1);
        Check.between("part", Check.positive("part", part), 0, 0.5);
        return new SegmentMatching(new Options(most, part, o.centerWeight));
    }

    /**
     * The same with another weight of centres in the choice of names.
     *
     * @param weight from 0, overlap only, to 1
     * @return a new recipe
     */
    public SegmentMatching withCenterWeight(double weight) {
        return new SegmentMatching(new Options(o.most, o.part, Check.between("weight", weight, 0, 1)));
    }

    /**
     * Compares two segmentations.
     *
     * @param before the older one
     * @param after the newer one; its names are proposals
     * @return what happened, and the newer one with names that go on
     */
    public SegmentTransitions match(Membership before, Membership after) {
        if (before.hasCenters() != after.hasCenters()) {
            throw new IllegalArgumentException("both segmentations need centres, or none");
        }
        if (before.hasCenters()) {
            Check.length(
                    "centers of the newer segmentation",
                    after.center(0).length,
                    before.center(0).length,
                    "as many features as those of the older");
        }
        Overlap overlap = Overlap.of(before, after);
        int olds = overlap.before.length;
        int news = overlap.after.length;
        boolean[][] linked = new boolean[olds][news];
        List<int[]> splits = new ArrayList<>();
        List<int[]> mergers = new ArrayList<>();
        List<int[]> survivors = new ArrayList<>();
        boolean[] oldDone = new boolean[olds];
        boolean[] newDone = new boolean[news];
        for (int a = 0; a < olds; a++) {
            int[] parts = parts(overlap, a);
            if (parts.length > 1) {
                splits.add(join(a, parts));
                oldDone[a] = true;
                for (int b : parts) {
                    linked[a][b] = true;
                    newDone[b] = true;
                }
            }
        }
        for (int b = 0; b < news; b++) {
            int[] sources = sources(overlap, b);
            if (sources.length > 1) {
                mergers.add(join(b, sources));
                newDone[b] = true;
                for (int a : sources) {
                    linked[a][b] = true;
                    oldDone[a] = true;
                }
            }
        }
        for (int a = 0; a < olds; a++) {
            for (int b = 0; b < news; b++) {
                if (!oldDone[a] && !newDone[b] && overlap.out(a, b) >= o.most && overlap.in(a, b) >= o.most) {
                    survivors.add(new int[] {a, b});
                    linked[a][b] = true;
                    oldDone[a] = true;
                    newDone[b] = true;
                }
            }
        }
        List<String> names = names(before, after, overlap, linked);
        List<Transition> transitions = new ArrayList<>();
        for (int[] pair : survivors) {
            transitions.add(new Transition(
                    Transition.Kind.SURVIVED,
                    List.of(before.names().get(pair[0])),
                    List.of(names.get(pair[1])),
                    overlap.out(pair[0], pair[1]),
                    before.hasCenters()
                            ? OptionalDouble.of(distance(before.center(pair[0]), after.center(pair[1])))
                            : OptionalDouble.empty()));
        }
        for (int[] split : splits) {
            double share = 0;
            List<String> to = new ArrayList<>();
            for (int j = 1; j < split.length; j++) {
                share += overlap.out(split[0], split[j]);
                to.add(names.get(split[j]));
            }
            transitions.add(new Transition(
                    Transition.Kind.SPLIT,
                    List.of(before.names().get(split[0])),
                    List.copyOf(to),
                    share,
                    OptionalDouble.empty()));
        }
        for (int[] merger : mergers) {
            long stayed = 0;
            long all = 0;
            List<String> from = new ArrayList<>();
            for (int j = 1; j < merger.length; j++) {
                stayed += overlap.counts[merger[j]][merger[0]];
                all += overlap.before[merger[j]];
                from.add(before.names().get(merger[j]));
            }
            transitions.add(new Transition(
                    Transition.Kind.MERGED,
                    List.copyOf(from),
                    List.of(names.get(merger[0])),
                    (double) stayed / all,
                    OptionalDouble.empty()));
        }
        for (int b = 0; b < news; b++) {
            if (!newDone[b]) {
                transitions.add(new Transition(
                        Transition.Kind.NEW, List.of(), List.of(names.get(b)), 0, OptionalDouble.empty()));
            }
        }
        for (int a = 0; a < olds; a++) {
            if (!oldDone[a]) {
                transitions.add(new Transition(
                        Transition.Kind.GONE, List.of(before.names().get(a)), List.of(), 0, OptionalDouble.empty()));
            }
        }
        return new SegmentTransitions(transitions, after.withNames(names), overlap.common);
    }

    private int[] parts(Overlap overlap, int a) {
        int[] parts = new int[overlap.after.length];
        int n = 0;
        double together = 0;
        for (int b = 0; b < parts.length; b++) {
            if (overlap.out(a, b) >= o.part && overlap.in(a, b) >= o.most) {
                parts[n++] = b;
                together += overlap.out(a, b);
            }
        }
        return together >= o.most ? Arrays.copyOf(parts, n) : new int[0];
    }

    private int[] sources(Overlap overlap, int b) {
        int[] sources = new int[overlap.before.length];
        int n = 0;
        for (int a = 0; a < sources.length; a++) {
            if (overlap.out(a, b) >= o.most) {
                sources[n++] = a;
            }
        }
        return Arrays.copyOf(sources, n);
    }

    private static int[] join(int first, int[] others) {
        int[] all = new int[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    private static double distance(double[] x, double[] y) {
        double sum = 0;
        for (int f = 0; f < x.length; f++) {
            sum += (x[f] - y[f]) * (x[f] - y[f]);
        }
        return Math.sqrt(sum);
    }

    private List<String> names(Membership before, Membership after, Overlap overlap, boolean[][] linked) {
        int olds = linked.length;
        int news = linked[0].length;
        double[][] gain = new double[olds][news];
        double longest = 0;
        for (int a = 0; a < olds && before.hasCenters(); a++) {
            for (int b = 0; b < news; b++) {
                longest = Math.max(longest, distance(before.center(a), after.center(b)));
            }
        }
        double weight = longest > 0 ? o.centerWeight : 0;
        for (int a = 0; a < olds; a++) {
            for (int b = 0; b < news; b++) {
                if (linked[a][b]) {
                    double near = weight > 0 ? 1 - distance(before.center(a), after.center(b)) / longest : 0;
                    gain[a][b] = (1 - weight) * overlap.jaccard(a, b) + weight * near;
                }
            }
        }
        @Nullable String[] names = new String[news];
        int[] columns = Assignment.best(gain);
        for (int a = 0; a < olds; a++) {
            if (columns[a] >= 0 && linked[a][columns[a]]) {
                names[columns[a]] = before.names().get(a);
            }
        }
        Set<String> used = new HashSet<>(before.names());
        List<String> all = new ArrayList<>();
        for (int b = 0; b < news; b++) {
            String name = names[b];
            all.add(
                    name != null
                            ? name
                            : fresh(base(before, linked, b), after.names().get(b), used));
        }
        return all;
    }

    /** The old segment that a part comes from, or nothing for a new one. */
    private static @Nullable String base(Membership before, boolean[][] linked, int b) {
        for (int a = 0; a < linked.length; a++) {
            if (linked[a][b]) {
                return before.names().get(a);
            }
        }
        return null;
    }

    private static String fresh(@Nullable String base, String proposal, Set<String> used) {
        if (base == null && used.add(proposal)) {
            return proposal;
        }
        String stem = base == null ? "segment" : base;
        int number = base == null ? 1 : 2;
        while (!used.add(stem + " " + number)) {
            number++;
        }
        return stem + " " + number;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SegmentMatching that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "SegmentMatching" + o.toString().substring("Options".length());
    }
}
