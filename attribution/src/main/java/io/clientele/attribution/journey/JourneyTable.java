package io.clientele.attribution.journey;

import io.clientele.attribution.PathCounts;
import io.clientele.attribution.PathResampling;
import io.clientele.attribution.PathTable;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Journeys one by one: whose, through which channels, when, and what came of it.
 *
 * <p>Made by {@link Journeys} from logs, or one by one. Unlike a {@link PathTable} it keeps times and customers, which time decay, credit by day and resampling of customers
 * need. Channels are in the order of their names; journeys in the order in which they were added. Immutable, thread-safe, equal
 * by value (where in a log touches came from is not compared); 25 bytes a journey and 16 a touch.
 *
 * <pre>{@code
 * JourneyTable journeys = JourneyTable.builder()
 *         .touch("search", monday).touch("email", friday).convert("ann", friday, 35.0)
 *         .touch("search", monday).end("bob", sunday)
 *         .build();
 * PathTable paths = journeys.paths();
 * }</pre>
 */
public final class JourneyTable {

    private final List<String> channels;
    private final List<String> customers;
    private final JourneyColumns c;
    private final JourneyReport report;
    private final long conversions;

    /** Takes the columns over; nobody else may change them. */
    JourneyTable(List<String> channels, List<String> customers, JourneyColumns columns, JourneyReport report) {
        this.channels = List.copyOf(channels);
        this.customers = customers;
        this.c = columns;
        this.report = report;
        long count = 0;
        for (boolean converted : c.converted) {
            count += converted ? 1 : 0;
        }
        this.conversions = count;
    }

    /** {@return a builder without journeys} */
    public static JourneyTableBuilder builder() {
        return new JourneyTableBuilder();
    }

    /** {@return the names of the channels, in order; a channel's code is its place} */
    public List<String> channels() {
        return channels;
    }

    /** {@return what became of the touches and orders that the journeys were made from} */
    public JourneyReport report() {
        return report;
    }

    /** {@return how many journeys there are} */
    public int journeys() {
        return c.ends.length;
    }

    /** {@return how many journeys converted} */
    public long conversions() {
        return conversions;
    }

    /** {@return how many customers have journeys} */
    public int customers() {
        return customers.size();
    }

    /**
     * What a customer goes by.
     *
     * @param customer number, as {@link #customer} has it
     * @return the id; of a person with several, the smallest
     */
    public String customerId(int customer) {
        return customers.get(customer);
    }

    List<String> customerIds() {
        return customers;
    }

    /**
     * Whose journey it is.
     *
     * @param journey its number, from 0
     * @return the customer's number, from 0, in the order in which customers were first added
     */
    public int customer(int journey) {
        return c.customer[journey];
    }

    /**
     * Whether a journey converted.
     *
     * @param journey its number, from 0
     * @return true if it did
     */
    public boolean converted(int journey) {
        return c.converted[journey];
    }

    /**
     * What the conversion was worth.
     *
     * @param journey its number, from 0
     * @return its value; 0 without conversion
     */
    public double value(int journey) {
        return c.value[journey];
    }

    /**
     * When a journey ended: its conversion, or when it was given up.
     *
     * @param journey its number, from 0
     * @return milliseconds since 1970
     */
    public long end(int journey) {
        return c.ends[journey];
    }

    /**
     * How many touches a journey has.
     *
     * @param journey its number, from 0
     * @return at least 1
     */
    public int length(int journey) {
        return c.starts[journey + 1] - c.starts[journey];
    }

    /**
     * The channel of a touch.
     *
     * @param journey its number, from 0
     * @param touch its place on the journey, from 0
     * @return the code of the channel
     */
    public int channel(int journey, int touch) {
        return c.touchChannels[at(journey, touch)];
    }

    /**
     * The time of a touch.
     *
     * @param journey its number, from 0
     * @param touch its place on the journey, from 0
     * @return milliseconds since 1970
     */
    public long time(int journey, int touch) {
        return c.touchTimes[at(journey, touch)];
    }

    /**
     * Where a touch came from.
     *
     * @param journey its number, from 0
     * @param touch its place on the journey, from 0
     * @return its row in the touchpoint log that the journeys were made from, or -1 if they were not made from a log
     */
    public int row(int journey, int touch) {
        return c.touchRows[at(journey, touch)];
    }

    private int at(int journey, int touch) {
        return c.starts[journey] + Objects.checkIndex(touch, length(journey));
    }

    /** {@return the distinct paths of these journeys with their counts} */
    public PathTable paths() {
        PathCounts counts = PathCounts.create();
        channels.forEach(counts::code);
        for (int j = 0; j < journeys(); j++) {
            add(j, counts);
        }
        return counts.result();
    }

    /**
     * Deals customers at random into parts of the same size, for scoring on customers that were not learned from.
     *
     * @param folds how many parts, at least 2
     * @param seed any number
     * @return the paths of each part
     */
    public List<PathTable> folds(int folds, long seed) {
        Check.atLeast("folds", folds, 2);
        int[] dealt = new int[customers.size()];
        for (int i = 0; i < customers.size(); i++) {
            dealt[i] = i % folds;
        }
        Samplers.shuffle(RandomStreams.stream(seed, "attribution.folds", 0), dealt);
        List<PathCounts> parts = new ArrayList<>();
        for (int f = 0; f < folds; f++) {
            PathCounts counts = PathCounts.create();
            channels.forEach(counts::code);
            parts.add(counts);
        }
        for (int j = 0; j < journeys(); j++) {
            add(j, parts.get(dealt[c.customer[j]]));
        }
        return parts.stream().map(PathCounts::result).toList();
    }

    private void add(int j, PathCounts counts) {
        long converted = c.converted[j] ? 1 : 0;
        counts.add(c.touchChannels, c.starts[j], c.starts[j + 1], converted, c.value[j], 1 - converted);
    }

    /**
     * Draws of customers with all their journeys, for a bootstrap.
     *
     * @param seed any number
     * @return the draws
     */
    public PathResampling resampling(long seed) {
        return new CustomerResampling(this, seed);
    }

    /**
     * How often each customer comes in a draw: 0, 1, 2… times, Poisson with mean 1.
     *
     * @param seed any number
     * @param draw number of the draw, from 0
     * @return one weight for each customer
     */
    public int[] customerWeights(long seed, long draw) {
        RandomGenerator random = RandomStreams.stream(seed, "attribution.customers", draw);
        int[] weights = new int[customers.size()];
        for (int i = 0; i < customers.size(); i++) {
            weights[i] = (int) Samplers.poisson(random, 1);
        }
        return weights;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JourneyTable that
                && channels.equals(that.channels)
                && report.equals(that.report)
                && customers.equals(that.customers)
                && Arrays.equals(c.starts, that.c.starts)
                && Arrays.equals(c.touchChannels, that.c.touchChannels)
                && Arrays.equals(c.touchTimes, that.c.touchTimes)
                && Arrays.equals(c.customer, that.c.customer)
                && Arrays.equals(c.ends, that.c.ends)
                && Arrays.equals(c.converted, that.c.converted)
                && Arrays.equals(c.value, that.c.value);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * channels.hashCode() + Arrays.hashCode(c.touchTimes)) + Arrays.hashCode(c.value);
    }

    @Override
    public String toString() {
        return "JourneyTable[" + journeys() + " journeys, " + customers() + " customers, "
                + channels().size() + " channels, " + conversions + " conversions]";
    }
}
