package io.clientele.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Cancellation;
import io.clientele.core.Execution;
import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeatureRecipeTest {

    private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

    private static OrderLog orders() {
        return OrderLog.builder()
                .add("ann", Instant.parse("2026-03-01T00:00:00Z"), 10) // 92 days before June
                .add("ann", Instant.parse("2026-05-02T00:00:00Z"), 20) // 30 days: in a window of 30
                .add("ann", Instant.parse("2026-05-31T12:00:00Z"), 30)
                .add("ann", JUNE, 1000) // at the cut-off: not known
                .add("bob", Instant.parse("2026-05-01T23:59:59.999Z"), 40) // a moment more than 30 days
                .add("cid", Instant.parse("2026-06-02T00:00:00Z"), 50) // not known
                .build();
    }

    private static double one(Feature feature, String customer) {
        return FeatureRecipe.of(feature).row(EventLogs.of(orders()), customer, JUNE)[0];
    }

    @Test
    void cutoffIsStrictAndWindowsHoldTheirFirstInstant() {
        FeatureSnapshot known = FeatureRecipe.of(
                        Events.orders().count(),
                        Events.orders().sum(Value.AMOUNT).inLastDays(30))
                .compute(EventLogs.of(orders()), JUNE);
        assertThat(known.rows()).isEqualTo(2);
        assertThat(known.customer(0)).isEqualTo("ann");
        assertThat(known.customer(1)).isEqualTo("bob");
        assertThat(known.features())
                .isEqualTo(FeatureTable.builder("count_orders", "sum_amount_orders_30d")
                        .add(3, 50)
                        .add(1, 0)
                        .build());
        assertThat(known.cutoff(1)).isEqualTo(JUNE);
        assertThat(known.warnings()).isEmpty();
        assertThat(known).hasToString("FeatureSnapshot[2 rows of 2 columns, 1 cut-offs]");
    }

    @Test
    void eachKindByHand() {
        Events orders = Events.orders();
        assertThat(one(orders.daysSinceLast(), "ann")).isEqualTo(0.5);
        assertThat(one(orders.daysSinceFirst(), "ann")).isEqualTo(92);
        assertThat(one(orders.meanGapDays(), "ann")).isEqualTo(91.5 / 2);
        // gaps 62 and 29.5: both 16.25 from their mean, 2 · 16.25² / (2 - 1)
        assertThat(one(orders.gapDeviationDays(), "ann")).isCloseTo(Math.sqrt(2) * 16.25, within(1e-12));
        assertThat(one(orders.mean(Value.AMOUNT), "ann")).isEqualTo(20);
        assertThat(one(orders.min(Value.AMOUNT), "ann")).isEqualTo(10);
        assertThat(one(orders.max(Value.AMOUNT), "ann")).isEqualTo(30);
        assertThat(one(orders.last(Value.AMOUNT), "ann")).isEqualTo(30);
        assertThat(one(orders.decayedSum(Value.AMOUNT, 30).inLastDays(30), "bob"))
                .isZero();
        assertThat(one(orders.decayedSum(Value.AMOUNT, 46), "ann"))
                .isCloseTo(10 * 0.25 + 20 * Math.pow(0.5, 30.0 / 46) + 30 * Math.pow(0.5, 0.5 / 46), within(1e-12));
        // 50 in the last 30 days, nothing in the 30 before; all 3 in the last 92, none before
        assertThat(one(orders.sum(Value.AMOUNT).inLastDays(30).trend(), "ann")).isEqualTo(1);
        assertThat(one(orders.sum(Value.AMOUNT).inLastDays(30).trend(), "bob")).isEqualTo(-1);
        assertThat(one(orders.count().inLastDays(60).trend(), "ann")).isEqualTo((2 - 1) / 3.0);
        assertThat(one(orders.count().inLastDays(5).trend(), "bob")).isNaN();
        assertThat(one(orders.sum(Value.AMOUNT).dividedBy(orders.count()), "ann"))
                .isEqualTo(20);
        assertThat(one(orders.count().dividedBy(orders.count().inLastDays(30)), "bob"))
                .isNaN();
    }

    @Test
    void entropyOfChannels() {
        TouchpointLog.Builder log = TouchpointLog.builder();
        for (String channel : List.of("a", "b", "a", "c")) {
            log.customer(7)
                    .time(Instant.parse("2026-01-01T00:00:00Z"))
                    .channel(channel)
                    .add();
        }
        FeatureRecipe recipe = FeatureRecipe.of(
                Events.touches().entropy(Category.CHANNEL),
                Events.touches("a").entropy(Category.CHANNEL),
                Events.touches().distinct(Category.CHANNEL),
                Events.touches().distinct(Category.CAMPAIGN),
                Events.touches().entropy(Category.CAMPAIGN));
        double[] row = recipe.row(EventLogs.of(log.build()), "7", JUNE);
        assertThat(row[0]).isCloseTo(1.5 * Math.log(2), within(1e-15)); // 1/2, 1/4, 1/4
        assertThat(Double.doubleToRawLongBits(row[1])).isZero(); // not -0.0
        assertThat(row[2]).isEqualTo(3);
        assertThat(row[3]).isZero();
        assertThat(row[4]).isNaN();
    }

    @Test
    void returnsAreNoOrdersAndNetSpendHasThem() {
        Instant may = Instant.parse("2026-05-01T00:00:00Z");
        OrderLog log = OrderLog.builder()
                .customer("ann")
                .order("1")
                .time(may)
                .product("x")
                .quantity(2)
                .amount(20)
                .add()
                .customer("ann")
                .order("1")
                .time(may)
                .product("y")
                .quantity(1)
                .amount(5)
                .add()
                .customer("ann")
                .order("2")
                .time(may.plusSeconds(60))
                .product("x")
                .quantity(-1)
                .amount(-10)
                .add()
                .customer("ann")
                .order("3")
                .time(may.plusSeconds(90))
                .product("x")
                .quantity(-1)
                .amount(0)
                .add()
                .build();
        FeatureRecipe recipe = FeatureRecipe.of(
                Events.orders().count(),
                Events.orders().sum(Value.AMOUNT),
                Events.lines().count(),
                Events.returns().count(),
                Events.returns().sum(Value.AMOUNT),
                Events.linesAndReturns().sum(Value.AMOUNT),
                Events.linesAndReturns().sum(Value.QUANTITY),
                Events.lines().distinct(Category.PRODUCT));
        assertThat(recipe.row(EventLogs.of(log), "ann", JUNE)).containsExactly(1, 25, 2, 2, -10, 15, 1, 2);
    }

    @Test
    void missingIsNanOrNamedOrIndicated() {
        FeatureRecipe plain = FeatureRecipe.of(
                Events.orders().daysSinceLast().inLastDays(7),
                Events.orders().meanGapDays().orElse(365),
                Events.orders().count());
        EventLogs logs = EventLogs.of(orders());
        assertThat(plain.row(logs, "bob", JUNE)).containsExactly(Double.NaN, 365, 1);
        assertThat(plain.row(logs, "nobody", JUNE)).containsExactly(Double.NaN, 365, 0);
        FeatureRecipe finite = plain.withMissingIndicators();
        assertThat(finite.columns())
                .containsExactly(
                        "days_since_last_orders_7d",
                        "days_since_last_orders_7d_missing",
                        "mean_gap_days_orders",
                        "count_orders");
        FeatureTable table = finite.compute(logs, JUNE).features().requireFinite();
        assertThat(table.row(0)).containsExactly(0.5, 0, 45.75, 3);
        assertThat(table.row(1)).containsExactly(0, 1, 365, 1);
    }

    @Test
    void populationIsWhoseFeatureIsAboveZero() {
        FeatureRecipe recipe = FeatureRecipe.of(Events.orders().count())
                .withPopulation(Events.orders().count().inLastDays(30));
        FeatureSnapshot known = recipe.compute(EventLogs.of(orders()), JUNE);
        assertThat(known.rows()).isEqualTo(1);
        assertThat(known.customer(0)).isEqualTo("ann");
        assertThat(known.customers().size()).isEqualTo(3);
    }

    @Test
    void namesSayWhatIsComputed() {
        Events mails = Events.touches("e-mail");
        assertThat(FeatureRecipe.of(
                                mails.count().inLastDays(30),
                                mails.sum(Value.COST).inLastDays(30).trend(),
                                Events.orders().decayedCount(30),
                                Events.orders().decayedSum(Value.AMOUNT, 7.5),
                                Events.orders().count().dividedBy(mails.count()),
                                Events.activities("visit").entropy(Category.KIND),
                                mails.count().named("mails"))
                        .columns())
                .containsExactly(
                        "count_touches:e-mail_30d",
                        "trend_sum_cost_touches:e-mail_30d",
                        "decayed_count_30d_orders",
                        "decayed_sum_7.5d_amount_orders",
                        "count_orders_per_count_touches:e-mail",
                        "entropy_kind_activities:visit",
                        "mails");
    }

    @Test
    void channelThatNobodyHasCountsZeroAndIsNamed() {
        TouchpointLog touches = TouchpointLog.builder()
                .customer("ann")
                .time(0)
                .channel("e-mail")
                .add()
                .build();
        ActivityLog activities = ActivityLog.builder()
                .customer("ann")
                .time(0)
                .kind("visit")
                .add()
                .build();
        FeatureSnapshot known = FeatureRecipe.of(
                        Events.touches("emial").count(),
                        Events.touches("emial").sum(Value.COST),
                        Events.activities("visits").count(),
                        Events.activities("visit").count())
                .compute(EventLogs.of(touches, activities), JUNE);
        assertThat(known.features().row(0)).containsExactly(0, 0, 0, 1);
        assertThat(known.warnings())
                .containsExactly(
                        "no touch has channel 'emial', so its features count 0; there are [e-mail]",
                        "no activity has kind 'visits', so its features count 0; there are [visit]");
    }

    @Test
    void logsWithoutEventsAreRefusedTogetherButNotOneByOne() {
        FeatureRecipe recipe = FeatureRecipe.of(Events.touches().count());
        EventLogs empty = EventLogs.of(TouchpointLog.builder().build());
        refused(() -> recipe.compute(empty, JUNE), "the logs hold no events, so there are no customers");
        EventLogs some = EventLogs.of(TouchpointLog.builder().build(), orders());
        assertThat(recipe.compute(some, JUNE).features().column(0)).containsExactly(0, 0);
        assertThat(empty.first()).isEmpty();
        assertThat(empty.last()).isEmpty();
    }

    @Test
    void badInputIsNamed() {
        EventLogs logs = EventLogs.of(orders());
        FeatureRecipe recipe = FeatureRecipe.of(Events.orders().count());
        Instant early = Instant.parse("2026-03-01T00:00:00Z");
        refused(
                () -> recipe.compute(logs, early),
                "cut-off 2026-03-01T00:00:00Z: no event is before it; the first one is at 2026-03-01T00:00:00Z");
        refused(
                () -> recipe.withPopulation(Events.returns().count()).compute(logs, JUNE),
                "cut-off 2026-06-01T00:00:00Z: no customer belongs to the population, for none is count_returns above 0");
        refused(
                () -> recipe.compute(logs, List.of(JUNE, JUNE), Execution.sequential()),
                "cutoffs must rise, got 2026-06-01T00:00:00Z after 2026-06-01T00:00:00Z");
        refused(
                () -> recipe.compute(logs, List.of(), Execution.sequential()),
                "cutoffs must hold at least one instant");
        refused(
                () -> recipe.compute(logs, Instant.parse("1969-01-01T00:00:00Z")),
                "cutoff must be from 1970-01-01 to before 2100-01-01, got 1969-01-01T00:00:00Z;"
                        + " times are milliseconds since 1970 in UTC");
        refused(
                () -> FeatureRecipe.of(Events.touches().count()).compute(logs, JUNE),
                "a feature of touches needs a log of type TouchpointLog, and the logs have none; give one to EventLogs.of,"
                        + " without events if there are none");
        refused(() -> FeatureRecipe.of(List.of()), "a recipe needs at least one feature");
        refused(
                () -> FeatureRecipe.of(Events.orders().count(), Events.orders().count()),
                "feature 'count_orders' is there twice; give one another name with named(…)");
        refused(EventLogs::of, "logs must hold at least one log");
        refused(
                () -> EventLogs.of(orders(), orders()),
                "there are two logs of type OrderLog; build one log of their events");
        refused(() -> Events.touches(" "), "channel must not be blank");
        refused(() -> Events.activities(""), "kind must not be blank");
        refused(() -> Events.orders().count().named(""), "name must not be blank");
        refused(() -> Events.orders().count().inLastDays(-30), "days must be at least 1, got -30");
        refused(() -> Events.orders().decayedCount(0), "halfLifeDays must be a finite number above 0, got 0");
        refused(() -> Events.orders().count().orElse(Double.NaN), "value must be finite, got NaN");
        refused(() -> Events.orders().sum(Value.COST), "orders carry no COST; they carry [AMOUNT]");
        refused(
                () -> Events.touches().distinct(Category.PRODUCT),
                "touches carry no PRODUCT; they carry [CHANNEL, CAMPAIGN]");
        refused(() -> Events.orders().distinct(Category.PRODUCT), "orders carry no PRODUCT; they carry []");
        refused(
                () -> Events.orders().count().trend(),
                "count_orders needs a window for a trend; call inLastDays first");
        refused(
                () -> Events.orders().daysSinceLast().inLastDays(9).trend(),
                "days_since_last_orders_9d has no trend; counts, sums, means and distinct numbers have one");
        refused(
                () -> Events.orders().count().dividedBy(Events.lines().count()).inLastDays(9),
                "count_orders_per_count_lines is made of features with windows of their own; set them there");
    }

    @Test
    void cutoffAfterTheLastEventIsFine() {
        Instant later = Instant.parse("2027-01-01T00:00:00Z");
        assertThat(FeatureRecipe.of(Events.orders().count())
                        .compute(EventLogs.of(orders()), later)
                        .features()
                        .column(0))
                .containsExactly(4, 1, 1);
    }

    @Test
    void oneCustomerWithOneEvent() {
        OrderLog log = OrderLog.builder()
                .add(7, Instant.parse("2026-05-01T00:00:00Z"), 10)
                .build();
        FeatureSnapshot known = RandomShop.everything()
                .compute(
                        EventLogs.of(
                                log,
                                TouchpointLog.builder().build(),
                                ActivityLog.builder().build()),
                        JUNE);
        assertThat(known.rows()).isEqualTo(1);
        assertThat(known.customer(0)).isEqualTo("7");
        assertThat(known.features().column("days_since_last_orders")[0]).isEqualTo(31);
        assertThat(known.features().column("mean_gap_days_orders")[0]).isNaN();
    }

    @Test
    void progressIsToldAndCancellationStops() {
        EventLogs logs = RandomShop.of(3, 3000).logs();
        FeatureRecipe recipe = FeatureRecipe.of(Events.orders().count());
        List<Long> told = new ArrayList<>();
        recipe.compute(logs, RandomShop.CUTOFFS, Execution.sequential().withProgress(p -> told.add(p.completed())));
        assertThat(told).isSorted().endsWith((long) logs.customers().size());
        Cancellation stop = Cancellation.create();
        stop.cancel();
        assertThatThrownBy(() -> recipe.compute(
                        logs, RandomShop.CUTOFFS, Execution.sequential().withCancellation(stop)))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void recipesAreEqualByValue() {
        FeatureRecipe recipe = FeatureRecipe.of(Events.orders().count().inLastDays(30));
        assertThat(recipe).isEqualTo(FeatureRecipe.of(Events.orders().count().inLastDays(30)));
        assertThat(recipe).hasToString("FeatureRecipe[count_orders_30d]");
        assertThat(recipe.withMissingIndicators()).isNotEqualTo(recipe);
        assertThat(recipe.withPopulation(Events.orders().count())).isNotEqualTo(recipe);
        assertThat(Events.orders().count().orElse(1))
                .isNotEqualTo(Events.orders().count());
        assertThat(Events.orders().count().orElse(1)).hasToString("count_orders or else 1");
    }

    private static void refused(ThrowingCallable call, String text) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(text);
    }
}
