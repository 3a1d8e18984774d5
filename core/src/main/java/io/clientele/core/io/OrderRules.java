package io.clientele.core.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which order lines are left out on purpose. Each rule has its count in the {@link ReadReport}; none is in force unless stated.
 *
 * <ul>
 *   <li>A line counts for the first rule that fits, in the order of the methods here. A line left out is not looked at further, so
 *       a bad time in it does no harm.
 *   <li>The order id is looked at before numbers are read, numbers before the time.
 *   <li>Lines without a customer are the reader's matter: {@link LogReader#withoutAnonymous}.
 * </ul>
 *
 * <p>Immutable and thread-safe.
 *
 * <pre>{@code
 * OrderRules purchases = OrderRules.create().withoutOrdersStarting("C").withoutReturns().withoutFree();
 * }</pre>
 */
public final class OrderRules {

    private record Options(List<String> prefixes, boolean returns, boolean free, boolean repeats) {}

    static final String RETURNS = "quantity or amount below 0";
    static final String FREE = "amount 0";
    static final String REPEATS = "repeats an earlier line";

    private final Options o;

    private OrderRules(Options o) {
        this.o = o;
    }

    /** {@return no rules: every line is kept} */
    public static OrderRules create() {
        return new OrderRules(new Options(List.of(), false, false, false));
    }

    /**
     * Leaves out orders whose id starts in a way, as cancelled orders do in some shops.
     *
     * @param prefix of the id, such as {@code "C"}; may be called for several
     * @return new rules
     */
    public OrderRules withoutOrdersStarting(String prefix) {
        if (Objects.requireNonNull(prefix, "prefix").isBlank()) {
            throw new IllegalArgumentException("the prefix of orders to leave out must not be blank");
        }
        List<String> more = new ArrayList<>(o.prefixes);
        more.add(prefix);
        return new OrderRules(new Options(List.copyOf(more), o.returns, o.free, o.repeats));
    }

    /** {@return new rules that leave out lines with a quantity or an amount below 0} */
    public OrderRules withoutReturns() {
        return new OrderRules(new Options(o.prefixes, true, o.free, o.repeats));
    }

    /** {@return new rules that leave out lines with an amount of 0, be it the price or the quantity} */
    public OrderRules withoutFree() {
        return new OrderRules(new Options(o.prefixes, o.returns, true, o.repeats));
    }

    /**
     * Leaves out lines that repeat an earlier one in customer, order, time, product, quantity and amount. In some shops that is a
     * fault of the export, in others two of a thing scanned one by one.
     *
     * @return new rules
     */
    public OrderRules withoutRepeats() {
        return new OrderRules(new Options(o.prefixes, o.returns, o.free, true));
    }

    List<String> prefixes() {
        return o.prefixes;
    }

    boolean leavesOutReturns() {
        return o.returns;
    }

    boolean leavesOutFree() {
        return o.free;
    }

    boolean leavesOutRepeats() {
        return o.repeats;
    }

    static String starting(String prefix) {
        return "order id starts with '" + prefix + "'";
    }

    /** The names of the rules in force, in the order in which they are asked. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        o.prefixes.forEach(prefix -> names.add(starting(prefix)));
        if (o.returns) {
            names.add(RETURNS);
        }
        if (o.free) {
            names.add(FREE);
        }
        if (o.repeats) {
            names.add(REPEATS);
        }
        return names;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrderRules that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "OrderRules" + names();
    }
}
