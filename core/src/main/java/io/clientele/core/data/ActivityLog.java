package io.clientele.core.data;

import java.time.Instant;
import java.util.function.BiConsumer;

/**
 * What else customers did: visits, support contacts, returns, opened e-mails; one row an event, with its kind and an amount.
 *
 * <ul>
 *   <li>Every event has a kind; which kinds there are is up to the shop.
 *   <li>The amount is what the kind makes of it (minutes, pages, money given back), and 0 unless given; NaN and infinite ones are
 *       refused.
 *   <li>Times before 1970 or from 2100 on are refused.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value. Memory: at most 20 bytes an event beside the ids. Building takes O(events), and
 * O(events · log events) where a customer's events do not come in order of time.
 *
 * <pre>{@code
 * ActivityLog activities = ActivityLog.builder()
 *         .customer("ann").time(Instant.parse("2026-03-01T10:15:00Z")).kind("visit").add()
 *         .build();
 * }</pre>
 */
public final class ActivityLog extends TimelineLog {

    private final CodeColumn kind;
    private final NumberColumn amount;

    private ActivityLog(Timeline timeline, CodeColumn kind, NumberColumn amount) {
        super(timeline);
        this.kind = kind;
        this.amount = amount;
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A log of whatever a platform has.
     *
     * @param <T> what an event is there
     * @param items events
     * @param add adds one to the log
     * @return the log
     */
    public static <T> ActivityLog from(Iterable<? extends T> items, BiConsumer<? super T, ? super Builder> add) {
        Builder builder = builder();
        for (T item : items) {
            add.accept(item, builder);
        }
        return builder.build();
    }

    /** {@return the kinds of events, coded in the order of their first event} */
    public Dictionary kinds() {
        return kind.dictionary();
    }

    /**
     * The kind of an event.
     *
     * @param row of the event
     * @return its code
     */
    public int kind(int row) {
        return kind.get(row);
    }

    /**
     * The amount of an event.
     *
     * @param row of the event
     * @return what its kind makes of it
     */
    public double amount(int row) {
        return amount.get(row);
    }

    @Override
    public ActivityLog before(Instant cutoff) {
        int[] kept = timeline.rowsBefore(cutoff.toEpochMilli());
        return new ActivityLog(timeline.rows(kept), kind.rows(kept), amount.rows(kept));
    }

    /** Bytes held beside the ids. */
    long bytes() {
        return timeline.bytes() + kind.bytes() + amount.bytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivityLog that
                && timeline.equals(that.timeline)
                && kind.equals(that.kind)
                && amount.equals(that.amount);
    }

    @Override
    public int hashCode() {
        return 31 * timeline.hashCode() + kind.hashCode();
    }

    @Override
    public String toString() {
        return "ActivityLog[" + rows() + " events, " + kinds().size() + " kinds, "
                + customers().size() + " customers]";
    }

    /** Fills a log event by event, in any order; each is set field by field and ended by {@link #add()}. Not thread-safe. */
    public static final class Builder {

        private final TimelineBuilder timeline = new TimelineBuilder();
        private final CodeColumnBuilder kind = new CodeColumnBuilder("kind");
        private final NumberColumnBuilder amount = new NumberColumnBuilder("amount", 0);

        private Builder() {}

        /**
         * Whose event it is; has to be set.
         *
         * @param id not blank; in one log all ids are text or all are numbers
         * @return this
         */
        public Builder customer(String id) {
            timeline.customer(id);
            return this;
        }

        /**
         * Whose event it is; has to be set.
         *
         * @param id any number; in one log all ids are text or all are numbers
         * @return this
         */
        public Builder customer(long id) {
            timeline.customer(id);
            return this;
        }

        /**
         * When it happened; has to be set.
         *
         * @param instant from 1970 to before 2100; kept to the millisecond
         * @return this
         */
        public Builder time(Instant instant) {
            timeline.time(instant);
            return this;
        }

        /**
         * When it happened; has to be set.
         *
         * @param millis since 1970 in UTC
         * @return this
         */
        public Builder time(long millis) {
            timeline.time(millis);
            return this;
        }

        /**
         * What happened; has to be set.
         *
         * @param name not blank
         * @return this
         */
        public Builder kind(String name) {
            kind.set(name);
            return this;
        }

        /**
         * The amount; 0 if not set.
         *
         * @param value finite, at most 1e12 in size
         * @return this
         */
        public Builder amount(double value) {
            amount.set(value);
            return this;
        }

        /**
         * Adds the event that was set.
         *
         * @return this
         * @throws IllegalStateException if customer, time or kind was not set
         */
        public Builder add() {
            kind.requireSet();
            timeline.add();
            kind.add();
            amount.add();
            return this;
        }

        /** {@return the events so far; the builder may be used on} */
        public ActivityLog build() {
            int[] rows = timeline.order();
            return new ActivityLog(timeline.build(rows), kind.build(rows), amount.build(rows));
        }
    }
}
