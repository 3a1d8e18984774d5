package io.clientele.core.feature;

import io.clientele.core.internal.check.Check;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One number about a customer as of a cut-off, declared: which {@link Events}, what of them, over which window.
 *
 * <ul>
 *   <li>Only events strictly before the cut-off count, always. A window of {@code n} days starts {@code n} times 24 hours
 *       before the cut-off, that instant included.
 *   <li>What a feature says without events is stated where it is made: 0, or missing, which is NaN in the table. {@link
 *       #orElse} replaces missing values.
 *   <li>Names are made from what is computed, such as {@code count_orders_90d}; {@link #named} gives another.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value, name included.
 *
 * <pre>{@code
 * Feature spend = Events.orders().sum(Value.AMOUNT).inLastDays(90);
 * Feature trend = spend.trend().named("spend_trend");
 * Feature share = spend.dividedBy(Events.orders().sum(Value.AMOUNT)).orElse(0);
 * }</pre>
 */
public final class Feature {

    enum Kind {
        COUNT,
        SUM,
        MEAN,
        MIN,
        MAX,
        LAST,
        DISTINCT,
        ENTROPY,
        DAYS_SINCE_LAST,
        DAYS_SINCE_FIRST,
        MEAN_GAP_DAYS,
        GAP_DEVIATION_DAYS,
        DECAYED_COUNT,
        DECAYED_SUM,
        TREND,
        RATIO;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Kinds that have a number for every customer. */
    private static final Set<Kind> ALWAYS =
            EnumSet.of(Kind.COUNT, Kind.SUM, Kind.DISTINCT, Kind.DECAYED_COUNT, Kind.DECAYED_SUM);

    private static final Set<Kind> TRENDS = EnumSet.of(Kind.COUNT, Kind.SUM, Kind.MEAN, Kind.DISTINCT);

    /** An empty name is made up; 0 days are all history; a NaN for missing values leaves them missing. */
    record Options(
            String name,
            Kind kind,
            @Nullable Events events,
            @Nullable Value value,
            @Nullable Category category,
            int days,
            double halfLifeDays,
            @Nullable Feature left,
            @Nullable Feature right,
            double missing) {}

    private final Options o;

    Feature(Options o) {
        this.o = o;
    }

    static Feature plain(Kind kind, Events events) {
        return new Feature(new Options("", kind, events, null, null, 0, 0, null, null, Double.NaN));
    }

    static Feature ofValue(Kind kind, Events events, Value value) {
        return new Feature(new Options("", kind, events, value, null, 0, 0, null, null, Double.NaN));
    }

    static Feature ofCategory(Kind kind, Events events, Category category) {
        return new Feature(new Options("", kind, events, null, category, 0, 0, null, null, Double.NaN));
    }

    static Feature decayed(Kind kind, Events events, @Nullable Value value, double halfLifeDays) {
        return new Feature(new Options("", kind, events, value, null, 0, halfLifeDays, null, null, Double.NaN));
    }

    /**
     * The same over a window that ends at the cut-off; without this, all history counts.
     *
     * @param days of 24 hours, at least 1
     * @return a new feature
     */
    public Feature inLastDays(int days) {
        Check.atLeast("days", days, 1);
        if (o.events == null) {
            throw new IllegalArgumentException(
                    name() + " is made of features with windows of their own; set them there");
        }
        return new Feature(new Options(
                o.name, o.kind, o.events, o.value, o.category, days, o.halfLifeDays, null, null, o.missing));
    }

    /**
     * The window against the equally long one before it: {@code (a - b) / (|a| + |b|)}, from -1, all before, over 0, no change, to
     * 1, all now.
     *
     * @return the trend; missing if both are 0 or one is missing
     * @throws IllegalArgumentException if there is no window, or this is no count, sum, mean or distinct
     */
    public Feature trend() {
        if (!TRENDS.contains(o.kind)) {
            throw new IllegalArgumentException(
                    name() + " has no trend; counts, sums, means and distinct numbers have one");
        }
        if (o.days == 0) {
            throw new IllegalArgumentException(name() + " needs a window for a trend; call inLastDays first");
        }
        return new Feature(new Options("", Kind.TREND, null, null, null, 0, 0, this, null, Double.NaN));
    }

    /**
     * This divided by another feature, such as spend by orders, or one window by a longer one.
     *
     * @param divisor the other feature
     * @return the ratio; missing if one is missing, or the divisor is 0 or so small that the ratio overflows
     */
    public Feature dividedBy(Feature divisor) {
        Objects.requireNonNull(divisor, "divisor");
        return new Feature(new Options("", Kind.RATIO, null, null, null, 0, 0, this, divisor, Double.NaN));
    }

    /**
     * The same under another name.
     *
     * @param name of the column, not blank
     * @return a new feature
     */
    public Feature named(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name must not be blank");
        }
        return new Feature(new Options(
                name, o.kind, o.events, o.value, o.category, o.days, o.halfLifeDays, o.left, o.right, o.missing));
    }

    /**
     * The same with a number in place of missing values.
     *
     * @param value finite
     * @return a new feature
     */
    public Feature orElse(double value) {
        Check.finite("value", value);
        return new Feature(new Options(
                o.name, o.kind, o.events, o.value, o.category, o.days, o.halfLifeDays, o.left, o.right, value));
    }

    /** {@return the name of the column} */
    public String name() {
        if (!o.name.isEmpty()) {
            return o.name;
        }
        if (o.left != null) {
            return o.right == null ? "trend_" + o.left.name() : o.left.name() + "_per_" + o.right.name();
        }
        return o.kind.label()
                + (o.halfLifeDays > 0 ? "_" + plain(o.halfLifeDays) + "d" : "")
                + (o.value == null ? "" : "_" + o.value.name().toLowerCase(Locale.ROOT))
                + (o.category == null ? "" : "_" + o.category.name().toLowerCase(Locale.ROOT))
                + "_" + o.events
                + (o.days == 0 ? "" : "_" + o.days + "d");
    }

    private static String plain(double days) {
        return days == Math.rint(days) && days < 1e9 ? Long.toString((long) days) : Double.toString(days);
    }

    /** {@return whether the feature can be missing for a customer: it has no number without events, and no {@link #orElse}} */
    public boolean canBeMissing() {
        return Double.isNaN(o.missing) && !ALWAYS.contains(o.kind);
    }

    /** {@return the number in place of missing values, if one was given} */
    public OptionalDouble missing() {
        return Double.isNaN(o.missing) ? OptionalDouble.empty() : OptionalDouble.of(o.missing);
    }

    Options options() {
        return o;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Feature that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return name().hashCode();
    }

    @Override
    public String toString() {
        return name() + (Double.isNaN(o.missing) ? "" : " or else " + plain(o.missing));
    }
}
