package io.clientele.segmentation.cohort;

import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.kernel.Reductions;
import io.clientele.core.model.ModelFiles;
import io.clientele.core.stats.Interval;
import io.clientele.core.stats.Proportions;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A triangle of acquisition by age: how many customers of a cohort were active, how many orders they made, what they spent.
 *
 * <p>Cohort c was acquired in period c, counted from 0; at age a it is in period c + a, so it has {@code periods() - c} ages.
 * Counts and sums are those so far. Shares and means exist for mature cells of cohorts that have customers, and are empty
 * elsewhere: a cell is mature when its period is over, or unfinished periods are counted.
 *
 * <p>Everything adds up: the cells of a period, {@link #periodRevenue}, hold all of its money, the cells of all periods and
 * {@link #unplacedRevenue} that of the log. Immutable and thread-safe; equal by value.
 */
public final class CohortTable {

    private static final CohortTableCodec CODEC = new CohortTableCodec();

    private final CohortPeriod period;
    private final LocalDate first;
    private final boolean finished;
    private final boolean unfinishedCounted;
    private final Triangle cells;
    private final double unplaced;
    private final FitReport report;

    CohortTable(
            CohortPeriod period,
            LocalDate first,
            boolean finished,
            boolean unfinishedCounted,
            Triangle cells,
            double unplaced,
            FitReport report) {
        this.period = period;
        this.first = first;
        this.finished = finished;
        this.unfinishedCounted = unfinishedCounted;
        this.cells = cells;
        this.unplaced = unplaced;
        this.report = report;
    }

    /** {@return how long a period is} */
    public CohortPeriod period() {
        return period;
    }

    /** {@return how many periods there are, from the first purchase to the end of the observation, and so how many cohorts} */
    public int periods() {
        return cells.periods;
    }

    /**
     * When a period starts.
     *
     * @param number from 0
     * @return its first day
     */
    public LocalDate start(int number) {
        checkPeriod("period", number);
        return period.plus(first, number);
    }

    /** {@return whether the last period was over when the observation ended} */
    public boolean lastPeriodFinished() {
        return finished;
    }

    /**
     * How many customers made their first purchase in a period.
     *
     * @param cohort from 0
     * @return customers
     */
    public long size(int cohort) {
        return active(cohort, 0);
    }

    /**
     * How many customers of a cohort purchased at an age.
     *
     * @param cohort from 0
     * @param age from 0
     * @return customers, so far
     */
    public long active(int cohort, int age) {
        return cells.active[cell(cohort, age)];
    }

    /**
     * How many orders a cohort made at an age.
     *
     * @param cohort from 0
     * @param age from 0
     * @return orders, so far
     */
    public long orders(int cohort, int age) {
        return cells.orders[cell(cohort, age)];
    }

    /**
     * What a cohort spent at an age, less returns.
     *
     * @param cohort from 0
     * @param age from 0
     * @return money, so far
     */
    public double revenue(int cohort, int age) {
        return cells.revenue[cell(cohort, age)];
    }

    /**
     * Whether a cell's period is over, or counted although it is not.
     *
     * @param cohort from 0
     * @param age from 0
     * @return true if shares and means of the cell exist
     */
    public boolean isMature(int cohort, int age) {
        cell(cohort, age);
        return finished || unfinishedCounted || cohort + age < periods() - 1;
    }

    /**
     * The share of a cohort's customers who purchased at an age.
     *
     * @param cohort from 0
     * @param age from 0
     * @return 0 to 1; empty for immature cells and cohorts without customers
     */
    public OptionalDouble retention(int cohort, int age) {
        return perCustomer(cohort, age, (double) active(cohort, age));
    }

    /**
     * How sure the share is, taking the cohort's customers as drawn from many like them: Wilson's interval.
     *
     * @param cohort from 0
     * @param age from 0
     * @param confidence such as 0.95
     * @return the interval; empty where {@link #retention} is
     */
    public Optional<Interval> retentionInterval(int cohort, int age, double confidence) {
        Check.confidence(confidence);
        return retention(cohort, age).isEmpty()
                ? Optional.empty()
                : Optional.of(Proportions.wilson((double) active(cohort, age), (double) size(cohort), confidence));
    }

    /**
     * How many orders a cohort made at an age, for each of its customers.
     *
     * @param cohort from 0
     * @param age from 0
     * @return orders; empty where {@link #retention} is
     */
    public OptionalDouble ordersPerCustomer(int cohort, int age) {
        return perCustomer(cohort, age, (double) orders(cohort, age));
    }

    /**
     * What a cohort spent at an age, for each of its customers.
     *
     * @param cohort from 0
     * @param age from 0
     * @return money; empty where {@link #retention} is
     */
    public OptionalDouble revenuePerCustomer(int cohort, int age) {
        return perCustomer(cohort, age, revenue(cohort, age));
    }

    /**
     * What a cohort spent up to and including an age, for each of its customers.
     *
     * @param cohort from 0
     * @param age from 0
     * @return money; empty where {@link #retention} is
     */
    public OptionalDouble cumulativeRevenuePerCustomer(int cohort, int age) {
        int at = cell(cohort, 0);
        cell(cohort, age);
        return perCustomer(cohort, age, Reductions.compensatedSum(cells.revenue, at, at + age + 1));
    }

    private OptionalDouble perCustomer(int cohort, int age, double sum) {
        return size(cohort) == 0 || !isMature(cohort, age)
                ? OptionalDouble.empty()
                : OptionalDouble.of(sum / size(cohort));
    }

    /**
     * The share of customers who purchased at an age, over all cohorts whose cell of that age is mature.
     *
     * @param age from 0
     * @return 0 to 1; empty if no cohort with customers is old enough
     */
    public OptionalDouble pooledRetention(int age) {
        long[] pooled = pooled(age);
        return pooled[1] == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) pooled[0] / pooled[1]);
    }

    /**
     * How sure that share is: Wilson's interval, as if all cohorts were alike.
     *
     * @param age from 0
     * @param confidence such as 0.95
     * @return the interval; empty where {@link #pooledRetention} is
     */
    public Optional<Interval> pooledRetentionInterval(int age, double confidence) {
        Check.confidence(confidence);
        long[] pooled = pooled(age);
        return pooled[1] == 0
                ? Optional.empty()
                : Optional.of(Proportions.wilson((double) pooled[0], (double) pooled[1], confidence));
    }

    /** Active customers and customers, of the cohorts mature at an age. */
    private long[] pooled(int age) {
        checkPeriod("age", age);
        long[] sums = new long[2];
        for (int c = 0; c < periods() - age; c++) {
            if (isMature(c, age)) {
                sums[0] += active(c, age);
                sums[1] += size(c);
            }
        }
        return sums;
    }

    /** {@return how many customers are in a cohort} */
    public long customers() {
        long sum = 0;
        for (int c = 0; c < periods(); c++) {
            sum += size(c);
        }
        return sum;
    }

    /**
     * How many customers purchased in a period, of whatever cohort.
     *
     * @param number of the period, from 0
     * @return customers
     */
    public long periodActive(int number) {
        checkPeriod("period", number);
        long sum = 0;
        for (int c = 0; c <= number; c++) {
            sum += active(c, number - c);
        }
        return sum;
    }

    /**
     * How many orders were made in a period, by whatever cohort.
     *
     * @param number of the period, from 0
     * @return orders
     */
    public long periodOrders(int number) {
        checkPeriod("period", number);
        long sum = 0;
        for (int c = 0; c <= number; c++) {
            sum += orders(c, number - c);
        }
        return sum;
    }

    /**
     * What was spent in a period, by whatever cohort, less returns.
     *
     * @param number of the period, from 0
     * @return money
     */
    public double periodRevenue(int number) {
        checkPeriod("period", number);
        double[] parts = new double[number + 1];
        for (int c = 0; c <= number; c++) {
            parts[c] = revenue(c, number - c);
        }
        return Reductions.compensatedSum(parts, 0, parts.length);
    }

    /** {@return the money of lines before their customer's first purchase, and of customers who never purchased; mostly returns} */
    public double unplacedRevenue() {
        return unplaced;
    }

    /** {@return how the fit went; its rows are the customers in a cohort} */
    public FitReport report() {
        return report;
    }

    /**
     * Writes the table as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the table as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads a table that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the table
     */
    public static CohortTable read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads a table that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the table
     */
    public static CohortTable read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    Triangle cells() {
        return cells;
    }

    boolean unfinishedCounted() {
        return unfinishedCounted;
    }

    private int cell(int cohort, int age) {
        checkPeriod("cohort", cohort);
        if (age < 0 || age >= periods() - cohort) {
            throw new IllegalArgumentException("age of cohort " + cohort + " must be from 0 to "
                    + (periods() - cohort - 1) + ", got " + age + "; it is not older yet");
        }
        return cells.index(cohort, age);
    }

    private void checkPeriod(String name, int number) {
        if (number < 0 || number >= periods()) {
            throw new IllegalArgumentException(name + " must be from 0 to " + (periods() - 1) + ", got " + number);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CohortTable that
                && period == that.period
                && first.equals(that.first)
                && finished == that.finished
                && unfinishedCounted == that.unfinishedCounted
                && cells.equals(that.cells)
                && Double.compare(unplaced, that.unplaced) == 0
                && report.equals(that.report);
    }

    @Override
    public int hashCode() {
        return 31 * first.hashCode() + cells.hashCode();
    }

    @Override
    public String toString() {
        return "CohortTable[" + customers() + " customers, " + periods() + " cohorts by " + period + " from " + first
                + (finished ? "" : ", the last unfinished") + "]";
    }
}
