package io.clientele.cli;

import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.prediction.survival.Concordance;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.CoxProfile;
import io.clientele.prediction.survival.CoxRegression;
import io.clientele.prediction.survival.ProportionalHazards;
import io.clientele.prediction.survival.SurvivalTable;
import io.clientele.prediction.survival.Ties;
import io.clientele.prediction.survival.TimeScale;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What makes customers leave earlier. */
@Command(
        name = "cox",
        mixinStandardHelpOptions = true,
        description = "What makes customers leave earlier (Cox regression).")
final class CoxCommand implements Callable<Integer> {

    /** What to make of events at the same time. */
    enum TiedEvents {
        efron,
        breslow,
        exact
    }

    private final Console console;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Mixin
    LifetimeOptions lifetimes = new LifetimeOptions();

    @Option(
            names = "--ties",
            paramLabel = "efron|breslow|exact",
            defaultValue = "efron",
            description = "events at the same time; default ${DEFAULT-VALUE}")
    TiedEvents ties = TiedEvents.efron;

    @Option(names = "--strata", paramLabel = "COLUMN", description = "compared within, not between")
    @Nullable
    String strata;

    @Option(
            names = "--cluster",
            paramLabel = "COLUMN",
            description = "rows that are not independent, such as those of one customer; errors are then robust")
    @Nullable
    String cluster;

    @Option(names = "--robust", description = "standard errors that do not trust the model")
    boolean robust;

    @Option(
            names = "--ridge",
            paramLabel = "X",
            defaultValue = "0",
            description = "penalty: X / 2 times the sum of squared coefficients; default ${DEFAULT-VALUE}")
    double ridge;

    @Option(
            names = "--firth",
            description =
                    "Firth's correction: finite answers also when a column orders all events; with profile likelihood"
                            + " intervals")
    boolean firth;

    @Option(
            names = "--uno-until",
            paramLabel = "T",
            description =
                    "adds Uno's concordance, which does not depend on how long customers happened to be watched, of"
                            + " those who leave before this time")
    @Nullable
    Double unoUntil;

    @Option(names = "--model-out", paramLabel = "FILE", description = "writes the fitted model")
    @Nullable
    Path modelOut;

    CoxCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Usage.requireThreads(spec, common.threads);
        checkUsage();
        Stopwatch watch = new Stopwatch(common.timing);
        DataSet data = watch.time(
                "read",
                () -> lifetimes.read(
                        common,
                        features,
                        console.in(),
                        Stream.of(strata, cluster).flatMap(Stream::ofNullable).toList()));
        if (data.features().columns() == 0) {
            throw new IllegalArgumentException(data.read().source()
                    + ": no numeric column is left to regress on; add one, or name columns of text with --categorical");
        }
        SurvivalTable table = table(data);
        Optional<CoxProfile> profile = firth
                ? Optional.of(watch.time(
                        "fit", () -> Threads.with(common.threads, e -> CoxProfile.of(recipe(), table, e))))
                : Optional.empty();
        CoxModel model = profile.map(CoxProfile::model)
                .orElseGet(() -> watch.time("fit", () -> Threads.with(common.threads, e -> fit(table, e))));
        double[] predictors = watch.time(
                "score", () -> Threads.with(common.threads, e -> model.linearPredictors(data.features(), e)));
        CoxResult result = watch.time(
                "score", () -> Threads.with(common.threads, e -> result(model, profile, table, predictors, e)));
        if (modelOut != null) {
            model.write(modelOut);
        }
        if (features.out != null) {
            Output.rows(features.out, "linearPredictor", data, i -> Double.toString(predictors[i]));
        }
        if (common.json) {
            Output.json(console.out(), "survive cox", data.read(), model.report(), watch, result::write);
        } else {
            result.print(console.out(), data.read());
            watch.print(console.out());
        }
        return 0;
    }

    private void checkUsage() {
        if (features.standardize && modelOut != null) {
            throw Usage.wrong(
                    spec,
                    "--standardize and --model-out exclude each other: the model would hold coefficients per standard"
                            + " deviation but not the scale; standardize the file first");
        }
        if (!(ridge >= 0) || Double.isInfinite(ridge)) {
            throw Usage.wrong(spec, "--ridge must be a finite number of at least 0, got " + ridge);
        }
        if (unoUntil != null && !(unoUntil > 0 && unoUntil < Double.POSITIVE_INFINITY)) {
            throw Usage.wrong(spec, "--uno-until must be a finite number above 0, got " + unoUntil);
        }
        if (unoUntil != null && lifetimes.start != null) {
            throw Usage.wrong(spec, "--uno-until cannot be combined with --start: nobody may enter late");
        }
        if (firth && (ties == TiedEvents.exact || cluster != null || robust || ridge > 0)) {
            throw Usage.wrong(spec, "--firth cannot be combined with --ridge, --ties exact, --cluster or --robust");
        }
        if (ties == TiedEvents.exact && (lifetimes.weights != null || cluster != null || robust)) {
            throw Usage.wrong(spec, "--ties exact cannot be combined with --weights, --cluster or --robust");
        }
    }

    private SurvivalTable table(DataSet data) {
        SurvivalTable table = lifetimes.table(data);
        if (strata != null) {
            table = table.withStrata(data.texts(strata));
        }
        return cluster == null ? table : table.withClusters(data.texts(cluster));
    }

    private CoxModel fit(SurvivalTable table, Execution execution) {
        try {
            return recipe().fit(table, execution);
        } catch (FitException e) {
            throw new FitException(String.valueOf(e.getMessage())
                    .replace("withFirth()", "--firth")
                    .replace("withRidge(...)", "--ridge"));
        }
    }

    private CoxRegression recipe() {
        CoxRegression recipe = CoxRegression.create()
                .withTies(Ties.valueOf(ties.name().toUpperCase(Locale.ROOT)))
                .withRidge(ridge);
        recipe = firth ? recipe.withFirth() : recipe;
        return robust ? recipe.withRobustErrors() : recipe;
    }

    private CoxResult result(
            CoxModel model,
            Optional<CoxProfile> profile,
            SurvivalTable table,
            double[] predictors,
            Execution execution) {
        Optional<ProportionalHazards> hazards = model.ties() == Ties.EXACT || model.hasFirthCorrection()
                ? Optional.empty()
                : Optional.of(ProportionalHazards.test(model, table, TimeScale.KAPLAN_MEIER, execution));
        Optional<Concordance> uno =
                unoUntil == null ? Optional.empty() : Optional.of(Concordance.uno(table, predictors, unoUntil));
        return new CoxResult(model, profile, concordance(table, predictors), uno, hazards);
    }

    /** Empty when no pair of customers shows who left first; the coefficients stand without it. */
    private static Optional<Concordance> concordance(SurvivalTable table, double[] predictors) {
        try {
            return Optional.of(Concordance.of(table, predictors));
        } catch (FitException e) {
            return Optional.empty();
        }
    }
}
