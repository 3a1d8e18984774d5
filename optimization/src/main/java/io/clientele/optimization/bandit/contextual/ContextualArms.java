package io.clientele.optimization.bandit.contextual;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The arms of a contextual bandit and the limits within which they are shown, whatever the policy wishes. */
record ContextualArms(
        List<String> features,
        List<String> names,
        Set<String> paused,
        double floor,
        @Nullable String control,
        double controlShare,
        long salt) {

    static ContextualArms of(List<String> features, List<String> names) {
        return new ContextualArms(Contexts.features(features), distinct(names), Set.of(), 0, null, 0, 0);
    }

    private static List<String> distinct(List<String> arms) {
        List<String> copy = Contexts.distinct(arms, "arm");
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("arms must hold at least one arm");
        }
        return copy;
    }

    ContextualArms withArm(String arm) {
        List<String> more = new ArrayList<>(names);
        more.add(Objects.requireNonNull(arm, "arm"));
        return new ContextualArms(features, distinct(more), paused, floor, control, controlShare, salt);
    }

    ContextualArms withoutArm(String arm) {
        known(arm);
        if (arm.equals(control)) {
            throw new IllegalArgumentException("arm '" + arm + "' is the control; make another the control first");
        }
        List<String> fewer = new ArrayList<>(names);
        fewer.remove(arm);
        Set<String> still = new TreeSet<>(paused);
        still.remove(arm);
        return new ContextualArms(features, distinct(fewer), still, floor, control, controlShare, salt);
    }

    ContextualArms withPaused(String... arms) {
        for (String arm : arms) {
            known(arm);
        }
        return new ContextualArms(features, names, new TreeSet<>(List.of(arms)), floor, control, controlShare, salt);
    }

    ContextualArms withFloor(double share) {
        Check.between("floor", share, 0, 1);
        return new ContextualArms(features, names, paused, share, control, controlShare, salt);
    }

    ContextualArms withControl(String arm, double share) {
        known(arm);
        Check.between("share", share, 0, 1);
        return new ContextualArms(features, names, paused, floor, arm, share, salt);
    }

    ContextualArms withSalt(long number) {
        return new ContextualArms(features, names, paused, floor, control, controlShare, number);
    }

    private void known(String arm) {
        if (!names.contains(Objects.requireNonNull(arm, "arm"))) {
            throw new IllegalArgumentException("arm '" + arm + "' is not known; arms are " + names);
        }
    }

    /** What is shown: the control with its share, and the others by their numbers. */
    Shown shown() {
        List<Integer> free = new ArrayList<>();
        int fixed = -1;
        for (int k = 0; k < names.size(); k++) {
            if (!paused.contains(names.get(k))) {
                if (names.get(k).equals(control)) {
                    fixed = k;
                } else {
                    free.add(k);
                }
            }
        }
        if (free.isEmpty() && fixed < 0) {
            throw new IllegalArgumentException("all arms are paused " + names + "; resume one");
        }
        double share = fixed < 0 ? 0 : free.isEmpty() ? 1 : controlShare;
        if (floor * free.size() > 1 - share + 1e-12) {
            throw new IllegalArgumentException("floor " + floor + " of " + free.size()
                    + " arms adds up to more than the share " + (1 - share) + " that they have together; lower it");
        }
        return new Shown(free, fixed, share, floor);
    }

    /** The free arms, rising; the control or -1. */
    record Shown(List<Integer> free, int control, double controlShare, double floor) {}
}
