package io.clientele.cli;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionIntervals;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.Bootstrap;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.core.Execution;
import io.clientele.core.stats.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The models that were asked for, run on journeys. */
final class AttributionModels {

    private static final Duration HALF_LIFE = Duration.ofDays(7);
    private static final double HALF_LIFE_TOUCHES = 2;
    private static final List<String> ALL =
            List.of("first", "last", "linear", "position", "time-decay", "markov", "shapley");

    /** Credits under the name by which the model was asked for. */
    record Credits(String name, Attribution attribution, Optional<AttributionIntervals> intervals) {

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

    static AttributionModels of(CommandSpec spec, String model, int order, String game, int draws, long seed) {
        if (!model.equals("all") && !ALL.contains(model)) {
            throw Usage.wrong(spec, "--model must be one of " + String.join(", ", ALL) + " or all, got " + model);
        }
        if (order < 1) {
            throw Usage.wrong(spec, "--order must be at least 1, got " + order);
        }
        if (!game.equals("count") && !game.equals("rate")) {
            throw Usage.wrong(spec, "--game must be count or rate, got " + game);
        }
        return new AttributionModels(
                model.equals("all") ? ALL : List.of(model),
                order,
                game.equals("rate"),
                draws == 0 ? Optional.empty() : Optional.of(Bootstrap.of(draws)),
                seed);
    }

    List<Credits> run(JourneyInput input, Execution execution) {
        List<Credits> all = new ArrayList<>();
        for (String name : names) {
            all.add(
                    name.equals("time-decay") && input.journeys().isPresent()
                            ? timeDecay(input, execution)
                            : credits(name, input, execution));
        }
        return all;
    }

    private Credits credits(String name, JourneyInput input, Execution execution) {
        AttributionMethod method = method(name);
        return bootstrap
                .map(b -> b.intervals(method, input.resampling(seed), execution))
                .map(i -> new Credits(name, i.estimate(), Optional.of(i)))
                .orElseGet(() -> new Credits(name, method.attribute(input.paths(), execution), Optional.empty()));
    }

    private Credits timeDecay(JourneyInput input, Execution execution) {
        TimeDecay rule = TimeDecay.ofHalfLife(HALF_LIFE);
        return bootstrap
                .map(b -> rule.intervals(input.journeys().orElseThrow(), b, seed, execution))
                .map(i -> new Credits("time-decay", i.estimate(), Optional.of(i)))
                .orElseGet(() -> new Credits(
                        "time-decay", rule.fit(input.journeys().orElseThrow(), execution), Optional.empty()));
    }

    private AttributionMethod method(String name) {
        return switch (name) {
            case "first" -> Rule.first();
            case "last" -> Rule.last();
            case "linear" -> Rule.linear();
            case "position" -> Rule.uShaped();
            case "time-decay" -> Rule.timeDecayByTouches(HALF_LIFE_TOUCHES);
            case "markov" -> Markov.ofOrder(order);
            default -> rateGame ? Shapley.rateGame() : Shapley.countGame();
        };
    }
}
