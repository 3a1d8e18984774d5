package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The arms of a bandit and the limits within which they are shown, whatever the policy wishes. */
record ArmSet(
        List<String> names,
        Set<String> paused,
        double alpha,
        double beta,
        double floor,
        double ceiling,
        @Nullable String control,
        double controlShare,
        @Nullable BanditSnapshot last,
        double maximumChange,
        @Nullable Baseline baseline,
        long salt) {

    static ArmSet of(List<String> names) {
        return new ArmSet(distinct(names), Set.of(), 1, 1, 0, 1, null, 0, null, 1, null, 0);
    }

    private static List<String> distinct(List<String> arms) {
        List<String> copy = List.copyOf(arms);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("arms must hold at least one arm");
        }
        Set<String> seen = new HashSet<>();
        for (String arm : copy) {
            if (!seen.add(arm)) {
                throw new IllegalArgumentException("arm '" + arm + "' is there twice");
            }
        }
        return copy;
    }

    ArmSet withArm(String arm) {
        List<String> more = new ArrayList<>(names);
        more.add(Objects.requireNonNull(arm, "arm"));
        return with(distinct(more), paused);
    }

    ArmSet withoutArm(String arm) {
        known(arm);
        if (arm.equals(control)) {
            throw new IllegalArgumentException("arm '" + arm + "' is the control; make another the control first");
        }
        if (baseline != null && arm.equals(baseline.arm())) {
            throw new IllegalArgumentException("arm '" + arm + "' is the baseline; make another the baseline first");
        }
        List<String> fewer = new ArrayList<>(names);
        fewer.remove(arm);
        Set<String> still = new TreeSet<>(paused);
        still.remove(arm);
        return with(distinct(fewer), still);
    }

    ArmSet withPaused(String... arms) {
        for (String arm : arms) {
            known(arm);
        }
        return with(names, new TreeSet<>(List.of(arms)));
    }

    private ArmSet with(List<String> arms, Set<String> resting) {
        return new ArmSet(
                arms, resting, alpha, beta, floor, ceiling, control, controlShare, last, maximumChange, baseline, salt);
    }

    ArmSet withPrior(double a, double b) {
        new BetaPosterior(a, b);
        return new ArmSet(
                names, paused, a, b, floor, ceiling, control, controlShare, last, maximumChange, baseline, salt);
    }

    ArmSet withFloor(double share) {
        Check.between("floor", share, 0, 1);
        return new ArmSet(
                names, paused, alpha, beta, share, ceiling, control, controlShare, last, maximumChange, baseline, salt);
    }

    ArmSet withCeiling(double share) {
        Check.between("ceiling", share, 0, 1);
        return new ArmSet(
                names, paused, alpha, beta, floor, share, control, controlShare, last, maximumChange, baseline, salt);
    }

    ArmSet withControl(String arm, double share) {
        known(arm);
        Check.between("share", share, 0, 1);
        return new ArmSet(names, paused, alpha, beta, floor, ceiling, arm, share, last, maximumChange, baseline, salt);
    }

    ArmSet withMaximumChange(double change, BanditSnapshot from) {
        Check.between("change", change, 0, 1);
        return new ArmSet(
                names,
                paused,
                alpha,
                beta,
                floor,
                ceiling,
                control,
                controlShare,
                Objects.requireNonNull(from, "last"),
                change,
                baseline,
                salt);
    }

    ArmSet withBaseline(Baseline safe) {
        known(safe.arm());
        return new ArmSet(
                names, paused, alpha, beta, floor, ceiling, control, controlShare, last, maximumChange, safe, salt);
    }

    ArmSet withSalt(long number) {
        return new ArmSet(
                names,
                paused,
                alpha,
                beta,
                floor,
                ceiling,
                control,
                controlShare,
                last,
                maximumChange,
                baseline,
                number);
    }

    private void known(String arm) {
        if (!names.contains(Objects.requireNonNull(arm, "arm"))) {
            throw new IllegalArgumentException("arm '" + arm + "' is not known; arms are " + names);
        }
    }

    /**
     * The shares of all arms.
     *
     * @param wish from the arms that are neither paused nor the control, rising, to shares that add up to 1
     */
    double[] shares(Function<int[], double[]> wish) {
        List<Integer> free = new ArrayList<>();
        int active = 0;
        for (int k = 0; k < names.size(); k++) {
            if (!paused.contains(names.get(k))) {
                active++;
                if (!names.get(k).equals(control)) {
                    free.add(k);
                }
            }
        }
        if (active == 0) {
            throw new IllegalArgumentException("all arms are paused " + names + "; resume one");
        }
        double[] shares = new double[names.size()];
        double left = 1;
        if (free.size() < active) {
            int at = names.indexOf(control);
            shares[at] = free.isEmpty() ? 1 : controlShare;
            left = 1 - shares[at];
        }
        if (free.isEmpty()) {
            return shares;
        }
        room(free.size(), left);
        int[] arms = free.stream().mapToInt(k -> k).toArray();
        double[] wished = wish.apply(arms);
        for (int i = 0; i < wished.length; i++) {
            wished[i] *= left;
        }
        double[] within = within(wished, left);
        if (last != null) {
            within = within(nearer(within, arms, left, last), left);
        }
        for (int i = 0; i < within.length; i++) {
            shares[arms[i]] = within[i];
        }
        return shares;
    }

    /** Moved towards the baseline as far as it takes; the shares themselves without one. */
    double[] safe(double[] shares, List<? extends Posterior> posteriors) {
        if (baseline == null) {
            return shares;
        }
        if (paused.contains(baseline.arm())) {
            throw new IllegalArgumentException(
                    "arm '" + baseline.arm() + "' is the baseline and paused; resume it or make another the baseline");
        }
        return baseline.limit(shares, names, posteriors);
    }

    private double[] within(double[] wished, double left) {
        return floor == 0 && ceiling >= left ? wished : Shares.within(wished, floor, ceiling, left);
    }

    /** On the way from the last shares to the new ones as far as the maximum change allows. */
    private double[] nearer(double[] shares, int[] arms, double left, BanditSnapshot from) {
        double[] old = new double[arms.length];
        for (int i = 0; i < arms.length; i++) {
            int at = from.arms().indexOf(names.get(arms[i]));
            old[i] = at < 0 ? 0 : from.share(at);
        }
        double sum = Arrays.stream(old).sum();
        if (!(sum > 0)) {
            return shares;
        }
        double moved = 0;
        for (int i = 0; i < old.length; i++) {
            old[i] *= left / sum;
            moved += Math.abs(shares[i] - old[i]) / 2;
        }
        if (moved <= maximumChange) {
            return shares;
        }
        double part = maximumChange / moved;
        double[] result = new double[shares.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = old[i] + part * (shares[i] - old[i]);
        }
        return result;
    }

    private void room(int arms, double left) {
        double slack = 1e-12;
        if (floor * arms > left + slack) {
            throw new IllegalArgumentException("floor " + floor + " of " + arms
                    + " arms adds up to more than the share " + left + " that they have together; lower it");
        }
        if (ceiling * arms < left - slack) {
            throw new IllegalArgumentException("ceiling " + ceiling + " of " + arms
                    + " arms adds up to less than the share " + left + " that they have together; raise it");
        }
    }
}
