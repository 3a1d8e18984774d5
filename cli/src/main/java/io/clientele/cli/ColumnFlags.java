package io.clientele.cli;

import io.clientele.core.io.ActivityColumns;
import io.clientele.core.io.OrderColumns;
import io.clientele.core.io.TouchpointColumns;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which columns hold what in the tables of events. */
final class ColumnFlags {

    @Option(names = "--customer", paramLabel = "COLUMN", description = "of the order lines")
    @Nullable
    String customer;

    @Option(names = "--time", paramLabel = "COLUMN", description = "when it was ordered")
    @Nullable
    String time;

    @Option(names = "--product", paramLabel = "COLUMN")
    @Nullable
    String product;

    @Option(names = "--quantity", paramLabel = "COLUMN")
    @Nullable
    String quantity;

    @Option(names = "--price", paramLabel = "COLUMN", description = "of a unit; amount = quantity x price")
    @Nullable
    String price;

    @Option(names = "--amount", paramLabel = "COLUMN", description = "money of the line; or of --activities")
    @Nullable
    String amount;

    @Option(names = "--touch-customer", paramLabel = "COLUMN", description = "of the touches; default as --customer")
    @Nullable
    String touchCustomer;

    @Option(names = "--touch-time", paramLabel = "COLUMN", description = "when customers were touched")
    @Nullable
    String touchTime;

    @Option(names = "--channel", paramLabel = "COLUMN")
    @Nullable
    String channel;

    @Option(names = "--campaign", paramLabel = "COLUMN")
    @Nullable
    String campaign;

    @Option(names = "--touch-kind", paramLabel = "COLUMN", description = "of the touches, such as click or view")
    @Nullable
    String touchKind;

    @Option(names = "--cost", paramLabel = "COLUMN")
    @Nullable
    String cost;

    @Option(
            names = "--activity-customer",
            paramLabel = "COLUMN",
            description = "of the activities; default as --customer")
    @Nullable
    String activityCustomer;

    @Option(names = "--activity-time", paramLabel = "COLUMN", description = "when the activities happened")
    @Nullable
    String activityTime;

    @Option(names = "--kind", paramLabel = "COLUMN", description = "of the activities")
    @Nullable
    String kind;

    OrderColumns orders(List<String> header, @Nullable String order) {
        OrderColumns c = OrderColumns.create();
        c = set(c, customer, OrderColumns::withCustomer);
        c = set(c, order, OrderColumns::withOrder);
        c = set(c, time, OrderColumns::withTime);
        c = set(c, product, OrderColumns::withProduct);
        c = set(c, quantity, OrderColumns::withQuantity);
        c = set(c, price, OrderColumns::withPrice);
        return set(c, amount, OrderColumns::withAmount).told(header);
    }

    TouchpointColumns touchpoints(List<String> header) {
        TouchpointColumns c = TouchpointColumns.create();
        c = set(c, touchCustomer != null ? touchCustomer : known(customer, header), TouchpointColumns::withCustomer);
        c = set(c, touchTime, TouchpointColumns::withTime);
        c = set(c, channel, TouchpointColumns::withChannel);
        c = set(c, campaign, TouchpointColumns::withCampaign);
        c = set(c, touchKind, TouchpointColumns::withKind);
        return set(c, cost, TouchpointColumns::withCost).told(header);
    }

    ActivityColumns activities(List<String> header) {
        ActivityColumns c = ActivityColumns.create();
        c = set(
                c,
                activityCustomer != null ? activityCustomer : known(customer, header),
                ActivityColumns::withCustomer);
        c = set(c, activityTime, ActivityColumns::withTime);
        c = set(c, kind, ActivityColumns::withKind);
        return set(c, known(amount, header), ActivityColumns::withAmount).told(header);
    }

    private static @Nullable String known(@Nullable String column, List<String> header) {
        return column != null && header.contains(column) ? column : null;
    }

    private static <C> C set(C columns, @Nullable String column, BiFunction<C, String, C> with) {
        return column == null ? columns : with.apply(columns, column);
    }
}
