package io.clientele.cli;

import io.clientele.cli.print.Json;
import io.clientele.cli.print.Page;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.data.FeatureTable;
import io.clientele.prediction.LabeledTable;
import io.clientele.prediction.linear.Coefficient;
import io.clientele.prediction.linear.LogisticModel;
import io.clientele.prediction.linear.LogisticRegression;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** The probability of a yes. */
@Command(
        name = "logistic",
        mixinStandardHelpOptions = true,
        description = "The probability of a yes or no (logistic regression).")
final class LogisticCommand implements Callable<Integer> {

    /** What keeps coefficients small. */
    enum Penalty {
        none,
        l2
    }

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Option(names = "--target", required = true, paramLabel = "COLUMN", description = "0 or 1")
    String target = "";

    @Option(names = "--weights", paramLabel = "COLUMN", description = "how often each row is meant")
    @Nullable
    String weights;

    @Option(
            names = "--penalty",
            paramLabel = "none|l2",
            defaultValue = "none",
            description = "default ${DEFAULT-VALUE}")
    Penalty penalty = Penalty.none;

    @Option(
            names = "--strength",
            paramLabel = "X",
            description = "of the penalty: strength / 2 times the sum of squares; default 1")
    @Nullable
    Double strength;

    @Option(names = "--firth", description = "Firth's correction, which has an answer under separation")
    boolean firth;

    LogisticCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        if (strength != null && penalty == Penalty.none) {
            throw Usage.wrong(spec, "--strength needs --penalty l2");
        }
        if (firth && penalty != Penalty.none) {
            throw Usage.wrong(spec, "--firth and --penalty exclude each other");
        }
        if (strength != null && !(strength > 0 && strength < Double.POSITIVE_INFINITY)) {
            throw Usage.wrong(spec, "--strength must be a number above 0, got " + strength);
        }
        Stopwatch watch = new Stopwatch(common.timing);
        List<String> special = weights == null ? List.of(target) : List.of(target, weights);
        DataSet data =
                watch.time("read", () -> DataSet.read(common, features, console.in(), special, List.of(), List.of()));
        FeatureTable table = data.features();
        LabeledTable plain = LabeledTable.of(table, data.numbers(target));
        LabeledTable labeled = weights == null ? plain : plain.withWeights(data.numbers(weights));
        LogisticModel model = watch.time("fit", () -> Threads.with(common.threads, e -> fit(labeled, e)));
        if (features.out != null) {
            double[] p = watch.time("score", () -> Threads.with(common.threads, e -> model.probabilities(table, e)));
            Output.rows(features.out, "probability", data, i -> Double.toString(p[i]));
        }
        FitReport report = model.report();
        if (common.json) {
            Output.json(console.out(), "predict logistic", data.read(), report, watch, json -> write(json, model));
        } else {
            print(data, model, watch);
        }
        return 0;
    }

    private LogisticModel fit(LabeledTable labeled, Execution execution) {
        try {
            return recipe().fit(labeled, execution);
        } catch (FitException e) {
            throw new FitException(String.valueOf(e.getMessage())
                    .replace("withFirth()", "--firth")
                    .replace("withL2Penalty(...)", "--penalty l2"));
        }
    }

    private LogisticRegression recipe() {
        LogisticRegression recipe = LogisticRegression.create();
        if (firth) {
            return recipe.withFirth();
        }
        return penalty == Penalty.l2 ? recipe.withL2Penalty(strength == null ? 1 : strength) : recipe;
    }

    private static void write(JsonGenerator json, LogisticModel model) {
        json.writeName("coefficients").writeStartArray();
        for (Coefficient c : model.coefficients()) {
            json.writeStartObject();
            json.writeName("name").writeString(c.name());
            Json.number(json, "estimate", c.estimate());
            Json.number(json, "standardError", c.standardError());
            Json.number(json, "z", c.z());
            Json.number(json, "p", c.p());
            Json.number(json, "lower", c.lower());
            Json.number(json, "upper", c.upper());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.number(json, "logLikelihood", model.logLikelihood());
        Json.number(json, "deviance", model.deviance());
        Json.number(json, "aic", model.aic());
    }

    private void print(DataSet data, LogisticModel model, Stopwatch watch) {
        Page page = new Page(console.out());
        Output.head(page, data.read(), model.report());
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("coefficient", "estimate", "std. error", "z", "p", "lower", "upper"));
        for (Coefficient c : model.coefficients()) {
            List<String> line = new ArrayList<>(List.of(c.name()));
            for (double x : new double[] {c.estimate(), c.standardError(), c.z(), c.p(), c.lower(), c.upper()}) {
                line.add(Page.shown(x));
            }
            lines.add(line);
        }
        page.table(lines);
        page.say("log-likelihood " + Page.shown(model.logLikelihood()) + ", deviance " + Page.shown(model.deviance())
                + ", AIC " + Page.shown(model.aic()));
        watch.print(console.out());
    }
}
