package io.clientele.core.feature;

import io.clientele.core.feature.Feature.Kind;
import io.clientele.core.feature.Feature.Options;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * {@code clientele.features}: a feature as its kind and what that kind needs. Reading goes through the public methods, so that a
 * damaged file meets the same checks as a caller.
 */
final class FeatureRecipeCodec implements ModelCodec<FeatureRecipe> {

    @Override
    public String format() {
        return "clientele.features";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(FeatureRecipe recipe, ModelOutput out) {
        out.field("missingIndicators", recipe.hasMissingIndicators());
        recipe.population().ifPresent(feature -> out.object("population", fields -> write(feature, fields)));
        out.objects("features", recipe.features(), FeatureRecipeCodec::write);
    }

    private static void write(Feature feature, ModelOutput out) {
        Options o = feature.options();
        if (!o.name().isEmpty()) {
            out.field("name", o.name());
        }
        out.field("kind", o.kind().label());
        Events events = o.events();
        if (events != null) {
            out.field("events", events.source().label());
            if (!events.only().isEmpty()) {
                out.field("only", events.only());
            }
        }
        if (o.value() != null) {
            out.field("value", label(o.value()));
        }
        if (o.category() != null) {
            out.field("category", label(o.category()));
        }
        if (o.halfLifeDays() > 0) {
            out.field("halfLifeDays", o.halfLifeDays());
        }
        if (o.days() > 0) {
            out.field("days", o.days());
        }
        if (o.left() != null) {
            Feature left = o.left();
            out.object("of", fields -> write(left, fields));
        }
        if (o.right() != null) {
            Feature right = o.right();
            out.object("by", fields -> write(right, fields));
        }
        feature.missing().ifPresent(value -> out.field("orElse", value));
    }

    @Override
    public FeatureRecipe read(ModelNode node, int version) {
        List<Feature> features = node.objects("features").stream()
                .map(FeatureRecipeCodec::feature)
                .toList();
        FeatureRecipe recipe = FeatureRecipe.of(features);
        if (node.getBoolean("missingIndicators")) {
            recipe = recipe.withMissingIndicators();
        }
        return node.has("population") ? recipe.withPopulation(feature(node.object("population"))) : recipe;
    }

    private static Feature feature(ModelNode node) {
        Kind kind = constant(Kind.class, "kind", node);
        Feature feature = switch (kind) {
            case TREND -> feature(node.object("of")).trend();
            case RATIO -> feature(node.object("of")).dividedBy(feature(node.object("by")));
            default -> reduced(kind, events(node), node);
        };
        if (node.has("days")) {
            feature = feature.inLastDays(node.getInt("days"));
        }
        if (node.has("orElse")) {
            feature = feature.orElse(node.getDouble("orElse"));
        }
        return node.has("name") ? feature.named(node.getString("name")) : feature;
    }

    private static Feature reduced(Kind kind, Events events, ModelNode node) {
        return switch (kind) {
            case COUNT -> events.count();
            case SUM -> events.sum(constant(Value.class, "value", node));
            case MEAN -> events.mean(constant(Value.class, "value", node));
            case MIN -> events.min(constant(Value.class, "value", node));
            case MAX -> events.max(constant(Value.class, "value", node));
            case LAST -> events.last(constant(Value.class, "value", node));
            case DISTINCT -> events.distinct(constant(Category.class, "category", node));
            case ENTROPY -> events.entropy(constant(Category.class, "category", node));
            case DAYS_SINCE_LAST -> events.daysSinceLast();
            case DAYS_SINCE_FIRST -> events.daysSinceFirst();
            case MEAN_GAP_DAYS -> events.meanGapDays();
            case GAP_DEVIATION_DAYS -> events.gapDeviationDays();
            case DECAYED_COUNT -> events.decayedCount(node.getDouble("halfLifeDays"));
            case DECAYED_SUM -> events.decayedSum(constant(Value.class, "value", node), node.getDouble("halfLifeDays"));
            case TREND, RATIO -> throw new IllegalStateException(kind + " reduces no events");
        };
    }

    private static Events events(ModelNode node) {
        Events.Source source = constant(Events.Source.class, "events", node);
        String only = node.has("only") ? node.getString("only") : "";
        if (only.isEmpty()) {
            return Events.of(source, "");
        }
        return switch (source) {
            case TOUCHES -> Events.touches(only);
            case ACTIVITIES -> Events.activities(only);
            default -> throw new IllegalArgumentException(source.label() + " can't be limited to '" + only + "'");
        };
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String field, ModelNode node) {
        String label = node.getString(field);
        E[] all = Objects.requireNonNull(type.getEnumConstants());
        for (E each : all) {
            if (label(each).equals(label)) {
                return each;
            }
        }
        List<String> known = Arrays.stream(all).map(FeatureRecipeCodec::label).toList();
        throw new IllegalArgumentException("field '" + field + "' must be one of " + known + ", got '" + label + "'");
    }
}
