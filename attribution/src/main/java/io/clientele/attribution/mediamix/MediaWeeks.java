package io.clientele.attribution.mediamix;

import io.clientele.core.internal.check.Check;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Sales, spend by channel and other drivers of sales, week by week without gaps.
 *
 * <p>Weeks are named by their first day and lie seven days apart. Sales may be money or pieces; spend is at least 0. A control is
 * anything else that moves sales and that advertising does not move itself: prices, distribution, a competitor. Immutable,
 * thread-safe, equal by value.
 *
 * <pre>{@code
 * MediaWeeks weeks = MediaWeeks.builder(mondays)
 *         .sales(sales)
 *         .channel("tv", tvSpend)
 *         .holiday("black friday", LocalDate.of(2024, 11, 29), LocalDate.of(2025, 11, 28))
 *         .build();
 * }</pre>
 */
public final class MediaWeeks {

    private static final int DAYS = 7;

    private final long firstDay;
    private final int weeks;
    private final double[] sales;
    private final List<String> channels;
    private final double[][] spend;
    private final List<String> controls;
    private final double[][] control;

    private MediaWeeks(Builder b) {
        this.firstDay = b.days[0];
        this.weeks = b.days.length;
        this.sales = b.sales;
        this.channels = List.copyOf(b.channels);
        this.spend = b.spend.toArray(double[][]::new);
        this.controls = List.copyOf(b.controls);
        this.control = b.control.toArray(double[][]::new);
    }

    /**
     * Starts a table of weeks.
     *
     * @param firstDays the first day of every week, in order, each seven days after the one before
     * @return a builder
     */
    public static Builder builder(List<LocalDate> firstDays) {
        return new Builder(days(firstDays));
    }

    /**
     * Starts a table of weeks.
     *
     * @param firstDay of the first week
     * @param weeks how many, at least 1
     * @return a builder
     */
    public static Builder builder(LocalDate firstDay, int weeks) {
        long[] days = new long[Check.atLeast("weeks", weeks, 1)];
        for (int t = 0; t < weeks; t++) {
            days[t] = firstDay.toEpochDay() + (long) DAYS * t;
        }
        return new Builder(days);
    }

    private static long[] days(List<LocalDate> firstDays) {
        if (firstDays.isEmpty()) {
            throw new IllegalArgumentException("there are no weeks; at least one is needed");
        }
        long[] days = firstDays.stream().mapToLong(LocalDate::toEpochDay).toArray();
        for (int t = 1; t < days.length; t++) {
            long step = days[t] - days[t - 1];
            if (step == DAYS) {
                continue;
            }
            String where =
                    "week " + t + " begins on " + firstDays.get(t) + ", the one before on " + firstDays.get(t - 1);
            if (step > 0 && step % DAYS == 0) {
                throw new IllegalArgumentException(
                        "the week of " + firstDays.get(t - 1).plusDays(DAYS) + " is missing: " + where
                                + "; add it, with spend 0 where nothing was spent");
            }
            throw new IllegalArgumentException(
                    "weeks must be in order and seven days apart: " + where + "; sum days up to weeks first");
        }
        return days;
    }

    /** {@return how many weeks there are} */
    public int weeks() {
        return weeks;
    }

    /**
     * When a week begins.
     *
     * @param week from 0
     * @return its first day
     */
    public LocalDate firstDay(int week) {
        return LocalDate.ofEpochDay(epochDay(Objects.checkIndex(week, weeks)));
    }

    long epochDay(int week) {
        return firstDay + (long) DAYS * week;
    }

    /** {@return whether sales are known; weeks to come have none} */
    public boolean hasSales() {
        return sales.length > 0;
    }

    /** {@return sales of each week, empty when not known; a new array} */
    public double[] sales() {
        return sales.clone();
    }

    /** {@return the names of the channels, in order} */
    public List<String> channels() {
        return channels;
    }

    /**
     * What was spent on a channel.
     *
     * @param channel its name
     * @return spend of each week, a new array
     */
    public double[] spend(String channel) {
        return spend[place("channel", channels, channel)].clone();
    }

    /** {@return the names of the controls and holidays, in order} */
    public List<String> controls() {
        return controls;
    }

    /**
     * A control.
     *
     * @param name of the control or holiday
     * @return its value in each week, a new array
     */
    public double[] control(String name) {
        return control[place("control", controls, name)].clone();
    }

    private static int place(String what, List<String> names, String name) {
        int at = names.indexOf(Objects.requireNonNull(name, "name"));
        if (at < 0) {
            throw new IllegalArgumentException("there is no " + what + " '" + name + "'; " + what + "s are " + names);
        }
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MediaWeeks that
                && firstDay == that.firstDay
                && weeks == that.weeks
                && channels.equals(that.channels)
                && controls.equals(that.controls)
                && Arrays.equals(sales, that.sales)
                && Arrays.deepEquals(spend, that.spend)
                && Arrays.deepEquals(control, that.control);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(sales) + Arrays.deepHashCode(spend)) + Arrays.deepHashCode(control);
    }

    @Override
    public String toString() {
        return "MediaWeeks[" + weeks + " weeks from " + firstDay(0) + ", channels " + channels + ", controls "
                + controls + (hasSales() ? "" : ", no sales") + "]";
    }

    /** Collects the columns. Not thread-safe. */
    public static final class Builder {

        private final long[] days;
        private double[] sales = {};
        private final List<String> channels = new ArrayList<>();
        private final List<double[]> spend = new ArrayList<>();
        private final List<String> controls = new ArrayList<>();
        private final List<double[]> control = new ArrayList<>();

        private Builder(long[] days) {
            this.days = days;
        }

        /**
         * Sets the sales; leave them out for weeks to come.
         *
         * @param values one finite number for each week
         * @return this
         */
        public Builder sales(double... values) {
            sales = finite("sales", values);
            return this;
        }

        /**
         * Adds a channel.
         *
         * @param name not blank, not used before
         * @param values what was spent in each week, at least 0
         * @return this
         */
        public Builder channel(String name, double... values) {
            double[] own = finite("channel '" + name + "'", values);
            for (int t = 0; t < own.length; t++) {
                if (own[t] < 0) {
                    throw new IllegalArgumentException(
                            "channel '" + name + "', week " + t + " (" + date(t) + "): spend must be at least 0, got "
                                    + own[t] + "; book credit notes to the week of the spend");
                }
            }
            channels.add(fresh(name));
            spend.add(own);
            return this;
        }

        /**
         * Adds another driver of sales.
         *
         * @param name not blank, not used before
         * @param values one finite number for each week
         * @return this
         */
        public Builder control(String name, double... values) {
            double[] own = finite("control '" + name + "'", values);
            controls.add(fresh(name));
            control.add(own);
            return this;
        }

        /**
         * Adds a holiday: a control that counts its days in each week. Days outside the weeks are ignored.
         *
         * @param name not blank, not used before
         * @param dates when it was
         * @return this
         */
        public Builder holiday(String name, LocalDate... dates) {
            double[] values = new double[days.length];
            for (LocalDate date : dates) {
                long week = Math.floorDiv(date.toEpochDay() - days[0], (long) DAYS);
                if (week >= 0 && week < values.length) {
                    values[(int) week]++;
                }
            }
            return control(name, values);
        }

        /**
         * Makes the table.
         *
         * @return the table; at least one channel is needed
         */
        public MediaWeeks build() {
            if (channels.isEmpty()) {
                throw new IllegalArgumentException("there are no channels; add at least one");
            }
            return new MediaWeeks(this);
        }

        private String fresh(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a channel or control must not be blank");
            }
            if (channels.contains(name) || controls.contains(name)) {
                throw new IllegalArgumentException(
                        "'" + name + "' is named twice; there are channels " + channels + " and controls " + controls);
            }
            return name;
        }

        private double[] finite(String what, double[] values) {
            Check.length(what, values.length, days.length, "one value per week");
            for (int t = 0; t < values.length; t++) {
                if (!Double.isFinite(values[t])) {
                    throw new IllegalArgumentException(what + ", week " + t + " (" + date(t) + "): "
                            + (Double.isNaN(values[t]) ? "NaN" : "an infinite value") + " is not allowed");
                }
            }
            return values.clone();
        }

        private LocalDate date(int week) {
            return LocalDate.ofEpochDay(days[week]);
        }
    }
}
