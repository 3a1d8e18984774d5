package io.clientele.segmentation.cohort;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelCodec;
import io.clientele.core.model.ModelNode;
import io.clientele.core.model.ModelOutput;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * {@code clientele.cohorts}: length of a period, first day, number of periods, whether the last one is over and counted; active
 * customers, orders and revenue cohort by cohort; unplaced revenue, report.
 */
final class CohortTableCodec implements ModelCodec<CohortTable> {

    private static final int MOST_PERIODS = 10_000;

    @Override
    public String format() {
        return "clientele.cohorts";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(CohortTable table, ModelOutput out) {
        out.field("period", table.period().name())
                .field("first", table.start(0).toString())
                .field("periods", table.periods())
                .field("lastPeriodFinished", table.lastPeriodFinished())
                .field("unfinishedCounted", table.unfinishedCounted())
                .field("active", table.cells().active)
                .field("orders", table.cells().orders)
                .field("revenue", table.cells().revenue)
                .field("unplacedRevenue", table.unplacedRevenue())
                .field("report", table.report());
    }

    @Override
    public CohortTable read(ModelNode node, int version) {
        int periods = Check.atLeast("periods", node.getInt("periods"), 1);
        Check.atMost("periods", periods, MOST_PERIODS, "what memory can hold");
        int cells = Triangle.cells(periods);
        long[] active = node.getLongs("active");
        long[] orders = node.getLongs("orders");
        double[] revenue = node.getDoubles("revenue");
        Check.length("active", active.length, cells, "one number per cell");
        Check.length("orders", orders.length, cells, "one number per cell");
        Check.length("revenue", revenue.length, cells, "one number per cell");
        Triangle triangle = new Triangle(periods, active, orders, revenue);
        for (int c = 0; c < periods; c++) {
            long size = Check.atLeast("size", active[triangle.index(c, 0)], 0L);
            for (int a = 0; a < periods - c; a++) {
                int at = triangle.index(c, a);
                Check.atLeast("active", active[at], 0L);
                Check.atLeast("orders", orders[at], 0L);
                Check.atLeast("size of a cohort, as of its active customers", size, active[at]);
                Check.finite("revenue", revenue[at]);
            }
        }
        return new CohortTable(
                CohortPeriod.valueOf(node.getString("period")),
                day(node.getString("first")),
                node.getBoolean("lastPeriodFinished"),
                node.getBoolean("unfinishedCounted"),
                triangle,
                Check.finite("unplacedRevenue", node.getDouble("unplacedRevenue")),
                node.getReport("report"));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("first must be a day such as 2024-01-01, got '" + text + "'", e);
        }
    }
}
