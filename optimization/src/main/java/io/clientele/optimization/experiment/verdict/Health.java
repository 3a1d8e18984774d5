package io.clientele.optimization.experiment.verdict;

import io.clientele.optimization.experiment.MetricSample;
import io.clientele.optimization.experiment.SampleRatio;
import io.clientele.optimization.experiment.health.EffectTrend;
import io.clientele.optimization.experiment.health.ExposureCheck;
import io.clientele.optimization.experiment.health.PrePeriodBalance;
import io.clientele.optimization.experiment.health.WeekdayCheck;
import io.clientele.optimization.experiment.verdict.HealthCheck.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every check that the data allow, and the names of those they don't. */
final class Health {

    /** Checks are made for every experiment, so a failure must be rare where all is well. */
    private static final double FAILURE = 0.001;

    private static final double WARNING = 0.01;

    private final String metric;
    private final List<VariantData> all;
    private final List<HealthCheck> checks = new ArrayList<>();
    private final List<String> notChecked = new ArrayList<>();

    /** The control comes first. */
    Health(String metric, List<VariantData> all, double[] shares, int days) {
        this.metric = metric;
        this.all = all;
        sampleRatio(shares);
        exposures();
        balance();
        trend();
        weekdays();
        length(days);
    }

    List<HealthCheck> checks() {
        return checks;
    }

    List<String> notChecked() {
        return notChecked;
    }

    private void sampleRatio(double[] shares) {
        boolean given = all.stream().allMatch(v -> v.assigned() >= 0);
        long[] counts = all.stream()
                .mapToLong(v -> given ? v.assigned() : v.units(metric).orElse(0))
                .toArray();
        SampleRatio ratio = shares.length == 0 ? SampleRatio.of(counts) : SampleRatio.of(counts, shares);
        boolean failed = ratio.p() < FAILURE;
        String seen = all.stream()
                .map(v -> Words.units(given ? v.assigned() : v.units(metric).orElse(0)) + " '" + v.name() + "'")
                .collect(Collectors.joining(", "));
        checks.add(new HealthCheck(
                "sample ratio",
                failed ? Status.FAILED : Status.PASSED,
                ratio.p(),
                "Units: " + seen
                        + (failed
                                ? ", not the shares meant (" + Words.p(ratio.logP())
                                        + "): the assignment or the counting is broken."
                                : ", as meant (" + Words.p(ratio.logP()) + ").")));
    }

    private void exposures() {
        if (all.stream().anyMatch(v -> v.assigned() < 0 || v.exposed() < 0)) {
            notChecked.add("missing exposures: give the units assigned and those exposed");
            return;
        }
        ExposureCheck check = ExposureCheck.of(
                all.stream().mapToLong(VariantData::assigned).toArray(),
                all.stream().mapToLong(VariantData::exposed).toArray());
        boolean failed = check.p() < FAILURE;
        String shares = Words.percent(check.smallestShare()) + " to " + Words.percent(check.largestShare());
        checks.add(new HealthCheck(
                "exposures",
                failed ? Status.FAILED : Status.PASSED,
                check.p(),
                "Exposed: " + shares + " of the units assigned"
                        + (failed
                                ? ", differing by variant (" + Words.p(check.logP())
                                        + "): units are lost by what the variant does."
                                : ", alike in all variants (" + Words.p(check.logP()) + ").")));
    }

    private void balance() {
        List<MetricSample> samples = new ArrayList<>();
        for (VariantData v : all) {
            MetricSample sample = v.means().get(metric);
            if (sample == null || !sample.hasBeside()) {
                notChecked.add("balance before the start: give the metric with a covariate from before beside it");
                return;
            }
            samples.add(sample);
        }
        double least = 0;
        String name = all.get(1).name();
        for (int i = 1; i < samples.size(); i++) {
            double logP =
                    together(PrePeriodBalance.of(samples.get(0), samples.get(i)).logP());
            if (logP < least) {
                least = logP;
                name = all.get(i).name();
            }
        }
        checks.add(judged(
                "balance before the start",
                least,
                FAILURE,
                "Before the start '" + name + "' and '" + all.get(0).name() + "' were",
                " not alike",
                ": units were not dealt at random, or the covariate is not from before.",
                " alike"));
    }

    private void trend() {
        if (all.stream().anyMatch(v -> v.trend().isEmpty())) {
            notChecked.add("novelty: give each unit's trend over the days since its exposure");
            return;
        }
        double least = 0;
        EffectTrend at = EffectTrend.ofUnits(
                all.get(0).trend().get(0), all.get(1).trend().get(0));
        String name = all.get(1).name();
        for (VariantData v : all.subList(1, all.size())) {
            EffectTrend t =
                    EffectTrend.ofUnits(all.get(0).trend().get(0), v.trend().get(0));
            double logP = together(t.logP());
            if (logP < least) {
                least = logP;
                at = t;
                name = v.name();
            }
        }
        checks.add(judged(
                "novelty",
                least,
                0,
                "Over the days since the exposure the effect of '" + name + "'",
                " changes by " + Words.number(at.change()) + " a day",
                ": the average says little of what will be later.",
                " stays the same"));
    }

    private void weekdays() {
        if (all.stream().anyMatch(v -> v.weekdays().isEmpty())) {
            notChecked.add("weekdays: give the metric by the weekday of the exposure");
            return;
        }
        double least = 0;
        String name = all.get(1).name();
        for (VariantData v : all.subList(1, all.size())) {
            double logP = together(
                    WeekdayCheck.of(all.get(0).weekdays(), v.weekdays()).logP());
            if (logP < least) {
                least = logP;
                name = v.name();
            }
        }
        checks.add(judged(
                "weekdays",
                least,
                0,
                "Over the weekdays the effect of '" + name + "'",
                " differs",
                ": run for whole weeks.",
                " is the same"));
    }

    /** Whole weeks; silent where the number of days is not known. */
    private void length(int days) {
        if (days > 0) {
            boolean whole = days % 7 == 0;
            String ran = "The experiment ran for " + days + (days == 1 ? " day" : " days");
            checks.add(new HealthCheck(
                    "run length",
                    whole ? Status.PASSED : Status.WARNING,
                    1,
                    ran
                            + (whole
                                    ? ", whole weeks."
                                    : ", which are no whole weeks: some weekdays count more than others.")));
        }
    }

    /** The least of as many logarithms of p as there are variants beside the control, by Bonferroni's rule. */
    private double together(double logP) {
        return Math.min(0, logP + Math.log(all.size() - 1.0));
    }

    private static HealthCheck judged(
            String name, double logP, double failure, String start, String bad, String meaning, String good) {
        double p = Math.exp(logP);
        Status status = p < failure ? Status.FAILED : p < WARNING ? Status.WARNING : Status.PASSED;
        String chance = " (" + Words.p(logP) + ")";
        String words = status == Status.PASSED ? start + good + chance + "." : start + bad + chance + meaning;
        return new HealthCheck(name, status, p, words);
    }
}
