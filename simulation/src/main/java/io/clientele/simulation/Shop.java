package io.clientele.simulation;

import io.clientele.core.internal.check.Check;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A shop whose truth is known: the recipe. The same recipe gives the same events, bit for bit, on every machine, and customer
 * {@code i} has the same events however many others there are.
 *
 * <ul>
 *   <li>Orders: the first when a customer joins, then BG/NBD: Poisson at a gamma-distributed rate, leaving after each repeat
 *       order with a beta-distributed probability.
 *   <li>Money: gamma-gamma; the lines of an order add up to its value.
 *   <li>Baskets: one unit of {@link #STAPLE}, and of each product a Poisson number of units that follows its price of the week.
 *       All unit prices of an order are the week's prices times one factor, so that value and elasticity both hold.
 *   <li>Without further options no season, no channels, no churn but BG/NBD's; {@link #typical} has them all.
 * </ul>
 *
 * <p>Memory does not grow with customers. Immutable and thread-safe.
 *
 * <pre>{@code
 * Shop.typical(10_000).withSeed(7).run(sink);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.1287/mksc.1040.0098">Fader, Hardie and Lee (2005): BG/NBD</a>
 * @see <a href="http://www.brucehardie.com/notes/025/">Fader and Hardie (2013): gamma-gamma</a>
 */
public final class Shop {

    /** The product that every order holds one unit of, at a constant price of 1. */
    public static final String STAPLE = "staple";

    record Options(
            long customers,
            long seed,
            Instant opening,
            int days,
            int joinDays,
            double r,
            double alpha,
            double a,
            double b,
            double p,
            double q,
            double gamma,
            Season season,
            double baseHazard,
            List<Double> coefficients,
            List<Channel> channels,
            List<Product> products) {}

    private final Options o;

    private Shop(Options o) {
        this.o = o;
    }

    /**
     * A plain shop open for two years from 2024, customers joining in the first.
     *
     * @param customers how many
     * @return the recipe
     */
    public static Shop of(long customers) {
        Check.atLeast("customers", customers, 0L);
        List<Product> products = List.of(
                new Product("tea", 4, 1.2, -0.8),
                new Product("lamp", 30, 0.4, -1.5),
                new Product("candle", 8, 0.8, -2.2),
                new Product("card", 2, 0.6, -0.3));
        return new Shop(new Options(
                customers,
                0,
                Instant.parse("2024-01-01T00:00:00Z"),
                730,
                365,
                0.8,
                30,
                0.8,
                3.5,
                6,
                4,
                15,
                new Season(0, 0),
                0,
                List.of(),
                List.of(),
                products));
    }

    /**
     * A shop with everything: a season, churn that depends on attributes, and channels of which some are shown to those who
     * would buy anyway.
     *
     * @param customers how many
     * @return the recipe
     */
    public static Shop typical(long customers) {
        return of(customers)
                .withSeason(0.3, 345)
                .withChurnHazard(0.0005, 0.7, -0.5)
                .withChannels(
                        new Channel("e-mail", 12, 0.01, 0.03, 0.3),
                        new Channel("search", 6, 0.6, 0.06, 0.8),
                        new Channel("social", 8, 0.2, 0.02, 0),
                        new Channel("retargeting", 8, 0.4, 0.005, 1));
    }

    /**
     * Other customers, other events.
     *
     * @param seed any number
     * @return a new recipe
     */
    public Shop withSeed(long seed) {
        return with(d -> d.seed = seed);
    }

    /**
     * When the shop opens and how long it is watched.
     *
     * @param opening first instant
     * @param days watched, at least 1
     * @param joinDays days in which customers join, at least 1 and at most {@code days}
     * @return a new recipe
     */
    public Shop withPeriod(Instant opening, int days, int joinDays) {
        Objects.requireNonNull(opening, "opening");
        Check.atLeast("days", days, 1);
        Check.atLeast("joinDays", joinDays, 1);
        Check.atMost("joinDays", joinDays, days, "days");
        return with(d -> {
            d.opening = opening;
            d.days = days;
            d.joinDays = joinDays;
        });
    }

    /**
     * How customers buy and leave (BG/NBD, time in days).
     *
     * @param r shape of the purchase rate
     * @param alpha rate of the purchase rate: the mean customer orders r / alpha times a day
     * @param a first shape of the drop-out probability
     * @param b second shape of the drop-out probability
     * @return a new recipe
     */
    public Shop withPurchases(double r, double alpha, double a, double b) {
        Check.positive("r", r);
        Check.positive("alpha", alpha);
        Check.positive("a", a);
        Check.positive("b", b);
        return with(d -> {
            d.r = r;
            d.alpha = alpha;
            d.a = a;
            d.b = b;
        });
    }

    /**
     * What an order is worth (gamma-gamma): gamma of shape p, with a rate that is gamma of shape q and rate gamma over customers.
     *
     * @param p shape within a customer
     * @param q shape over customers
     * @param gamma rate over customers; the mean is p · gamma / (q - 1) for q above 1
     * @return a new recipe
     */
    public Shop withSpend(double p, double q, double gamma) {
        Check.positive("p", p);
        Check.positive("q", q);
        Check.positive("gamma", gamma);
        return with(d -> {
            d.p = p;
            d.q = q;
            d.gamma = gamma;
        });
    }

    /**
     * A yearly wave on the purchase rate.
     *
     * @param amplitude from 0 to 0.99: the rate goes from 1 - amplitude to 1 + amplitude times the mean
     * @param peakDay day of the highest rate after opening
     * @return a new recipe
     */
    public Shop withSeason(double amplitude, double peakDay) {
        Check.between("amplitude", amplitude, 0, 0.99);
        Check.finite("peakDay", peakDay);
        return with(d -> d.season = new Season(amplitude, peakDay));
    }

    /**
     * Leaving between orders, beside BG/NBD's, with proportional hazards: base · exp(coefficients · attributes), where each
     * attribute is a standard normal number of the customer. No attributes without coefficients.
     *
     * @param basePerDay at least 0; 0 is never
     * @param coefficients one for each attribute
     * @return a new recipe
     */
    public Shop withChurnHazard(double basePerDay, double... coefficients) {
        Check.between("basePerDay", basePerDay, 0, 1);
        for (double c : coefficients) {
            Check.between("coefficient", c, -10, 10);
        }
        return with(d -> {
            d.baseHazard = basePerDay;
            d.coefficients = Arrays.stream(coefficients).boxed().toList();
        });
    }

    /**
     * The channels; none without this.
     *
     * @param channels each with its causal effect and its targeting
     * @return a new recipe
     */
    public Shop withChannels(Channel... channels) {
        return with(d -> d.channels = List.of(channels));
    }

    /**
     * What is sold beside {@link #STAPLE}.
     *
     * @param products each with its elasticity
     * @return a new recipe
     */
    public Shop withProducts(Product... products) {
        return with(d -> d.products = List.of(products));
    }

    private Shop with(Consumer<ShopDraft> change) {
        ShopDraft draft = new ShopDraft(o);
        change.accept(draft);
        return new Shop(draft.options());
    }

    /** {@return how many customers} */
    public long customers() {
        return o.customers;
    }

    /** {@return the channels with their causal effects} */
    public List<Channel> channels() {
        return o.channels;
    }

    /** {@return the products with their elasticities} */
    public List<Product> products() {
        return o.products;
    }

    /**
     * The price of a product relative to its usual price; changes every week.
     *
     * @param product index in {@link #products}
     * @param day since opening, at least 0
     * @return around 1
     */
    public double relativePrice(int product, double day) {
        Objects.checkIndex(product, o.products.size());
        Check.atLeast("day", day, 0.0);
        return Prices.relative(o.seed, product, (long) Math.floor(day / 7));
    }

    /**
     * Everything that happened, customer by customer.
     *
     * @param sink receives it
     */
    public void run(ShopSink sink) {
        run(sink, 0, o.customers);
    }

    /**
     * What happened to some of the customers; parts put together are the whole.
     *
     * @param sink receives it
     * @param from first customer, from 0
     * @param to one after the last
     */
    public void run(ShopSink sink, long from, long to) {
        Objects.requireNonNull(sink, "sink");
        Objects.checkFromToIndex(from, to, o.customers);
        CustomerLife life = new CustomerLife(o, sink);
        for (long i = from; i < to; i++) {
            life.live(i);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shop that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "Shop" + o.toString().substring("Options".length());
    }
}
