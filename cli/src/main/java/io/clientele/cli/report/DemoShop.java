package io.clientele.cli.report;

import io.clientele.core.io.ActivityColumns;
import io.clientele.core.io.JdbcSource;
import io.clientele.core.io.LogReader;
import io.clientele.core.io.OrderColumns;
import io.clientele.core.io.TouchpointColumns;
import io.clientele.simulation.Shop;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shop of the demo: every kind of event, and a truth that is known. */
public final class DemoShop {

    private final Shop shop;

    private DemoShop(Shop shop) {
        this.shop = shop;
    }

    /**
     * A shop.
     *
     * @param customers how many
     * @param seed other customers, other events
     * @return the shop, not simulated yet
     */
    public static DemoShop of(int customers, long seed) {
        return new DemoShop(Shop.typical(customers).withSeed(seed));
    }

    /**
     * Simulates the shop into a database and reads its events back.
     *
     * @return what was read
     */
    public ReportData read() {
        try (ShopDatabase database = ShopDatabase.of(shop)) {
            LogReader reader = LogReader.create();
            JdbcSource orders = JdbcSource.query(database.connection(), ShopDatabase.ORDERS);
            JdbcSource touches = JdbcSource.query(database.connection(), ShopDatabase.TOUCHPOINTS);
            JdbcSource activities = JdbcSource.query(database.connection(), ShopDatabase.ACTIVITIES);
            OrderColumns orderColumns = OrderColumns.create().told(orders.header());
            TouchpointColumns touchColumns = TouchpointColumns.create().told(touches.header());
            ActivityColumns activityColumns = ActivityColumns.create().told(activities.header());
            List<String> columns = new ArrayList<>(orderColumns.explanation());
            columns.addAll(touchColumns.explanation());
            columns.addAll(activityColumns.explanation());
            return new ReportData(
                    reader.orders(orders, orderColumns),
                    Optional.of(reader.touchpoints(touches, touchColumns)),
                    Optional.of(reader.activities(activities, activityColumns)),
                    columns,
                    ZoneOffset.UTC);
        }
    }

    /**
     * Writes the shop's events as CSV files.
     *
     * @param directory where to; made if it is not there
     */
    public void write(Path directory) {
        ShopFiles.write(shop, directory);
    }
}
