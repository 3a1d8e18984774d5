package io.clientele.cli.report;

import io.clientele.core.Execution;
import io.clientele.core.data.OrderLog;
import io.clientele.prediction.survival.CurveErrors;
import io.clientele.prediction.survival.KaplanMeier;
import io.clientele.prediction.survival.SurvivalCurve;
import io.clientele.prediction.survival.SurvivalTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How long customers take from one order to the next: the gaps that ended, and those still open at the end of the data. */
final class Returning {

    private static final long SECONDS_A_DAY = 86_400;
    private static final double COMMON = 0.9;

    private final double[] gaps;
    private final boolean[] ended;
    private final List<String> customers = new ArrayList<>();

    /** Orders of one day of the zone are one visit: a gap goes from a day with an order to the next. */
    Returning(OrderLog log, Instant asOf, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        double[] days = new double[log.rows()];
        boolean[] closed = new boolean[log.rows()];
        int n = 0;
        for (int c = 0; c < log.customers().size(); c++) {
            double last = Double.NaN;
            String id = log.customers().id(c);
            for (int row = log.start(c); row < log.end(c); row++) {
                if (log.isReturn(row)) {
                    continue;
                }
                double day = day(log.instant(row), rules);
                if (day > last) {
                    days[n] = day - last;
                    closed[n++] = true;
                    customers.add(id);
                }
                last = day;
            }
            double open = day(asOf, rules) - last;
            if (open > 0) {
                days[n++] = open;
                customers.add(id);
            }
        }
        this.gaps = Arrays.copyOf(days, n);
        this.ended = Arrays.copyOf(closed, n);
    }

    private static double day(Instant instant, ZoneRules rules) {
        return Math.floorDiv(instant.getEpochSecond() + rules.getOffset(instant).getTotalSeconds(), SECONDS_A_DAY);
    }

    /** {@return how many gaps ended with an order} */
    int endedGaps() {
        int count = 0;
        for (boolean e : ended) {
            count += e ? 1 : 0;
        }
        return count;
    }

    /** {@return the days within which 90 % of the gaps that ended did so; 0 without any} */
    int commonDays() {
        double[] closed = new double[gaps.length];
        int n = 0;
        for (int i = 0; i < gaps.length; i++) {
            if (ended[i]) {
                closed[n++] = gaps[i];
            }
        }
        if (n == 0) {
            return 0;
        }
        Arrays.sort(closed, 0, n);
        return (int) closed[(int) Math.ceil(COMMON * n) - 1];
    }

    /** {@return the share of gaps still open after so many days, by Kaplan-Meier, errors by customer} */
    SurvivalCurve curve(double confidence, Execution execution) {
        int[] events = new int[gaps.length];
        Arrays.setAll(events, i -> ended[i] ? 1 : 0);
        return KaplanMeier.create()
                .withErrors(CurveErrors.ROBUST)
                .withConfidence(confidence)
                .fit(SurvivalTable.of(gaps, events).withClusters(customers), execution)
                .curve();
    }
}
