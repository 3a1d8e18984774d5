package io.clientele.segmentation.rfm;

import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which segment is a customer in now, after the event that just came in? Keeps recency, frequency and money of every customer up to
 * date line by line, and scores one customer by the cut points of a fitted model, which stay as they are until the next fit.
 *
 * <p>After the same lines, the values equal those of {@link RfmTable#of(io.clientele.core.data.OrderLog, Instant, Returns)} to the
 * bit, because money is added up in the same order.
 *
 * <ul>
 *   <li>A customer's lines come in order of time; one that lies before the customer's last line is refused. Customers may be
 *       mixed in any order.
 *   <li>Scores are as of an instant after the customer's last line; an earlier one is refused, the past is not kept.
 *   <li>A line with an amount or a quantity below 0 is a return; it opens no order. Customers with returns only are not scored.
 *   <li>{@link #forget} erases a customer. A single line cannot be taken back: the sum would not be that of the other lines to the
 *       bit; forget the customer and add the lines that remain.
 * </ul>
 *
 * <p>Time O(1) per line and per score. Memory: about 100 bytes a customer, and a reference for every order of more than one
 * known line, so that its later lines don't count again. Not thread-safe.
 *
 * <pre>{@code
 * RfmTracker live = RfmTracker.of(model, Returns.LEFT_OUT);
 * live.add("ann", Instant.parse("2026-06-20T09:00:00Z"), 30);
 * String segment = live.segment("ann", Instant.parse("2026-07-01T00:00:00Z"));
 * }</pre>
 */
public final class RfmTracker {

    private static final class History {
        long latest = Long.MIN_VALUE; // time of the last line of any kind
        long last;
        long orders;
        double money;

        @Nullable
        Set<String> seen; // orders that count already, where lines name their order
    }

    private final RfmModel model;
    private final Returns returns;
    private final Map<String, History> customers = new LinkedHashMap<>();

    private RfmTracker(RfmModel model, Returns returns) {
        this.model = model;
        this.returns = returns;
    }

    /**
     * A tracker without customers.
     *
     * @param model whose cut points and segments count
     * @param returns whether money given back is subtracted
     * @return the tracker
     */
    public static RfmTracker of(RfmModel model, Returns returns) {
        return new RfmTracker(Objects.requireNonNull(model, "model"), Objects.requireNonNull(returns, "returns"));
    }

    /**
     * Adds a whole order of one line.
     *
     * @param customer id, not blank
     * @param time when, not before the customer's last line
     * @param total money; below 0 for a return
     */
    public void add(String customer, Instant time, double total) {
        add(customer, null, time, 1, total);
    }

    /**
     * Adds a line of an order.
     *
     * @param customer id, not blank
     * @param order id, not blank; lines with the same id are one order of the customer
     * @param time when, not before the customer's last line
     * @param quantity units; below 0 for a return
     * @param amount money of the line; below 0 for a return
     */
    public void addLine(String customer, String order, Instant time, double quantity, double amount) {
        if (order.isBlank()) {
            throw new IllegalArgumentException("order must not be blank; use add for orders without an id");
        }
        add(customer, order, time, quantity, amount);
    }

    private void add(String customer, @Nullable String order, Instant instant, double quantity, double amount) {
        if (customer.isBlank()) {
            throw new IllegalArgumentException("customer must not be blank");
        }
        long time = Check.time("time", instant);
        Check.amount("quantity", quantity);
        double money = Check.amount("amount", amount) + 0.0; // no negative zero, as in a log
        History history = customers.computeIfAbsent(customer, id -> new History());
        if (time < history.latest) {
            throw new IllegalArgumentException("customer '" + customer + "': the line of " + instant
                    + " lies before the last one, of " + Instant.ofEpochMilli(history.latest)
                    + "; add a customer's lines in order of time");
        }
        history.latest = time;
        if (money < 0 || quantity < 0) {
            history.money += returns == Returns.SUBTRACTED ? money : 0.0;
            return;
        }
        history.last = time;
        history.money += money;
        if (order == null) {
            history.orders++;
            return;
        }
        if (history.seen == null) {
            history.seen = new HashSet<>(4);
        }
        history.orders += history.seen.add(order) ? 1 : 0;
    }

    /**
     * Erases a customer.
     *
     * @param customer id
     * @return whether there was anything to erase
     */
    public boolean forget(String customer) {
        return customers.remove(customer) != null;
    }

    /** {@return the model whose cut points count} */
    public RfmModel model() {
        return model;
    }

    /** {@return how many customers have a line} */
    public int customers() {
        return customers.size();
    }

    /**
     * The scores of a customer as of an instant, recency in exact days of 24 hours.
     *
     * @param customer id of one with an order
     * @param asOf after the customer's last line
     * @return {@code 100 r + 10 f + m}
     */
    public int score(String customer, Instant asOf) {
        History history = buyer(customer);
        long end = after(customer, history, asOf.toEpochMilli());
        return model.score((end - history.last) / OrderHistory.DAY, (double) history.orders, history.money + 0.0);
    }

    /**
     * The segment of a customer as of an instant.
     *
     * @param customer id of one with an order
     * @param asOf after the customer's last line
     * @return the name of the segment
     */
    public String segment(String customer, Instant asOf) {
        int code = score(customer, asOf);
        return model.segments().segment(code / 100, code / 10 % 10, code % 10);
    }

    /**
     * All customers with an order as of an instant, such as to fit the next model; rows in the order in which customers first came.
     *
     * @param asOf after every line
     * @return the values
     */
    public RfmTable table(Instant asOf) {
        long end = asOf.toEpochMilli();
        return table(end, last -> (end - last) / OrderHistory.DAY);
    }

    /**
     * The same by the calendar: recency is the number of whole days from the date of the last order to a date.
     *
     * @param asOf after the date of every line
     * @param zone whose calendar it is
     * @return the values
     */
    public RfmTable table(LocalDate asOf, ZoneId zone) {
        ZoneRules rules = zone.getRules();
        return table(
                asOf.atStartOfDay(zone).toInstant().toEpochMilli(),
                last -> asOf.toEpochDay() - OrderHistory.epochDay(last, rules));
    }

    private RfmTable table(long end, LongToDoubleFunction daysSince) {
        List<String> ids = new ArrayList<>();
        double[][] columns = new double[3][customers.size()];
        customers.forEach((id, history) -> {
            if (history.orders > 0) {
                after(id, history, end);
                columns[0][ids.size()] = daysSince.applyAsDouble(history.last);
                columns[1][ids.size()] = (double) history.orders;
                columns[2][ids.size()] = history.money;
                ids.add(id);
            }
        });
        Check.hasRows("the tracker", ids.size());
        for (int c = 0; c < columns.length; c++) {
            columns[c] = Arrays.copyOf(columns[c], ids.size());
        }
        return RfmTable.of(ids, columns[0], columns[1], columns[2]);
    }

    private History buyer(String customer) {
        History history = customers.get(customer);
        if (history == null || history.orders == 0) {
            throw new IllegalArgumentException("customer '" + customer
                    + "' has no order that is no return; only customers who bought have scores");
        }
        return history;
    }

    private static long after(String customer, History history, long end) {
        if (end <= history.latest) {
            throw new IllegalArgumentException("customer '" + customer + "': as-of must be after the last line ("
                    + Instant.ofEpochMilli(history.latest) + "), got " + Instant.ofEpochMilli(end)
                    + "; a tracker does not keep the past");
        }
        return end;
    }

    @Override
    public String toString() {
        return "RfmTracker[" + customers.size() + " customers, " + model + "]";
    }
}
