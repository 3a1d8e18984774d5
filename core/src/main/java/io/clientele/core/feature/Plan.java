package io.clientele.core.feature;

import io.clientele.core.feature.Feature.Kind;
import io.clientele.core.feature.Feature.Options;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Features broken down to steps, each of which is done once however many features need it: a step reduces the events of a
 * stream within a window to a number, or makes a number of two earlier steps. Knows no log. Immutable once made.
 */
final class Plan {

    static final long DAY = 86_400_000L;
    static final long EVER = Long.MAX_VALUE;

    /** The events with an age above {@code youngest} and of at most {@code oldest}; ages count back from the cut-off. */
    record Window(int stream, long oldest, long youngest) {}

    /** What a step does; {@code a} and {@code b} are earlier steps, or -1. NaN in {@code missing} leaves missing. */
    record Step(
            Kind kind,
            int window,
            @Nullable Value value,
            @Nullable Category category,
            double halfLifeDays,
            int a,
            int b,
            double missing) {}

    private final List<Events> streams = new ArrayList<>();
    private final List<Window> windows = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final Map<Events, Integer> streamOf = new HashMap<>(); // these three are for the making
    private final Map<Window, Integer> windowOf = new HashMap<>();
    private final Map<Step, Integer> stepOf = new HashMap<>();
    private final int[] outputs;

    Plan(List<Feature> features) {
        outputs = new int[features.size()];
        for (int j = 0; j < outputs.length; j++) {
            outputs[j] = step(features.get(j));
        }
    }

    private int step(Feature feature) {
        Options o = feature.options();
        switch (o.kind()) {
            case TREND -> {
                Feature of = Objects.requireNonNull(o.left());
                long length = of.options().days() * DAY;
                int now = primitive(of.options(), length, 0);
                int before = primitive(of.options(), 2 * length, length);
                return add(new Step(Kind.TREND, -1, null, null, 0, now, before, o.missing()));
            }
            case RATIO -> {
                int dividend = step(Objects.requireNonNull(o.left()));
                int divisor = step(Objects.requireNonNull(o.right()));
                return add(new Step(Kind.RATIO, -1, null, null, 0, dividend, divisor, o.missing()));
            }
            default -> {
                return primitive(o, o.days() == 0 ? EVER : o.days() * DAY, 0);
            }
        }
    }

    private int primitive(Options o, long oldest, long youngest) {
        int stream = place(Objects.requireNonNull(o.events()), streams, streamOf);
        int window = place(new Window(stream, oldest, youngest), windows, windowOf);
        return add(new Step(o.kind(), window, o.value(), o.category(), o.halfLifeDays(), -1, -1, o.missing()));
    }

    private int add(Step step) {
        return place(step, steps, stepOf);
    }

    private static <T> int place(T thing, List<T> things, Map<T, Integer> places) {
        Integer known = places.putIfAbsent(thing, things.size());
        if (known == null) {
            things.add(thing);
            return things.size() - 1;
        }
        return known;
    }

    List<Events> streams() {
        return streams;
    }

    List<Window> windows() {
        return windows;
    }

    List<Step> steps() {
        return steps;
    }

    /** The step that gives each feature. */
    int[] outputs() {
        return outputs;
    }
}
