package io.clientele.core.data;

import java.time.Instant;
import java.util.function.BiConsumer;

/**
 * Where customers met the shop's marketing: one row a touch, with channel, campaign, kind and cost.
 *
 * <ul>
 *   <li>Every touch has a channel; campaigns and kinds, such as click and view, may be left out.
 *   <li>Costs are at least 0, and 0 unless given; NaN and infinite ones are refused.
 *   <li>Times before 1970 or from 2100 on are refused.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value. Memory: at most 28 bytes a touch beside the ids, 24 without kinds. Building takes O(touches), and
 * O(touches · log touches) where a customer's events do not come in order of time.
 *
 * <pre>{@code
 * TouchpointLog touches = TouchpointLog.from(clicks,
 *         (c, log) -> log.customer(c.visitor()).time(c.at()).channel(c.source()).cost(c.price()).add());
 * }</pre>
 */
public final class TouchpointLog extends TimelineLog {

    private final CodeColumn channel;
    private final CodeColumn campaign;
    private final CodeColumn kind;
    private final NumberColumn cost;

    private TouchpointLog(
            Timeline timeline, CodeColumn channel, CodeColumn campaign, CodeColumn kind, NumberColumn cost) {
        super(timeline);
        this.channel = channel;
        this.campaign = campaign;
        this.kind = kind;
        this.cost = cost;
    }

    /** {@return a builder} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A log of whatever a platform has.
     *
     * @param <T> what a touch is there
     * @param items touches
     * @param add adds one to the log
     * @return the log
     */
    public static <T> TouchpointLog from(Iterable<? extends T> items, BiConsumer<? super T, ? super Builder> add) {
        Builder builder = builder();
        for (T item : items) {
            add.accept(item, builder);
        }
        return builder.build();
    }

    /** {@return the channels, coded in the order of their first touch} */
    public Dictionary channels() {
        return channel.dictionary();
    }

    /**
     * The channel of a touch.
     *
     * @param row of the touch
     * @return its code
     */
    public int channel(int row) {
        return channel.get(row);
    }

    /** {@return the campaigns, coded in the order of their first touch; empty in a log without campaigns} */
    public Dictionary campaigns() {
        return campaign.dictionary();
    }

    /**
     * The campaign of a touch.
     *
     * @param row of the touch
     * @return its code, or -1 if none was given
     */
    public int campaign(int row) {
        return campaign.get(row);
    }

    /** {@return the kinds of touch, coded in the order of their first touch; empty in a log without kinds} */
    public Dictionary kinds() {
        return kind.dictionary();
    }

    /**
     * The kind of a touch, such as click or view.
     *
     * @param row of the touch
     * @return its code, or -1 if none was given
     */
    public int kind(int row) {
        return kind.get(row);
    }

    /**
     * What the touch cost the shop.
     *
     * @param row of the touch
     * @return money, at least 0
     */
    public double cost(int row) {
        return cost.get(row);
    }

    @Override
    public TouchpointLog before(Instant cutoff) {
        int[] kept = timeline.rowsBefore(cutoff.toEpochMilli());
        return new TouchpointLog(
                timeline.rows(kept), channel.rows(kept), campaign.rows(kept), kind.rows(kept), cost.rows(kept));
    }

    /** Bytes held beside the ids. */
    long bytes() {
        return timeline.bytes() + channel.bytes() + campaign.bytes() + kind.bytes() + cost.bytes();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TouchpointLog that
                && timeline.equals(that.timeline)
                && channel.equals(that.channel)
                && campaign.equals(that.campaign)
                && kind.equals(that.kind)
                && cost.equals(that.cost);
    }

    @Override
    public int hashCode() {
        return 31 * timeline.hashCode() + channel.hashCode();
    }

    @Override
    public String toString() {
        return "TouchpointLog[" + rows() + " touches, " + channels().size() + " channels, "
                + customers().size() + " customers]";
    }

    /** Fills a log touch by touch, in any order; each is set field by field and ended by {@link #add()}. Not thread-safe. */
    public static final class Builder {

        private final TimelineBuilder timeline = new TimelineBuilder();
        private final CodeColumnBuilder channel = new CodeColumnBuilder("channel");
        private final CodeColumnBuilder campaign = new CodeColumnBuilder("campaign");
        private final CodeColumnBuilder kind = new CodeColumnBuilder("kind");
        private final NumberColumnBuilder cost = new NumberColumnBuilder("cost", 0, 0);

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
         * The channel; has to be set.
         *
         * @param name not blank
         * @return this
         */
        public Builder channel(String name) {
            channel.set(name);
            return this;
        }

        /**
         * The campaign, if there is one.
         *
         * @param name not blank
         * @return this
         */
        public Builder campaign(String name) {
            campaign.set(name);
            return this;
        }

        /**
         * The kind of touch, such as click or view, if it is known.
         *
         * @param name not blank
         * @return this
         */
        public Builder kind(String name) {
            kind.set(name);
            return this;
        }

        /**
         * What the touch cost; 0 if not set.
         *
         * @param money at least 0, at most 1e12
         * @return this
         */
        public Builder cost(double money) {
            cost.set(money);
            return this;
        }

        /**
         * Adds the touch that was set.
         *
         * @return this
         * @throws IllegalStateException if customer, time or channel was not set
         */
        public Builder add() {
            channel.requireSet();
            timeline.add();
            channel.add();
            campaign.add();
            kind.add();
            cost.add();
            return this;
        }

        /** {@return the touches so far; the builder may be used on} */
        public TouchpointLog build() {
            int[] rows = timeline.order();
            return new TouchpointLog(
                    timeline.build(rows),
                    channel.build(rows),
                    campaign.build(rows),
                    kind.build(rows),
                    cost.build(rows));
        }
    }
}
