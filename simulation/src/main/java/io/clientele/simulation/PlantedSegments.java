package io.clientele.simulation;

import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Would a method find the segments if they were there? A table with a known number of segments: the recipe.
 *
 * <p>Each segment is a normal cloud. Centres are drawn evenly in a box as small as possible, such that any two are at least
 * {@link #withSeparation} apart, in units of the mean standard deviation of the two clouds along the line between them: at 6 they
 * hardly touch, at 4 about 2 % of the rows lie on the wrong side, at 2 there is no valley between them.
 *
 * <ul>
 *   <li>The same recipe gives the same table, bit for bit, on every machine.
 *   <li>One segment: one normal cloud, with whatever else was asked for.
 *   <li>Every segment has at least one row; more segments than rows are refused.
 * </ul>
 *
 * <p>Time O(rows · columns + segments²). Immutable and thread-safe.
 *
 * <pre>{@code
 * PlantedTable planted = PlantedSegments.of(4).withNoise(0.05).withSeed(7).draw();
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1007/BF02294153">Milligan (1980), An examination of the effect of six types of error
 *     perturbation on fifteen clustering algorithms</a>
 */
public final class PlantedSegments {

    private record Options(
            int segments,
            int rows,
            int columns,
            double separation,
            double noise,
            double imbalance,
            double spread,
            double correlation,
            int irrelevant,
            long seed) {}

    /** How often a centre is drawn before the box grows. */
    private static final int TRIES = 100;

    private final Options o;

    private PlantedSegments(Options o) {
        this.o = o;
    }

    /**
     * Equal round clouds in three columns, 100 rows each and 200 more, 5 standard deviations apart.
     *
     * @param segments how many, at least 1
     * @return the recipe
     */
    public static PlantedSegments of(int segments) {
        Check.atLeast("segments", segments, 1);
        return new PlantedSegments(new Options(segments, 200 + 100 * segments, 3, 5, 0, 1, 1, 0, 0, 0));
    }

    /**
     * A set of 60 problems: for each number of segments from 1 to 12 one with 8 % of noise, one with the largest segment eight times
     * the smallest, one whose segments overlap (4 standard deviations apart), one with correlated segments of unequal spread and one
     * with three columns that say nothing. Two to five other columns.
     *
     * @param seed any number; other seeds give other problems of the same kinds
     * @return the recipes
     */
    public static List<PlantedSegments> suite(long seed) {
        List<PlantedSegments> problems = new ArrayList<>();
        for (int k = 1; k <= 12; k++) {
            for (int kind = 0; kind < 5; kind++) {
                PlantedSegments plain = of(k).withColumns(2 + (k + kind) % 4)
                        .withSeed(RandomStreams.stream(seed, "planted suite", problems.size())
                                .nextLong());
                problems.add(
                        switch (kind) {
                            case 0 -> plain.withNoise(0.08);
                            case 1 -> plain.withImbalance(8);
                            case 2 -> plain.withSeparation(4);
                            case 3 -> plain.withCorrelation(0.7).withSpreadRatio(2.5);
                            default -> plain.withIrrelevantColumns(3);
                        });
            }
        }
        return problems;
    }

    /**
     * The same with another number of rows.
     *
     * @param rows at least 1
     * @return a new recipe
     */
    public PlantedSegments withRows(int rows) {
        Check.atLeast("rows", rows, 1);
        return new PlantedSegments(new Options(
                o.segments,
                rows,
                o.columns,
                o.separation,
                o.noise,
                o.imbalance,
                o.spread,
                o.correlation,
                o.irrelevant,
                o.seed));
    }

    /**
     * The same with another number of columns that tell segments apart.
     *
     * @param columns at least 1
     * @return a new recipe
     */
    public PlantedSegments withColumns(int columns) {
        Check.atLeast("columns", columns, 1);
        return new PlantedSegments(new Options(
                o.segments,
                o.rows,
                columns,
                o.separation,
                o.noise,
                o.imbalance,
                o.spread,
                o.correlation,
                o.irrelevant,
                o.seed));
    }

    /**
     * The same with segments closer together or farther apart.
     *
     * @param standardDeviations from 0 to 1,000
     * @return a new recipe
     */
    public PlantedSegments withSeparation(double standardDeviations) {
        Check.between("separation", standardDeviations, 0, 1000);
        return new PlantedSegments(new Options(
                o.segments,
                o.rows,
                o.columns,
                standardDeviations,
                o.noise,
                o.imbalance,
                o.spread,
                o.correlation,
                o.irrelevant,
                o.seed));
    }

    /**
     * The same with rows that belong to no segment, even over the box around the others.
     *
     * @param share of all rows, from 0 to 1
     * @return a new recipe
     */
    public PlantedSegments withNoise(double share) {
        Check.between("noise", share, 0, 1);
        return new PlantedSegments(new Options(
                o.segments,
                o.rows,
                o.columns,
                o.separation,
                share,
                o.imbalance,
                o.spread,
                o.correlation,
                o.irrelevant,
                o.seed));
    }

    /**
     * The same with segments of unequal size, in a geometric sequence.
     *
     * @param ratio of the largest to the smallest, from 1 to 1,000
     * @return a new recipe
     */
    public PlantedSegments withImbalance(double ratio) {
        Check.between("imbalance", ratio, 1, 1000);
        return new PlantedSegments(new Options(
                o.segments,
                o.rows,
                o.columns,
                o.separation,
                o.noise,
                ratio,
                o.spread,
                o.correlation,
                o.irrelevant,
                o.seed));
    }

    /**
     * The same with segments of unequal spread: standard deviations from 1 to a ratio, their logarithms drawn evenly.
     *
     * @param ratio from 1 to 1,000
     * @return a new recipe
     */
    public PlantedSegments withSpreadRatio(double ratio) {
        Check.between("spread ratio", ratio, 1, 1000);
        return new PlantedSegments(new Options(
                o.segments,
                o.rows,
                o.columns,
                o.separation,
                o.noise,
                o.imbalance,
                ratio,
                o.correlation,
                o.irrelevant,
                o.seed));
    }

    /**
     * The same with columns correlated to their neighbours, by a sign drawn for each segment.
     *
     * @param size from 0 to 0.99
     * @return a new recipe
     */
    public PlantedSegments withCorrelation(double size) {
        Check.between("correlation", size, 0, 0.99);
        return new PlantedSegments(new Options(
                o.segments,
                o.rows,
                o.columns,
                o.separation,
                o.noise,
                o.imbalance,
                o.spread,
                size,
                o.irrelevant,
                o.seed));
    }

    /**
     * The same with more columns, normal with variance 1 and the same for all.
     *
     * @param columns at least 0
     * @return a new recipe
     */
    public PlantedSegments withIrrelevantColumns(int columns) {
        Check.atLeast("irrelevant columns", columns, 0);
        return new PlantedSegments(new Options(
                o.segments,
                o.rows,
                o.columns,
                o.separation,
                o.noise,
                o.imbalance,
                o.spread,
                o.correlation,
                columns,
                o.seed));
    }

    /**
     * The same with another seed.
     *
     * @param seed any number
     * @return a new recipe
     */
    public PlantedSegments withSeed(long seed) {
        return new PlantedSegments(new Options(
                o.segments,
                o.rows,
                o.columns,
                o.separation,
                o.noise,
                o.imbalance,
                o.spread,
                o.correlation,
                o.irrelevant,
                seed));
    }

    /** {@return how many segments there are} */
    public int segments() {
        return o.segments;
    }

    /**
     * Draws the table.
     *
     * @return rows in no order of segments, and the segment of each
     */
    public PlantedTable draw() {
        Check.atMost("segments", o.segments, o.rows, "the number of rows");
        RandomGenerator random = RandomStreams.stream(o.seed, "planted segments", 0);
        Cloud[] clouds = new Cloud[o.segments];
        for (int c = 0; c < clouds.length; c++) {
            clouds[c] = Cloud.draw(o.columns, o.spread, o.correlation, random);
        }
        place(clouds, random);
        int[] segments = members(random);
        double[][] columns = new double[o.columns + o.irrelevant][o.rows];
        double[] point = new double[o.columns];
        for (int i = 0; i < o.rows; i++) {
            if (segments[i] >= 0) {
                clouds[segments[i]].draw(point, random);
                for (int j = 0; j < o.columns; j++) {
                    columns[j][i] = point[j];
                }
            }
        }
        spreadNoise(columns, segments, random);
        for (int j = o.columns; j < columns.length; j++) {
            for (int i = 0; i < o.rows; i++) {
                columns[j][i] = Samplers.gaussian(random);
            }
        }
        List<String> names = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            names.add((j < o.columns ? "x" : "irrelevant") + (j < o.columns ? j + 1 : j + 1 - o.columns));
        }
        return new PlantedTable(FeatureTable.of(names, columns), segments, o.segments);
    }

    /** Centres in a box that grows until all have found a place. */
    private void place(Cloud[] clouds, RandomGenerator random) {
        double side = Math.max(1, o.separation);
        int placed = 0;
        while (placed < clouds.length) {
            placed = 0;
            boolean free = true;
            while (placed < clouds.length && free) {
                free = false;
                for (int t = 0; t < TRIES && !free; t++) {
                    clouds[placed].moveInto(side, random);
                    free = true;
                    for (int c = 0; c < placed && free; c++) {
                        free = clouds[placed].separation(clouds[c]) >= o.separation;
                    }
                }
                placed += free ? 1 : 0;
            }
            side *= 1.1;
        }
    }

    /** The segment of each row, in random order; -1 for noise. */
    private int[] members(RandomGenerator random) {
        int noise = Math.min(o.rows - o.segments, (int) Math.round(o.noise * o.rows));
        int inside = o.rows - noise;
        double[] shares = new double[o.segments];
        double all = 0;
        for (int c = 0; c < shares.length; c++) {
            shares[c] = o.segments == 1 ? 1 : StrictMath.pow(o.imbalance, (double) c / (o.segments - 1));
            all += shares[c];
        }
        int[] segments = new int[o.rows];
        Arrays.fill(segments, -1);
        double below = 0;
        int at = 0;
        for (int c = 0; c < shares.length; c++) {
            below += shares[c] / all;
            int left = o.segments - 1 - c; // each of which needs a row
            int to = c == o.segments - 1
                    ? inside
                    : Math.min(inside - left, Math.max(at + 1, (int) Math.round(below * inside)));
            Arrays.fill(segments, at, to, c);
            at = to;
        }
        for (int i = o.rows - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = segments[i];
            segments[i] = segments[j];
            segments[j] = swap;
        }
        return segments;
    }

    private void spreadNoise(double[][] columns, int[] segments, RandomGenerator random) {
        for (int j = 0; j < o.columns; j++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < o.rows; i++) {
                if (segments[i] >= 0) {
                    least = Math.min(least, columns[j][i]);
                    most = Math.max(most, columns[j][i]);
                }
            }
            for (int i = 0; i < o.rows; i++) {
                if (segments[i] < 0) {
                    columns[j][i] = least + (most - least) * random.nextDouble();
                }
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlantedSegments that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "PlantedSegments" + o.toString().substring("Options".length());
    }
}
