package io.clientele.cli;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.exposure.AdditiveHazard;
import io.clientele.attribution.exposure.AdditiveHazardModel;
import io.clientele.attribution.exposure.LogisticExposure;
import io.clientele.attribution.exposure.LogisticExposureModel;
import io.clientele.attribution.journey.JourneyMethod;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.TouchShares;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovIntervals;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.stats.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The models that were asked for, run on journeys. */
final class AttributionModels {

    private static final Duration HALF_LIFE = Duration.ofDays(7);
    private static final double HALF_LIFE_TOUCHES = 2;
    private static final List<String> ON_PATHS =
            List.of("first", "last", "linear", "position", "time-decay", "markov", "shapley");
    /** Those that need times. */
    private static final List<String> ON_TIMES = List.of("additive-hazard", "logistic");

    private static final List<String> ALL =
            Stream.concat(ON_PATHS.stream(), ON_TIMES.stream()).toList();

    /** Credits under the name by which the model was asked for; shares of touches where the model has them. */
    record Credits(
            String name,
            Attribution attribution,
            Optional<AttributionIntervals> intervals,
            Optional<TouchShares> shares) {

        Optional<Interval> interval(String channel) {
            return intervals.map(i -> i.conversions(channel));
        }
    }

    private final List<String> names;
    private final int order;
    private final boolean rateGame;
    private final Optional<Bootstrap> bootstrap;
    private final long seed;

    private AttributionModels(
            List<String> names, int order, boolean rateGame, Optional<Bootstrap> bootstrap, long seed) {
        this.names = names;
        this.order = order;
        this.rateGame = rateGame;
        this.bootstrap = bootstrap;
        this.seed = seed;
    }

    static AttributionModels of(
            CommandSpec spec, String model, boolean times, int order, String game, int draws, long seed) {
        if (!model.equals("all") && !ALL.contains(model)) {
            throw Usage.wrong(spec, "--model must be one of " + String.join(", ", ALL) + " or all, got " + model);
        }
        if (ON_TIMES.contains(model) && !times) {
            throw Usage.wrong(
                    spec,
                    "--model " + model + " needs the times of touches: give --touchpoints FILE with --orders FILE");
        }
        if (order < 1) {
            throw Usage.wrong(spec, "--order must be at least 1, got " + order);
        }
        if (!game.equals("count") && !game.equals("rate")) {
            throw Usage.wrong(spec, "--game must be count or rate, got " + game);
        }
        return new AttributionModels(
                model.equals("all") ? times ? ALL : ON_PATHS : List.of(model),
                order,
                game.equals("rate"),
                draws == 0 ? Optional.empty() : Optional.of(Bootstrap.of(draws)),
                seed);
    }

    /** The models one after the other; where all were asked for, one that does not exist for these journeys is left out. */
    AttributionResult run(JourneyInput input, Execution execution) {
        Optional<MarkovIntervals> sure = names.contains("markov")
                ? bootstrap.map(b -> Markov.ofOrder(order).intervals(input.resampling(seed), b, execution))
                : Optional.empty();
        MarkovModel chain = sure.map(MarkovIntervals::model)
                .orElseGet(() -> Markov.ofOrder(order).fit(input.paths(), execution));
        List<Credits> all = new ArrayList<>();
        List<String> notes = new ArrayList<>(input.notes());
        for (String name : names) {
            try {
                Credits credits = name.equals("markov")
                        ? new Credits(
                                name,
                                chain.attribution(),
                                sure.map(MarkovIntervals::credits),
                                Optional.of(chain::shares))
                        : credits(name, input, execution);
                note(credits, input.splitter().isPresent(), notes);
                all.add(credits);
            } catch (FitException none) {
                if (names.size() == 1) {
                    throw none;
                }
                notes.add("model " + name + " is left out: " + none.getMessage());
            }
        }
        return new AttributionResult(input, all, chain, sure, notes);
    }

    private static void note(Credits credits, boolean groups, List<String> notes) {
        if (groups && credits.shares.isEmpty()) {
            notes.add(
                    "model " + credits.name + ": the rate game does not say what a touch earned, so it has no groups");
        }
        if (!credits.attribution.report().converged()) {
            notes.add("model " + credits.name + " has NOT converged");
        }
        credits.attribution.report().warnings().forEach(w -> notes.add("model " + credits.name + ": " + w));
    }

    private Credits credits(String name, JourneyInput input, Execution execution) {
        if (input.journeys().isPresent()) {
            JourneyTable journeys = input.journeys().get();
            switch (name) {
                case "time-decay" -> {
                    TimeDecay rule = TimeDecay.ofHalfLife(HALF_LIFE);
                    return timed(name, rule, rule.fit(journeys, execution), rule::shares, journeys, execution);
                }
                case "additive-hazard" -> {
                    AdditiveHazard recipe = AdditiveHazard.create();
                    AdditiveHazardModel model = recipe.fit(journeys, execution);
                    return timed(name, recipe, model.attribution(), model::shares, journeys, execution);
                }
                case "logistic" -> {
                    LogisticExposure recipe = LogisticExposure.ofHalfLife(HALF_LIFE);
                    LogisticExposureModel model = recipe.fit(journeys, execution);
                    return timed(name, recipe, model.attribution(), model::shares, journeys, execution);
                }
                default -> {
                    // as on paths
                }
            }
        }
        return switch (name) {
            case "shapley" ->
                rateGame
                        ? onPaths(name, Shapley.rateGame(), Optional.empty(), input, execution)
                        : onPaths(name, Shapley.countGame(), Optional.of(Shapley::countShares), input, execution);
            default -> {
                Rule rule = rule(name);
                yield onPaths(name, rule, Optional.of(rule::shares), input, execution);
            }
        };
    }

    private Credits timed(
            String name,
            JourneyMethod method,
            Attribution attribution,
            TouchShares shares,
            JourneyTable journeys,
            Execution execution) {
        return new Credits(
                name,
                attribution,
                bootstrap.map(b -> method.intervals(journeys, b, seed, execution)),
                Optional.of(shares));
    }

    private Credits onPaths(
            String name,
            AttributionMethod method,
            Optional<TouchShares> shares,
            JourneyInput input,
            Execution execution) {
        return new Credits(
                name,
                method.attribute(input.paths(), execution),
                bootstrap.map(b -> b.intervals(method, input.resampling(seed), execution)),
                shares);
    }

    private static Rule rule(String name) {
        return switch (name) {
            case "first" -> Rule.first();
            case "last" -> Rule.last();
            case "linear" -> Rule.linear();
            case "position" -> Rule.uShaped();
            default -> Rule.timeDecayByTouches(HALF_LIFE_TOUCHES);
        };
    }
}
