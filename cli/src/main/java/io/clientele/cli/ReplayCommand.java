package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.stats.Moments;
import io.clientele.optimization.bandit.CrossFittedRewards;
import io.clientele.optimization.bandit.DecisionLog;
import io.clientele.optimization.bandit.OffPolicyEstimator;
import io.clientele.optimization.bandit.OffPolicyEvaluation;
import io.clientele.optimization.bandit.OffPolicyInterval;
import io.clientele.optimization.bandit.OffPolicyResult;
import io.clientele.optimization.bandit.PolicyValue;
import io.clientele.optimization.bandit.TargetPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** What another policy would have earned on logged decisions. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "What another policy would have earned on the decisions that were logged.",
        footer = {
            "",
            "dm and dr use the mean reward by context and action, learned on the four fifths of the rows that the row at"
                    + " hand is not in."
        })
final class ReplayCommand implements Callable<Integer> {

    private static final Map<String, OffPolicyEstimator> SHOWN = new LinkedHashMap<>();

    static {
        SHOWN.put("ips", OffPolicyEstimator.IPS);
        SHOWN.put("snips", OffPolicyEstimator.SNIPS);
        SHOWN.put("dm", OffPolicyEstimator.DIRECT_METHOD);
        SHOWN.put("dr", OffPolicyEstimator.DOUBLY_ROBUST);
    }

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Option(names = "--action", required = true, paramLabel = "COLUMN", description = "what was shown")
    String action = "";

    @Option(names = "--reward", required = true, paramLabel = "COLUMN", description = "what came of it; 0 if nothing")
    String reward = "";

    @Option(
            names = "--propensity",
            required = true,
            paramLabel = "COLUMN",
            description = "the chance with which it had been chosen, above 0 and at most 1")
    String propensity = "";

    @Option(
            names = "--context",
            split = ",",
            paramLabel = "COLUMN",
            description = "columns with few values that tell situations apart")
    List<String> context = List.of();

    @Option(
            names = "--policy",
            paramLabel = "POLICY",
            defaultValue = "uniform",
            description = "uniform; best: the action with the highest mean in the context, learned on other rows;"
                    + " a=0.2,b=0.8: fixed shares; column:NAME: the policy's chance of the action shown, as a column;"
                    + " default ${DEFAULT-VALUE}")
    String policy = "uniform";

    @Option(
            names = "--confidence",
            paramLabel = "P",
            defaultValue = "0.95",
            description = "of all intervals; default ${DEFAULT-VALUE}")
    double confidence = 0.95;

    @Option(
            names = "--interval",
            paramLabel = "KIND",
            defaultValue = "student",
            description = "student; bootstrap (BCa, 2,000 samples); bernstein: holds for any distribution; sequence:"
                    + " however often one looks, rows in the order of time, ips alone; default ${DEFAULT-VALUE}")
    String interval = "student";

    @Option(
            names = "--range",
            split = ",",
            paramLabel = "L,U",
            description = "of bernstein and sequence: weight times reward of a decision, or for dr that of the"
                    + " residual with the model, is at least and at most")
    List<Double> range = List.of();

    ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        Usage.requireConfidence(spec, confidence);
        Optional<String> chances =
                policy.startsWith("column:") ? Optional.of(policy.substring("column:".length())) : Optional.empty();
        List<String> numbers = new ArrayList<>(List.of(reward, propensity));
        chances.ifPresent(numbers::add);
        List<String> texts = new ArrayList<>(context);
        texts.add(action);
        OffPolicyInterval kind = kind();
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet table = watch.time("read", () -> DataSet.columns(common, console.in(), numbers, texts));
        DecisionLog log = log(table);
        OffPolicyResult result = watch.time("fit", () -> {
            OffPolicyEvaluation evaluation =
                    OffPolicyEvaluation.create().withConfidence(confidence).withInterval(kind);
            if (chances.isPresent()) {
                return evaluation.evaluate(log, column(log, table.numbers(chances.get())));
            }
            CrossFittedRewards model = CrossFittedRewards.create().learn(log, cells(table));
            TargetPolicy target = target(log, model);
            return Threads.with(common.threads, e -> evaluation.evaluate(log, target, model, e));
        });
        List<String> warnings = warnings(result);
        if (common.json) {
            Output.json(
                    console.out(), "bandit replay", table.read(), warnings, watch, json -> write(json, log, result));
        } else {
            print(table, log, result, warnings, watch);
        }
        return 0;
    }

    private OffPolicyInterval kind() {
        boolean bounded = interval.equals("bernstein") || interval.equals("sequence");
        if (bounded && range.size() != 2) {
            throw Usage.wrong(
                    spec,
                    "--interval " + interval + " needs --range: what a decision can bring at least and at most, such as"
                            + " --range=-2,3");
        }
        return switch (interval) {
            case "student" -> OffPolicyInterval.student();
            case "bootstrap" -> OffPolicyInterval.bootstrap(2_000, common.seed);
            case "bernstein" -> OffPolicyInterval.empiricalBernstein(range.get(0), range.get(1));
            // dr has a model here that has seen later rows
            case "sequence" -> OffPolicyInterval.confidenceSequence(sequenceBound());
            default ->
                throw Usage.wrong(
                        spec, "--interval must be student, bootstrap, bernstein or sequence, got '" + interval + "'");
        };
    }

    private double sequenceBound() {
        if (range.get(0) != 0) {
            throw Usage.wrong(spec, "--interval sequence takes a --range from 0, got " + range.get(0));
        }
        return range.get(1);
    }

    private DecisionLog log(DataSet table) {
        List<String> shown = table.texts(action);
        List<String> arms = List.copyOf(new TreeSet<>(shown));
        Map<String, Integer> codes = new HashMap<>();
        arms.forEach(arm -> codes.put(arm, codes.size()));
        double[] propensities = table.numbers(propensity);
        for (int i = 0; i < propensities.length; i++) {
            if (!(propensities[i] > 0 && propensities[i] <= 1)) {
                throw new IllegalArgumentException(table.place(i, propensity)
                        + ": propensity must be above 0 and at most 1, got " + propensities[i]
                        + "; log the share with which the action was chosen");
            }
        }
        int[] arm =
                shown.stream().mapToInt(name -> codes.getOrDefault(name, -1)).toArray();
        return DecisionLog.of(arms, arm, propensities, table.numbers(reward));
    }

    /** A number for every combination of values in the context columns. */
    private int[] cells(DataSet table) {
        int[] cells = new int[table.numbers(reward).length];
        Map<List<String>, Integer> codes = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            List<String> values = new ArrayList<>();
            for (String column : context) {
                values.add(table.texts(column).get(i));
            }
            Integer code = codes.putIfAbsent(values, codes.size());
            cells[i] = code == null ? codes.size() - 1 : code;
        }
        return cells;
    }

    private TargetPolicy target(DecisionLog log, CrossFittedRewards model) {
        if (policy.equals("uniform")) {
            return TargetPolicy.uniform(log.arms().size());
        }
        if (policy.equals("best")) {
            return model.bestPolicy();
        }
        double[] shares = new double[log.arms().size()];
        double sum = 0;
        for (String part : policy.split(",", -1)) {
            int equals = part.lastIndexOf('=');
            int arm = equals < 0 ? -1 : log.arms().indexOf(part.substring(0, equals));
            if (arm < 0) {
                throw Usage.wrong(
                        spec,
                        "--policy: '" + part + "' is neither uniform, best, column:NAME nor action=share of one of "
                                + log.arms());
            }
            try {
                shares[arm] = Double.parseDouble(part.substring(equals + 1));
            } catch (NumberFormatException e) {
                throw Usage.wrong(spec, "--policy: the share in '" + part + "' is not a number");
            }
            if (!(shares[arm] >= 0 && shares[arm] <= 1)) {
                throw Usage.wrong(spec, "--policy: the share in '" + part + "' must be from 0 to 1");
            }
            sum += shares[arm];
        }
        if (Math.abs(sum - 1) > 1e-6) {
            throw Usage.wrong(spec, "--policy: the shares must add up to 1, got " + sum);
        }
        return TargetPolicy.fixed(shares);
    }

    /** The policy's chance of the action shown; what it does with the rest plays no part without a model. */
    private static TargetPolicy column(DecisionLog log, double[] chances) {
        int others = log.arms().size() - 1;
        return (row, arm) ->
                arm == log.arm(row) ? chances[row] : others == 0 ? 0 : Math.max(0, 1 - chances[row]) / others;
    }

    private static List<String> warnings(OffPolicyResult result) {
        List<String> warnings = new ArrayList<>();
        result.refusal().ifPresent(warnings::add);
        if (value(result, OffPolicyEstimator.IPS)
                .filter(v -> v.standardError() == 0)
                .isPresent()) {
            warnings.add(
                    "the decisions that the policy shares with the log all earned the same by weight, so the intervals"
                            + " of ips and snips have no width; believe dr or log more");
        }
        return warnings;
    }

    private static double loggedMean(DecisionLog log) {
        Moments moments = Moments.create();
        for (int row = 0; row < log.rows(); row++) {
            moments.add(log.reward(row));
        }
        return moments.mean();
    }

    private static Optional<PolicyValue> value(OffPolicyResult result, OffPolicyEstimator kind) {
        return Optional.ofNullable(result.values().get(kind));
    }

    private static void write(JsonGenerator json, DecisionLog log, OffPolicyResult result) {
        json.writeName("value").writeStartObject();
        SHOWN.forEach((name, kind) -> {
            Optional<PolicyValue> value = value(result, kind);
            Json.estimate(
                    json, name, value.map(PolicyValue::estimate).orElse(Double.NaN), value.map(PolicyValue::interval));
        });
        json.writeEndObject();
        Json.number(json, "loggedMean", loggedMean(log));
        Json.number(json, "effectiveSampleSize", result.overlap().effectiveSampleSize());
        Json.number(json, "meanWeight", result.overlap().meanWeight());
        Json.number(json, "largestWeight", result.overlap().largestWeight());
    }

    private void print(DataSet table, DecisionLog log, OffPolicyResult result, List<String> warnings, Stopwatch watch) {
        Page page = new Page(console.out());
        Output.head(page, table.read(), warnings);
        page.say("as logged, a decision earned " + Page.shown(loggedMean(log)) + "; under '" + policy + "':");
        List<List<String>> lines = Page.lines("by", "earns", "lower", "upper");
        SHOWN.forEach((name, kind) -> value(result, kind)
                .ifPresent(v -> lines.add(List.of(
                        name,
                        Page.shown(v.estimate()),
                        Page.shown(v.interval().lower()),
                        Page.shown(v.interval().upper())))));
        page.table(lines);
        page.say("the " + Page.whole(log.rows()) + " decisions are worth "
                + Page.whole(result.overlap().effectiveSampleSize()) + " under this policy; their weights' mean is "
                + Page.shown(result.overlap().meanWeight()) + " and should be 1, the largest is "
                + Page.shown(result.overlap().largestWeight()));
        watch.print(console.out());
    }
}
