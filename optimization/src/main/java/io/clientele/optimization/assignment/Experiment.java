package io.clientele.optimization.assignment;

import io.clientele.optimization.internal.UnitHash;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which variant of a change does a unit (a customer, a visitor, a session) see?
 *
 * <p>The salt and the unit's id are hashed to a position from 0 to 1. Each variant owns a stretch that begins where the shares of
 * those before it end, and takes as much of its share as the coverage says. The same unit sees the same variant on every server,
 * without a store, and another salt deals the units anew.
 *
 * <ul>
 *   <li>More coverage only adds units: each stretch grows at its end, nobody changes sides. Less would take people out who have seen
 *       the change, so {@link #ramp} refuses it; other shares move people, so they need another salt.
 *   <li>The variant of a long id and of its decimal text differ; keep to one.
 *   <li>Forced units see what they are told to and must be left out of the analysis; {@link AssignmentPlan} says so.
 *   <li>Eligibility and prerequisites are looked at by {@link AssignmentPlan}, not by {@link #variant}.
 * </ul>
 *
 * <p>{@link #variant} takes no lock and, with {@link Bucketing#CLIENTELE}, allocates nothing. Immutable and thread-safe.
 *
 * <pre>{@code
 * Experiment banner = Experiment.of("banner", "control", "video").withShares(0.5, 0.5).withCoverage(0.2);
 * int variant = banner.variant("customer-17");        // 0, 1, or -1: not in the experiment
 * Experiment wider = banner.ramp(0.5);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1145/1835804.1835810">Tang, Agarwal, O'Brien and Meyer (2010), Overlapping experiment
 *     infrastructure</a>
 */
public final class Experiment {

    private record Options(
            String name,
            List<String> variants,
            String salt,
            Bucketing bucketing,
            List<Double> shares,
            double coverage,
            Map<String, String> forced,
            Map<String, String> prerequisites) {}

    private final Options o;
    private final Predicate<? super Map<String, String>> eligible;
    private final UnitHash hash;
    private final double[] starts;
    private final double[] ends;
    private final long[] firstBuckets;
    private final long[] endBuckets;

    private Experiment(Options o, Predicate<? super Map<String, String>> eligible) {
        this.o = o;
        this.eligible = eligible;
        hash = new UnitHash(Bucketing.saltOf(o.salt));
        starts = new double[o.variants.size()];
        ends = new double[starts.length];
        double sum = 0;
        for (int v = 0; v < starts.length; v++) {
            starts[v] = sum;
            boolean last = v == starts.length - 1;
            ends[v] = last && o.coverage == 1 ? 1 : sum + o.coverage * o.shares.get(v);
            sum += o.shares.get(v);
        }
        firstBuckets = new long[starts.length + 1];
        endBuckets = new long[starts.length];
        for (int v = 0; v < starts.length; v++) {
            firstBuckets[v] = bucketsBelow(starts[v]);
            endBuckets[v] = bucketsBelow(ends[v]);
        }
        firstBuckets[starts.length] = Long.MAX_VALUE; // behind the last stretch is nobody's
    }

    /** How many of the 2^52 buckets lie below a position; exact, because a power of two only moves the exponent. */
    private static long bucketsBelow(double position) {
        return (long) Math.ceil(position * 0x1.0p52);
    }

    /**
     * An experiment on everybody, with equal shares, whose salt is its name.
     *
     * @param name of the experiment, not blank
     * @param variants names, two or more, all different, the control's first
     * @return the experiment
     */
    public static Experiment of(String name, String... variants) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an experiment's name must not be blank");
        }
        List<String> names = List.of(variants);
        if (names.size() < 2) {
            throw new IllegalArgumentException("experiment '" + name + "': variants must be two or more, got " + names);
        }
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("experiment '" + name + "': variants must differ, got " + names);
        }
        Double[] shares = new Double[names.size()];
        Arrays.fill(shares, 1.0 / names.size());
        return new Experiment(
                new Options(name, names, name, Bucketing.CLIENTELE, List.of(shares), 1, Map.of(), Map.of()),
                attributes -> true);
    }

    private Experiment with(
            String salt,
            Bucketing bucketing,
            List<Double> shares,
            double coverage,
            Map<String, String> forced,
            Map<String, String> prerequisites) {
        if (coverage < 1 && !bucketing.hasGaps()) {
            throw new IllegalArgumentException(place() + "with " + bucketing + " coverage must be 1, got " + coverage
                    + "; give those who are left out a variant of their own");
        }
        return new Experiment(
                new Options(o.name, o.variants, salt, bucketing, shares, coverage, forced, prerequisites), eligible);
    }

    private String place() {
        return "experiment '" + o.name + "': ";
    }

    /**
     * The same with another salt: all units are dealt anew.
     *
     * @param salt not empty
     * @return the experiment
     */
    public Experiment withSalt(String salt) {
        if (salt.isEmpty()) {
            throw new IllegalArgumentException(place() + "the salt must not be empty");
        }
        return with(salt, o.bucketing, o.shares, o.coverage, o.forced, o.prerequisites);
    }

    /**
     * The same with another way of hashing.
     *
     * @param bucketing such as {@link Bucketing#GROWTHBOOK_2}
     * @return the experiment
     */
    public Experiment withBucketing(Bucketing bucketing) {
        return with(
                o.salt,
                Objects.requireNonNull(bucketing, "bucketing"),
                o.shares,
                o.coverage,
                o.forced,
                o.prerequisites);
    }

    /**
     * The same with other shares.
     *
     * @param shares one for each variant, from 0 to 1, adding up to 1
     * @return the experiment
     */
    public Experiment withShares(double... shares) {
        if (shares.length != o.variants.size()) {
            throw new IllegalArgumentException(
                    place() + "shares must be one for each of " + o.variants + ", got " + shares.length);
        }
        double sum = 0;
        for (double share : shares) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(place() + "a share must be from 0 to 1, got " + share);
            }
            sum += share;
        }
        if (Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException(place() + "shares must add up to 1, got " + sum);
        }
        return with(o.salt, o.bucketing, Arrays.stream(shares).boxed().toList(), o.coverage, o.forced, o.prerequisites);
    }

    /**
     * The same with another share of the units taking part.
     *
     * @param coverage from 0 to 1
     * @return the experiment
     */
    public Experiment withCoverage(double coverage) {
        if (!(coverage >= 0 && coverage <= 1)) {
            throw new IllegalArgumentException(place() + "coverage must be from 0 to 1, got " + coverage);
        }
        return with(o.salt, o.bucketing, o.shares, coverage, o.forced, o.prerequisites);
    }

    /**
     * The same with more units taking part, while it runs: whoever is in stays where they are.
     *
     * @param coverage from the present one to 1
     * @return the experiment
     */
    public Experiment ramp(double coverage) {
        if (coverage < o.coverage) {
            throw new IllegalArgumentException(place() + "coverage must not fall from " + o.coverage + " to " + coverage
                    + ", which would move people back; end the experiment, or start another under a new salt");
        }
        return withCoverage(coverage);
    }

    /**
     * The same where one unit, such as a tester, sees a variant whatever the hash says.
     *
     * @param unit its id
     * @param variant its variant
     * @return the experiment
     */
    public Experiment withForced(String unit, String variant) {
        requireVariant(variant);
        Map<String, String> forced = new LinkedHashMap<>(o.forced);
        forced.put(Objects.requireNonNull(unit, "unit"), variant);
        return with(o.salt, o.bucketing, o.shares, o.coverage, Map.copyOf(forced), o.prerequisites);
    }

    /**
     * The same for units alone who see a variant of another experiment of the plan.
     *
     * @param experiment name of the other experiment
     * @param variant that they must see there
     * @return the experiment
     */
    public Experiment withPrerequisite(String experiment, String variant) {
        if (experiment.equals(o.name)) {
            throw new IllegalArgumentException(place() + "an experiment cannot be its own prerequisite");
        }
        Map<String, String> all = new LinkedHashMap<>(o.prerequisites);
        all.put(experiment, Objects.requireNonNull(variant, "variant"));
        return with(o.salt, o.bucketing, o.shares, o.coverage, o.forced, Map.copyOf(all));
    }

    /**
     * The same for units alone whose attributes pass a test. The test must not depend on what the variants change.
     *
     * @param test of the unit's attributes; safe to ask from several threads
     * @return the experiment
     */
    public Experiment withEligibility(Predicate<? super Map<String, String>> test) {
        return new Experiment(o, Objects.requireNonNull(test, "test"));
    }

    /**
     * The variant by the hash alone.
     *
     * @param unit id
     * @return the variant, counted from 0, or -1 if the unit takes no part
     */
    public int variant(CharSequence unit) {
        return o.bucketing == Bucketing.CLIENTELE ? ours(hash.of(unit)) : at(o.bucketing.position(o.salt, unit));
    }

    /**
     * The variant by the hash alone. Other systems know no numbers: with their bucketing the id's decimal text is hashed.
     *
     * @param unit id
     * @return the variant, counted from 0, or -1 if the unit takes no part
     */
    public int variant(long unit) {
        return o.bucketing == Bucketing.CLIENTELE
                ? ours(hash.of(unit))
                : at(o.bucketing.position(o.salt, Long.toString(unit)));
    }

    /**
     * What {@link #at} says of {@link Bucketing#CLIENTELE}, without asking the enum and without a branch: the side is random, so a
     * branch would be guessed wrong every other time, which costs more than the hash.
     */
    private int ours(long bits) {
        long bucket = bits >>> 1;
        int v = 0;
        for (long end : endBuckets) {
            v += (int) ((end - 1 - bucket) >>> 63); // 1 if the bucket is not below the end
        }
        return v | (int) ((bucket - firstBuckets[v]) >> 63); // -1 if it is below the start
    }

    private int at(double position) {
        for (int v = 0; v < ends.length; v++) {
            if (o.bucketing.before(position, ends[v])) {
                return !o.bucketing.hasGaps() || position >= starts[v] ? v : -1;
            }
        }
        return -1;
    }

    private void requireVariant(String variant) {
        if (!o.variants.contains(variant)) {
            throw new IllegalArgumentException(
                    place() + "there is no variant '" + variant + "'; variants are " + o.variants);
        }
    }

    /** {@return the name} */
    public String name() {
        return o.name;
    }

    /** {@return the names of the variants, the control's first} */
    public List<String> variants() {
        return o.variants;
    }

    /** {@return the salt} */
    public String salt() {
        return o.salt;
    }

    /** {@return the way of hashing} */
    public Bucketing bucketing() {
        return o.bucketing;
    }

    /** {@return the shares of the variants among those who take part} */
    public List<Double> shares() {
        return o.shares;
    }

    /** {@return the share of the units that takes part} */
    public double coverage() {
        return o.coverage;
    }

    Map<String, String> prerequisites() {
        return o.prerequisites;
    }

    Optional<String> forced(String unit) {
        return Optional.ofNullable(o.forced.get(unit));
    }

    boolean isEligible(Map<String, String> attributes) {
        return eligible.test(attributes);
    }

    @Override
    public String toString() {
        return "Experiment" + o.toString().substring("Options".length());
    }
}
