package io.clientele.segmentation.cohort;

import io.clientele.core.Accumulator;
import io.clientele.core.data.OrderLog;

/**
 * Adds up customers into cells of cohort by age. Counts are exact; money is summed with a running compensation (Neumaier 1974), so
 * that its sums agree to rounding however the customers are cut.
 */
final class CohortCells implements Accumulator<OrderLog, CohortCells, double[]> {

    private final Calendar calendar;
    private final int periods;
    private final long end;
    private final long[] active;
    private final long[] orders;
    private final double[] sum;
    private final double[] lost;
    private double unplacedSum;
    private double unplacedLost;
    private long customers;
    private long withoutPurchase;

    private boolean[] counted = new boolean[16];

    CohortCells(Calendar calendar, long end) {
        this.calendar = calendar;
        this.periods = calendar.periods();
        this.end = end;
        int cells = Triangle.cells(periods);
        this.active = new long[cells];
        this.orders = new long[cells];
        this.sum = new double[cells];
        this.lost = new double[cells];
    }

    /** Adds customers, not lines. */
    @Override
    public void add(OrderLog log, int from, int to) {
        for (int c = from; c < to; c++) {
            addCustomer(log, c);
        }
    }

    private void addCustomer(OrderLog log, int customer) {
        int start = log.start(customer);
        int stop = log.end(customer);
        int first = start;
        while (first < stop && log.time(first) < end && !PurchaseSpan.isPurchase(log, first)) {
            first++;
        }
        if (first == stop || log.time(first) >= end) {
            withoutPurchase += start < stop && log.time(start) < end ? 1 : 0;
            for (int row = start; row < first; row++) {
                addUnplaced(log.amount(row));
            }
            return;
        }
        customers++;
        int cohort = calendar.period(log.time(first));
        int base = log.order(start);
        reset(log.orders(customer));
        int period = cohort;
        int cell = Triangle.index(periods, cohort, 0);
        boolean here = false; // whether the customer is counted as active in the period
        for (int row = start; row < stop && log.time(row) < end; row++) {
            long time = log.time(row);
            if (time < calendar.start(cohort)) {
                addUnplaced(log.amount(row));
                continue;
            }
            while (time >= calendar.start(period + 1)) {
                period++;
                cell++;
                here = false;
            }
            if (PurchaseSpan.isPurchase(log, row)) {
                active[cell] += here ? 0 : 1;
                here = true;
                int order = log.order(row) - base;
                orders[cell] += counted[order] ? 0 : 1;
                counted[order] = true;
            }
            addRevenue(cell, log.amount(row));
        }
    }

    private void reset(int size) {
        if (size > counted.length) {
            counted = new boolean[Math.max(size, 2 * counted.length)];
        } else {
            java.util.Arrays.fill(counted, 0, size, false);
        }
    }

    private void addRevenue(int cell, double x) {
        double before = sum[cell];
        double after = before + x;
        lost[cell] += Math.abs(before) >= Math.abs(x) ? (before - after) + x : (x - after) + before;
        sum[cell] = after;
    }

    private void addUnplaced(double x) {
        double after = unplacedSum + x;
        unplacedLost += Math.abs(unplacedSum) >= Math.abs(x) ? (unplacedSum - after) + x : (x - after) + unplacedSum;
        unplacedSum = after;
    }

    @Override
    public void merge(CohortCells later) {
        customers += later.customers;
        withoutPurchase += later.withoutPurchase;
        addUnplaced(later.unplacedSum);
        unplacedLost += later.unplacedLost;
        for (int i = 0; i < active.length; i++) {
            active[i] += later.active[i];
            orders[i] += later.orders[i];
            addRevenue(i, later.sum[i]);
            lost[i] += later.lost[i];
        }
    }

    /** Active customers, orders and revenue of all cells, then what is unplaced, customers, and those without a purchase. */
    @Override
    public double[] result() {
        int n = active.length;
        double[] all = new double[3 * n + 3];
        for (int i = 0; i < n; i++) {
            all[i] = active[i];
            all[n + i] = orders[i];
            all[2 * n + i] = sum[i] + lost[i];
        }
        all[3 * n] = unplaced();
        all[3 * n + 1] = customers;
        all[3 * n + 2] = withoutPurchase;
        return all;
    }

    Triangle triangle() {
        double[] revenue = new double[sum.length];
        for (int i = 0; i < revenue.length; i++) {
            revenue[i] = sum[i] + lost[i];
        }
        return new Triangle(periods, active.clone(), orders.clone(), revenue);
    }

    double unplaced() {
        return unplacedSum + unplacedLost;
    }

    long customers() {
        return customers;
    }

    long withoutPurchase() {
        return withoutPurchase;
    }
}
