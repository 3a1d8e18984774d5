package io.clientele.optimization.bandit;

import io.clientele.core.FitReport;
import io.clientele.core.model.ModelFiles;
import io.clientele.optimization.internal.UnitHash;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A bandit as of its last refresh: what share of traffic each arm gets, and which arm a unit sees.
 *
 * <p>{@link #choose} hashes the unit's id to a point of [0, 1), on which every arm has a stretch as long as its share. The same
 * unit sees the same arm for as long as the snapshot holds, on every server, without a store; after a refresh only those move
 * whose point has come to lie in another arm's stretch. The share is a whole number of 2<sup>-53</sup> and is the chance of being
 * chosen itself, not an estimate of it: log it with the decision for off-policy evaluation.
 *
 * <ul>
 *   <li>Long ids and text ids of the same number are different units.
 *   <li>A paused arm has share 0 and is never chosen.
 * </ul>
 *
 * <p>Choosing takes no lock and allocates nothing; its time hardly depends on the number of arms. Immutable and thread-safe; equal by
 * value.
 *
 * <pre>{@code
 * int arm = snapshot.choose("customer-17");
 * log(customer, snapshot.version(), snapshot.arm(arm), snapshot.share(arm));
 * }</pre>
 */
public final class BanditSnapshot {

    private static final BanditSnapshotCodec CODEC = new BanditSnapshotCodec();

    private final List<String> arms;
    private final List<Posterior> posteriors;
    private final long[] bounds;
    private final UnitHash hash;
    private final FitReport report;
    private final long version;
    /** For each of equal stretches of [0, 2^53): the first arm that reaches beyond its beginning. */
    private final int[] guide;

    private final int shift;
    private final PosteriorDraws draws;

    BanditSnapshot(
            List<String> arms, List<? extends Posterior> posteriors, long[] bounds, UnitHash hash, FitReport report) {
        this.arms = List.copyOf(arms);
        this.posteriors = List.copyOf(posteriors);
        this.bounds = bounds;
        this.hash = hash;
        this.report = report;
        int bits = Math.max(6, 34 - Integer.numberOfLeadingZeros(bounds.length));
        shift = UnitHash.BITS - bits;
        guide = new int[1 << bits];
        int k = 0;
        for (int i = 0; i < guide.length; i++) {
            while (bounds[k] <= (long) i << shift) {
                k++;
            }
            guide[i] = k;
        }
        version = fingerprint();
        draws = new PosteriorDraws(
                posteriors,
                IntStream.range(0, bounds.length)
                        .filter(a -> bounds[a] > (a == 0 ? 0 : bounds[a - 1]))
                        .toArray());
    }

    private long fingerprint() {
        long h = UnitHash.mix(hash.salt());
        for (int k = 0; k < bounds.length; k++) {
            h = UnitHash.mix(h ^ new UnitHash(k).of(arms.get(k)));
            h = UnitHash.mix(h ^ bounds[k]);
        }
        return h;
    }

    /** {@return the names of the arms, paused ones included, in the order of the recipe} */
    public List<String> arms() {
        return arms;
    }

    /**
     * The name of an arm.
     *
     * @param arm counted from 0
     * @return the name
     */
    public String arm(int arm) {
        return arms.get(arm);
    }

    /**
     * The share of traffic that an arm gets: the exact chance that a unit sees it.
     *
     * @param arm counted from 0
     * @return a whole number of 2<sup>-53</sup>; all shares add up to 1
     */
    public double share(int arm) {
        return (bounds[arm] - (arm == 0 ? 0 : bounds[arm - 1])) * 0x1.0p-53;
    }

    /** {@return the shares of all arms; a copy} */
    public double[] shares() {
        double[] shares = new double[bounds.length];
        Arrays.setAll(shares, this::share);
        return shares;
    }

    /** {@return what is known of each arm's rate of success, or revenue; all of one kind} */
    public List<Posterior> posteriors() {
        return posteriors;
    }

    /**
     * The arm that a unit sees.
     *
     * @param unit id, such as a customer's number
     * @return the arm, counted from 0
     */
    public int choose(long unit) {
        return at(hash.of(unit));
    }

    /**
     * The arm that a unit sees.
     *
     * @param unit id, such as a cookie
     * @return the arm, counted from 0
     */
    public int choose(CharSequence unit) {
        return at(hash.of(unit));
    }

    /**
     * An arm by chance, with the shares as probabilities, for units without an id. Not sticky.
     *
     * @param random source; one {@code nextLong} is taken
     * @return the arm, counted from 0
     */
    public int draw(RandomGenerator random) {
        return at(random.nextLong() >>> (64 - UnitHash.BITS));
    }

    /**
     * Thompson's original draw: one value from the posterior of each arm with a share, and the arm with the largest. Slower than
     * {@link #draw}. Guardrails do not hold, and the propensity is the probability that the arm is best, not its share.
     *
     * @param random source; as many numbers as needed are taken
     * @return the arm, counted from 0
     */
    public int drawFromPosteriors(RandomGenerator random) {
        return draws.best(random);
    }

    private int at(long point) {
        int k = guide[(int) (point >>> shift)];
        while (point >= bounds[k]) {
            k++;
        }
        return k;
    }

    /**
     * A number that names this assignment of units to arms: equal for equal arms, shares and salt on every server, different (but for
     * a chance of 2<sup>-64</sup>) otherwise. Log it with each decision.
     *
     * @return the number
     */
    public long version() {
        return version;
    }

    /** {@return how many trials were used, and counts that were not} */
    public FitReport report() {
        return report;
    }

    long[] bounds() {
        return bounds;
    }

    long salt() {
        return hash.salt();
    }

    /**
     * Writes the snapshot as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the snapshot as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a snapshot that {@link #write(Path)} wrote; it makes the same choices.
     *
     * @param file where from
     * @return the snapshot
     */
    public static BanditSnapshot read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a snapshot that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the snapshot
     */
    public static BanditSnapshot read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BanditSnapshot that
                && arms.equals(that.arms)
                && posteriors.equals(that.posteriors)
                && Arrays.equals(bounds, that.bounds)
                && hash.salt() == that.hash.salt()
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * arms.hashCode() + Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        return "BanditSnapshot[version=" + Long.toHexString(version) + ", arms=" + arms + ", shares="
                + Arrays.toString(shares()) + "]";
    }
}
