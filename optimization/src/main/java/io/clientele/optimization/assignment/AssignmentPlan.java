package io.clientele.optimization.assignment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All experiments of a shop side by side: who takes part in which, and who in none?
 *
 * <p>Experiments in one layer share it out in slices, so that no unit is in two of them; experiments in different layers, each with
 * its own salt, cross each other independently. A holdout keeps a share of the units from everything, to measure what all changes
 * together were worth.
 *
 * <p>A unit is asked in this order: forced, holdouts, slice of the layer, eligibility, prerequisites, hash. The first that applies is
 * the reason in the {@link Assignment}.
 *
 * <ul>
 *   <li>Two equal salts in a plan are refused: the same units would be the ones of variant 1, or of a layer's first slice, in both.
 *   <li>Slices that overlap, unknown prerequisites and circles of them are refused.
 *   <li>{@link #requireNobodyMoves} tells whether a new plan keeps everybody of an old one where they are.
 * </ul>
 *
 * <p>Immutable and thread-safe if the experiments' eligibility tests are.
 *
 * <pre>{@code
 * AssignmentPlan plan = AssignmentPlan.builder()
 *         .holdout("holdout-2026", 0.05)
 *         .layer("home page")
 *         .add("home page", Experiment.of("banner", "control", "video"), 0.0, 0.5)
 *         .add(Experiment.of("checkout", "control", "one page"))
 *         .build();
 * Assignment a = plan.assign("banner", "customer-17", Map.of());
 * }</pre>
 */
public final class AssignmentPlan {

    private record Slice(Experiment experiment, String layer, double from, double to) {}

    private final Map<String, Double> holdouts;
    private final Map<String, Bucketing> layers;
    private final Map<String, Slice> slices;

    private AssignmentPlan(Map<String, Double> holdouts, Map<String, Bucketing> layers, Map<String, Slice> slices) {
        this.holdouts = holdouts;
        this.layers = layers;
        this.slices = slices;
    }

    /** {@return an empty plan to add to} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The variant of a unit.
     *
     * @param experiment name
     * @param unit id
     * @param attributes for tests of eligibility
     * @return variant and reason
     */
    public Assignment assign(String experiment, String unit, Map<String, String> attributes) {
        Slice slice = slice(experiment);
        Experiment e = slice.experiment;
        Optional<String> forced = e.forced(unit);
        if (forced.isPresent()) {
            return new Assignment(experiment, forced, Assignment.Reason.FORCED);
        }
        Assignment.Reason out = reasonToStayOut(slice, unit, attributes);
        if (out != Assignment.Reason.RANDOM) {
            return new Assignment(experiment, Optional.empty(), out);
        }
        int variant = e.variant(unit);
        return variant < 0
                ? new Assignment(experiment, Optional.empty(), Assignment.Reason.NOT_COVERED)
                : new Assignment(experiment, Optional.of(e.variants().get(variant)), out);
    }

    private Assignment.Reason reasonToStayOut(Slice slice, String unit, Map<String, String> attributes) {
        for (Map.Entry<String, Double> holdout : holdouts.entrySet()) {
            if (Bucketing.CLIENTELE.position(holdout.getKey(), unit) < holdout.getValue()) {
                return Assignment.Reason.HELD_OUT;
            }
        }
        Bucketing layer = layers.get(slice.layer);
        if (layer != null) {
            double position = layer.position(slice.layer, unit);
            if (position < slice.from || position >= slice.to) {
                return Assignment.Reason.NOT_IN_SLICE;
            }
        }
        if (!slice.experiment.isEligible(attributes)) {
            return Assignment.Reason.NOT_ELIGIBLE;
        }
        for (Map.Entry<String, String> needed : slice.experiment.prerequisites().entrySet()) {
            Optional<String> seen = assign(needed.getKey(), unit, attributes).variant();
            if (seen.isEmpty() || !seen.get().equals(needed.getValue())) {
                return Assignment.Reason.PREREQUISITE_MISSING;
            }
        }
        return Assignment.Reason.RANDOM;
    }

    private Slice slice(String experiment) {
        Slice slice = slices.get(experiment);
        if (slice == null) {
            throw new IllegalArgumentException(
                    "there is no experiment '" + experiment + "'; experiments are " + slices.keySet());
        }
        return slice;
    }

    /** {@return the experiments, in the order in which they were added} */
    public List<Experiment> experiments() {
        return slices.values().stream().map(Slice::experiment).toList();
    }

    /**
     * Refuses to follow a plan if somebody would change sides or fall out of an experiment that goes on. Allowed are new
     * experiments, the end of old ones, more coverage, and slices that grow. (Eligibility tests cannot be compared.)
     *
     * @param before the plan that is live
     * @return this
     * @throws IllegalArgumentException naming the experiment and the change
     */
    public AssignmentPlan requireNobodyMoves(AssignmentPlan before) {
        if (!holdouts.equals(before.holdouts)) {
            throw new IllegalArgumentException("holdouts must stay as they are, which were " + before.holdouts
                    + ", got " + holdouts + "; people would move into or out of running experiments");
        }
        before.slices.forEach((name, old) -> {
            Slice now = slices.get(name);
            if (now != null) {
                requireKept(old, now);
                if (!Objects.equals(before.layers.get(old.layer), layers.get(now.layer))) {
                    throw moved(name, "layer", old.layer, now.layer + " with another bucketing");
                }
            }
        });
        return this;
    }

    private static void requireKept(Slice old, Slice now) {
        Experiment was = old.experiment;
        Experiment is = now.experiment;
        String name = was.name();
        if (!old.layer.equals(now.layer)) {
            throw moved(name, "layer", old.layer, now.layer);
        }
        if (now.from > old.from || now.to < old.to) {
            throw moved(name, "slice", old.from + " to " + old.to, now.from + " to " + now.to);
        }
        if (!was.salt().equals(is.salt())) {
            throw moved(name, "salt", was.salt(), is.salt());
        }
        if (was.bucketing() != is.bucketing()) {
            throw moved(
                    name,
                    "bucketing",
                    was.bucketing().toString(),
                    is.bucketing().toString());
        }
        if (!was.variants().equals(is.variants())) {
            throw moved(
                    name, "variants", was.variants().toString(), is.variants().toString());
        }
        if (!was.shares().equals(is.shares())) {
            throw moved(name, "shares", was.shares().toString(), is.shares().toString());
        }
        if (!was.prerequisites().equals(is.prerequisites())) {
            throw moved(
                    name,
                    "prerequisites",
                    was.prerequisites().toString(),
                    is.prerequisites().toString());
        }
        if (is.coverage() < was.coverage()) {
            throw moved(name, "coverage", Double.toString(was.coverage()), Double.toString(is.coverage()));
        }
    }

    private static IllegalArgumentException moved(String experiment, String what, String was, String is) {
        return new IllegalArgumentException("experiment '" + experiment + "': " + what + " was " + was + " and is " + is
                + ", which would move people; end it and start another under a new name and salt");
    }

    @Override
    public String toString() {
        return "AssignmentPlan[holdouts=" + holdouts + ", experiments=" + slices.keySet() + "]";
    }

    /** Collects what runs side by side. Not thread-safe. */
    public static final class Builder {

        private final Map<String, Double> holdouts = new LinkedHashMap<>();
        private final Map<String, Bucketing> layers = new LinkedHashMap<>();
        private final Map<String, Slice> slices = new LinkedHashMap<>();
        private final Map<String, String> salts = new LinkedHashMap<>();

        private Builder() {}

        private void take(String salt, String owner) {
            String other = salts.putIfAbsent(salt, owner);
            if (other != null) {
                throw new IllegalArgumentException(owner + " has the salt '" + salt + "' of " + other
                        + "; the same units would be first in both, give each a salt of its own");
            }
        }

        /**
         * Keeps a share of the units from all experiments.
         *
         * @param salt name of the holdout
         * @param share from 0 to 1
         * @return this
         */
        public Builder holdout(String salt, double share) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "holdout '" + salt + "': the share must be from 0 to 1, got " + share);
            }
            take(salt, "holdout '" + salt + "'");
            holdouts.put(salt, share);
            return this;
        }

        /**
         * Opens a layer, whose salt is its name.
         *
         * @param name such as the page that its experiments change
         * @return this
         */
        public Builder layer(String name) {
            return layer(name, Bucketing.CLIENTELE);
        }

        /**
         * Opens a layer of another system. GrowthBook's namespace {@code ns} is the layer {@code "__ns"} with
         * {@link Bucketing#GROWTHBOOK_1}.
         *
         * @param name salt of the layer
         * @param bucketing that gives positions from 0 to 1
         * @return this
         */
        public Builder layer(String name, Bucketing bucketing) {
            if (!bucketing.hasGaps()) {
                throw new IllegalArgumentException("layer '" + name + "': slices cannot be made with " + bucketing);
            }
            take(name, "layer '" + name + "'");
            layers.put(name, bucketing);
            return this;
        }

        /**
         * Adds an experiment outside all layers.
         *
         * @param experiment to add
         * @return this
         */
        public Builder add(Experiment experiment) {
            return put(new Slice(experiment, "", 0, 1));
        }

        /**
         * Adds an experiment to a layer.
         *
         * @param layer opened before
         * @param experiment to add
         * @param from where its slice begins, from 0
         * @param to where its slice ends, to 1
         * @return this
         */
        public Builder add(String layer, Experiment experiment, double from, double to) {
            String place = "experiment '" + experiment.name() + "': ";
            if (!layers.containsKey(layer)) {
                throw new IllegalArgumentException(
                        place + "there is no layer '" + layer + "'; layers are " + layers.keySet());
            }
            if (!(from >= 0 && from < to && to <= 1)) {
                throw new IllegalArgumentException(
                        place + "a slice must run from 0 to 1 at most and not be empty, got " + from + " to " + to);
            }
            for (Slice other : slices.values()) {
                if (other.layer.equals(layer) && from < other.to && other.from < to) {
                    throw new IllegalArgumentException(
                            place + "its slice " + from + " to " + to + " of layer '" + layer + "' overlaps that of '"
                                    + other.experiment.name() + "', " + other.from + " to " + other.to);
                }
            }
            return put(new Slice(experiment, layer, from, to));
        }

        private Builder put(Slice slice) {
            Experiment e = slice.experiment;
            if (slices.containsKey(e.name())) {
                throw new IllegalArgumentException("experiment '" + e.name() + "' is in the plan already");
            }
            take(e.salt(), "experiment '" + e.name() + "'");
            slices.put(e.name(), slice);
            return this;
        }

        /** {@return the plan} */
        public AssignmentPlan build() {
            for (Slice slice : slices.values()) {
                slice.experiment.prerequisites().forEach((name, variant) -> {
                    Slice needed = slices.get(name);
                    String place = "experiment '" + slice.experiment.name() + "': its prerequisite '" + name + "' ";
                    if (needed == null) {
                        throw new IllegalArgumentException(
                                place + "is not in the plan; experiments are " + slices.keySet());
                    }
                    if (!needed.experiment.variants().contains(variant)) {
                        throw new IllegalArgumentException(place + "has no variant '" + variant + "'; variants are "
                                + needed.experiment.variants());
                    }
                    if (slice.layer.equals(needed.layer) && !slice.layer.isEmpty()) {
                        throw new IllegalArgumentException(
                                place + "is in the same layer '" + slice.layer + "', so that nobody is in both");
                    }
                });
                requireNoCircle(slice.experiment.name());
            }
            return new AssignmentPlan(
                    new LinkedHashMap<>(holdouts), new LinkedHashMap<>(layers), new LinkedHashMap<>(slices));
        }

        private void requireNoCircle(String start) {
            Deque<List<String>> open = new ArrayDeque<>();
            open.add(List.of(start));
            while (!open.isEmpty()) {
                List<String> chain = open.remove();
                Slice last = slices.get(chain.get(chain.size() - 1));
                if (last == null) {
                    continue;
                }
                for (String next : last.experiment.prerequisites().keySet()) {
                    List<String> longer = new ArrayList<>(chain);
                    longer.add(next);
                    if (next.equals(start)) {
                        throw new IllegalArgumentException(
                                "prerequisites run in a circle: " + String.join(" > ", longer));
                    }
                    if (!chain.contains(next)) {
                        open.add(longer);
                    }
                }
            }
        }
    }
}
