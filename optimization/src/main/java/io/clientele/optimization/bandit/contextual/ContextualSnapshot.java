package io.clientele.optimization.bandit.contextual;

import io.clientele.core.FitReport;
import io.clientele.core.model.ModelFiles;
import io.clientele.optimization.internal.UnitHash;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A contextual bandit as of its last refresh: which arm a unit sees in a context, and with what chance it was to see it.
 *
 * <p>{@link #choose} hashes unit and version. The same unit sees the same arm in the same context for as long as the snapshot holds, on
 * every server, without a store. {@link #share} is the chance, over all units, of seeing an arm in a context; log it with the decision.
 * It is never estimated from draws:
 *
 * <ul>
 *   <li>{@link SquareCb} and {@link LinUcb}: a closed form.
 *   <li>{@link LinearThompson} with a model by arm: the probability that an arm's score is the highest of independent normals, by
 *       quadrature to 1e-12.
 *   <li>{@link LinearThompson} with a shared model, {@link LogisticThompson}, {@link OnlineBagging}: the snapshot holds so many models,
 *       and a unit follows one of them; the share is the number of models that hold the arm for best, by the number of models.
 *   <li>A control has its share in every context. Of the rest, each active arm gets the floor, and what is left goes by the policy's
 *       chances, which so keep their order.
 * </ul>
 *
 * <p>With an arm paused or removed, its share is 0. Choosing takes no lock and, with a {@link Scratch} at hand, allocates nothing. Time
 * O(arms · features) for models that vote and for inverse gap weighting, O(arms · features²) for the others. Shares of Thompson sampling
 * take longer: all models, or some hundred points of quadrature. Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * int arm = snapshot.choose(customerId, context, scratch);
 * double propensity = snapshot.share(arm, context, scratch);
 * }</pre>
 */
public final class ContextualSnapshot {

    private static final ContextualSnapshotCodec CODEC = new ContextualSnapshotCodec();

    private final List<String> features;
    private final List<String> arms;
    private final ContextualArms.Shown shown;
    private final int[] free;
    private final ChoiceRule rule;
    private final long salt;
    private final FitReport report;
    private final long version;
    private final UnitHash hash;
    private final double floors;
    private final double rest;

    ContextualSnapshot(
            List<String> features,
            List<String> arms,
            ContextualArms.Shown shown,
            ChoiceRule rule,
            long salt,
            FitReport report) {
        this.features = List.copyOf(features);
        this.arms = List.copyOf(arms);
        this.shown = shown;
        this.rule = rule;
        this.salt = salt;
        this.report = report;
        free = shown.free().stream().mapToInt(Integer::intValue).toArray();
        floors = shown.floor() * free.length;
        rest = free.length == 0 ? 0 : Math.max(0, 1 - shown.controlShare() - floors);
        version = fingerprint();
        hash = new UnitHash(version);
    }

    private long fingerprint() {
        long h = UnitHash.mix(salt);
        for (int k : free) {
            h = UnitHash.mix(h ^ new UnitHash(k).of(arms.get(k)));
        }
        h = UnitHash.mix(h ^ Double.doubleToLongBits(shown.floor()));
        if (shown.control() >= 0) {
            h = UnitHash.mix(h ^ new UnitHash(-1).of(arms.get(shown.control())));
            h = UnitHash.mix(h ^ Double.doubleToLongBits(shown.controlShare()));
        }
        for (String feature : features) {
            h = UnitHash.mix(h ^ new UnitHash(-2).of(feature));
        }
        return rule.fingerprint(h);
    }

    /** {@return the names of the features of a context, in their order} */
    public List<String> features() {
        return features;
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
     * The arm that a unit sees in a context.
     *
     * @param unit id, such as a customer's number
     * @param context one value per feature
     * @param scratch this thread's
     * @return the arm, counted from 0
     */
    public int choose(long unit, double[] context, Scratch scratch) {
        return at(hash.of(unit), context, scratch);
    }

    /**
     * The arm that a unit sees in a context.
     *
     * @param unit id, such as a cookie; another unit than the number of the same digits
     * @param context one value per feature
     * @param scratch this thread's
     * @return the arm, counted from 0
     */
    public int choose(CharSequence unit, double[] context, Scratch scratch) {
        return at(hash.of(unit), context, scratch);
    }

    private int at(long bits, double[] context, Scratch scratch) {
        Contexts.check(context, features);
        double point = bits * 0x1.0p-53;
        if (point < shown.controlShare()) {
            return shown.control();
        }
        point -= shown.controlShare();
        if (point < floors) {
            return free[Math.min(free.length - 1, (int) (point / shown.floor()))];
        }
        scratch.room(free.length, rule.width);
        double within = rest > 0 ? Math.min((point - floors) / rest, 0x1.fffffffffffffp-1) : 0;
        return free[rule.choose(context, within, bits, scratch)];
    }

    /**
     * The chance with which an arm is chosen in a context.
     *
     * @param arm counted from 0
     * @param context one value per feature
     * @param scratch this thread's
     * @return the propensity
     */
    public double share(int arm, double[] context, Scratch scratch) {
        Objects.checkIndex(arm, arms.size());
        Contexts.check(context, features);
        if (arm == shown.control()) {
            return shown.controlShare();
        }
        for (int a = 0; a < free.length; a++) {
            if (free[a] == arm) {
                scratch.room(free.length, rule.width);
                rule.probabilities(context, scratch);
                return Math.min(1, shown.floor() + rest * scratch.shares[a]);
            }
        }
        return 0;
    }

    /**
     * The chances with which the arms are chosen in a context.
     *
     * @param context one value per feature
     * @return by arm; they add up to 1 within rounding
     */
    public double[] shares(double... context) {
        Contexts.check(context, features);
        double[] shares = new double[arms.size()];
        if (shown.control() >= 0) {
            shares[shown.control()] = shown.controlShare();
        }
        if (free.length > 0) {
            Scratch scratch = new Scratch();
            scratch.room(free.length, rule.width);
            rule.probabilities(context, scratch);
            for (int a = 0; a < free.length; a++) {
                shares[free[a]] = Math.min(1, shown.floor() + rest * scratch.shares[a]);
            }
        }
        return shares;
    }

    /**
     * Chooses, and keeps all that is needed to learn from it later.
     *
     * @param unit id, such as a cookie
     * @param context one value per feature; copied
     * @return the decision
     */
    public ContextualDecision decide(String unit, double... context) {
        Scratch scratch = new Scratch();
        int arm = choose(unit, context, scratch);
        return ContextualDecision.of(unit, version, arms.get(arm), share(arm, context, scratch), context);
    }

    /**
     * A number that names this way to choose: equal for equal models, arms, guardrails and salt on every server, different (but for a
     * chance of 2<sup>-64</sup>) otherwise. Log it with each decision.
     *
     * @return the number
     */
    public long version() {
        return version;
    }

    /** {@return how many decisions were used, and what was not} */
    public FitReport report() {
        return report;
    }

    ContextualArms.Shown shown() {
        return shown;
    }

    ChoiceRule rule() {
        return rule;
    }

    long salt() {
        return salt;
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
    public static ContextualSnapshot read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a snapshot that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the snapshot
     */
    public static ContextualSnapshot read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContextualSnapshot that
                && features.equals(that.features)
                && arms.equals(that.arms)
                && shown.equals(that.shown)
                && rule.same(that.rule)
                && salt == that.salt
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * arms.hashCode() + Long.hashCode(version);
    }

    @Override
    public String toString() {
        return "ContextualSnapshot[version=" + Long.toHexString(version) + ", features=" + features + ", arms=" + arms
                + ", " + rule.kind() + "]";
    }
}
