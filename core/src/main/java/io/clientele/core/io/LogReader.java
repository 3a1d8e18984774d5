package io.clientele.core.io;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.util.Objects;

/**
 * Reads logs from a CSV or a database, and accounts for every row.
 *
 * <p>Rows are read one at a time; each is used, left out by a stated rule, or bad, see {@link ReadReport}. The same rows give the
 * same log whether they come from a CSV or a database.
 *
 * <ul>
 *   <li>Bad rows (a value missing that is needed, a number or time that is none, an amount above 1e12, a time before 1970 or from
 *       2100 on, a wrong number of fields) end the reading, unless {@link BadRows#SKIP} is stated.
 *   <li>A missing customer makes a row bad, unless {@link #withoutAnonymous} is stated.
 *   <li>A source without rows, or of which no row is left, is refused.
 *   <li>Ids are kept as text, so that 007 and 7 are two customers.
 *   <li>What is wrong with the data is an {@link IllegalArgumentException}; a file, stream or database that cannot be read is a
 *       {@link java.io.UncheckedIOException}. Both name the source, and the line or row and the column where there is one.
 * </ul>
 *
 * <p>Time O(rows) beside the building of the log. Immutable and thread-safe; a source may not be.
 *
 * <pre>{@code
 * CsvSource file = CsvSource.of(Path.of("orders.csv.gz"));
 * OrderColumns columns = OrderColumns.create().told(file.header());
 * Loaded<OrderLog> orders = LogReader.create().withBadRows(BadRows.SKIP).orders(file, columns);
 * OrderLog log = orders.data();
 * long rejected = orders.report().rejected();
 * }</pre>
 */
public final class LogReader {

    static final String ANONYMOUS = "no customer";

    private record Options(
            TimeFormat times, NumberStyle numbers, BadRows badRows, boolean withoutAnonymous, OrderRules rules) {}

    /** Makes what takes the rows of an opened source. */
    private interface Opening<L> {
        Filler<L> open(TableRows rows, Tally tally);
    }

    private final Options o;

    private LogReader(Options o) {
        this.o = o;
    }

    /** {@return a reader that tells the time format from the first rows, reads numbers with a decimal point and stops at a bad row} */
    public static LogReader create() {
        return new LogReader(
                new Options(TimeFormat.guess(), NumberStyle.point(), BadRows.STOP, false, OrderRules.create()));
    }

    /**
     * States how times are written and in which zone.
     *
     * @param format {@link TimeFormat#guess()} unless stated
     * @return a new reader
     */
    public LogReader withTimeFormat(TimeFormat format) {
        Objects.requireNonNull(format, "format");
        return new LogReader(new Options(format, o.numbers, o.badRows, o.withoutAnonymous, o.rules));
    }

    /**
     * States how numbers are written.
     *
     * @param style {@link NumberStyle#point()} unless stated
     * @return a new reader
     */
    public LogReader withNumberStyle(NumberStyle style) {
        Objects.requireNonNull(style, "style");
        return new LogReader(new Options(o.times, style, o.badRows, o.withoutAnonymous, o.rules));
    }

    /**
     * States what becomes of bad rows.
     *
     * @param policy {@link BadRows#STOP} unless stated
     * @return a new reader
     */
    public LogReader withBadRows(BadRows policy) {
        Objects.requireNonNull(policy, "policy");
        return new LogReader(new Options(o.times, o.numbers, policy, o.withoutAnonymous, o.rules));
    }

    /** {@return a new reader that leaves out rows without a customer and counts them as "no customer"} */
    public LogReader withoutAnonymous() {
        return new LogReader(new Options(o.times, o.numbers, o.badRows, true, o.rules));
    }

    /**
     * States which order lines are left out.
     *
     * @param rules none unless stated
     * @return a new reader
     */
    public LogReader withOrderRules(OrderRules rules) {
        Objects.requireNonNull(rules, "rules");
        return new LogReader(new Options(o.times, o.numbers, o.badRows, o.withoutAnonymous, rules));
    }

    /**
     * Reads orders.
     *
     * @param source of the rows
     * @param columns which has which part
     * @return the log and the account of the rows
     */
    public Loaded<OrderLog> orders(TableSource source, OrderColumns columns) {
        Parts parts = columns.parts();
        if (!o.rules.prefixes().isEmpty() && !parts.has(Part.ORDER)) {
            throw new IllegalArgumentException(
                    "orders are left out by the start of their id, but no column is the order");
        }
        return read(source, parts, (rows, tally) -> {
            o.rules.names().forEach(tally::rule);
            return new OrderFiller(source, rows, tally, parts, o.rules, o.withoutAnonymous);
        });
    }

    /**
     * Reads touchpoints.
     *
     * @param source of the rows
     * @param columns which has which part
     * @return the log and the account of the rows
     */
    public Loaded<TouchpointLog> touchpoints(TableSource source, TouchpointColumns columns) {
        Parts parts = columns.parts();
        return read(
                source, parts, (rows, tally) -> new TouchpointFiller(source, rows, tally, parts, o.withoutAnonymous));
    }

    /**
     * Reads activities.
     *
     * @param source of the rows
     * @param columns which has which part
     * @return the log and the account of the rows
     */
    public Loaded<ActivityLog> activities(TableSource source, ActivityColumns columns) {
        Parts parts = columns.parts();
        return read(source, parts, (rows, tally) -> new ActivityFiller(source, rows, tally, parts, o.withoutAnonymous));
    }

    private <L> Loaded<L> read(TableSource source, Parts parts, Opening<L> opening) {
        TimeFormat times = source.resolve(o.times, Objects.requireNonNull(parts.column(Part.TIME)));
        Tally tally = new Tally(source.name(), o.badRows);
        boolean told = source instanceof CsvSource && o.times.kind() == TimeFormat.Kind.GUESS;
        tally.note("times: " + times + (told ? ", told from the first rows" : ""));
        if (o.withoutAnonymous) {
            tally.rule(ANONYMOUS);
        }
        try (TableRows rows = source.open(new Formats(o.numbers, times))) {
            rows.notes().forEach(tally::note);
            rows.select(parts.indexes(source, rows.header()));
            Filler<L> filler = opening.open(rows, tally);
            while (rows.next()) {
                tally.read();
                try {
                    filler.take();
                } catch (BadValue bad) {
                    tally.reject(rows.counts(), rows.number(), bad);
                }
            }
            tally.requireUsed(source instanceof CsvSource);
            return new Loaded<>(filler.build(), tally.report());
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogReader that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "LogReader[" + o.times + ", " + o.numbers + ", bad rows " + o.badRows + "]";
    }
}
