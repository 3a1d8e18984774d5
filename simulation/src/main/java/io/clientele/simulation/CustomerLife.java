package io.clientele.simulation;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Plays the lives of customers one at a time. Not thread-safe. */
final class CustomerLife {

    private static final double DAY_MILLIS = 86_400_000.0;
    private static final int MOST_ORDERS = 1 << 20;

    private final Shop.Options o;
    private final ShopSink sink;
    private final long opening;
    private final double[][] prices;
    private final double[] demand;
    private final int[] units;

    private double[] own = new double[16];
    private int ownCount;
    private double[] touches = new double[16];
    private int[] touchChannel = new int[16];
    private int touchCount;

    CustomerLife(Shop.Options o, ShopSink sink) {
        this.o = o;
        this.sink = sink;
        this.opening = o.opening().toEpochMilli();
        int weeks = o.days() / 7 + 1;
        this.prices = new double[o.products().size()][weeks];
        for (int j = 0; j < prices.length; j++) {
            for (int w = 0; w < weeks; w++) {
                prices[j][w] = Prices.relative(o.seed(), j, w);
            }
        }
        this.demand = new double[prices.length];
        this.units = new int[prices.length];
    }

    void live(long index) {
        RandomGenerator random = RandomStreams.stream(o.seed(), "customer", index);
        double joined = random.nextDouble() * o.joinDays();
        double rate = Samplers.gamma(random, o.r()) / o.alpha();
        double dropOut = Samplers.beta(random, o.a(), o.b());
        double spendRate = Samplers.gamma(random, o.q()) / o.gamma();
        double[] attributes = new double[o.coefficients().size()];
        double logRisk = 0;
        for (int k = 0; k < attributes.length; k++) {
            attributes[k] = Samplers.gaussian(random);
            logRisk += o.coefficients().get(k) * attributes[k];
        }
        double hazard = o.baseHazard() * StrictMath.exp(logRisk);
        double leaves = Samplers.exponential(random);
        double hazardEnd = hazard == 0 ? Double.POSITIVE_INFINITY : joined + leaves / hazard;
        double aliveUntil = buy(random, joined, rate, dropOut, hazardEnd);
        double broughtRate = touch(index, joined, rate, aliveUntil);
        CustomerTruth truth = new CustomerTruth(
                index + 1,
                joined,
                rate,
                dropOut,
                aliveUntil,
                o.p() / spendRate,
                attributes,
                hazard,
                broughtRate,
                o.season());
        sink.customer(truth);
        order(index, spendRate);
        for (int i = 0; i < touchCount; i++) {
            Channel channel = o.channels().get(touchChannel[i]);
            sink.touch(index + 1, millis(touches[i]), channel.name(), channel.costPerTouch());
        }
        act(index, joined, rate, aliveUntil);
    }

    /** Orders of the customer's own accord; returns the end of the customer's life. */
    private double buy(RandomGenerator random, double joined, double rate, double dropOut, double hazardEnd) {
        ownCount = 0;
        addOwn(joined);
        double end = Math.min(hazardEnd, o.days());
        double highest = rate * (1 + o.season().amplitude());
        double day = joined;
        while (highest > 0) {
            day += Samplers.exponential(random) / highest;
            if (!(day < end)) {
                break;
            }
            // thinning (Lewis and Shedler 1979): no draw is spent without a season
            if (o.season().amplitude() > 0
                    && random.nextDouble() * highest >= rate * o.season().rate(day)) {
                continue;
            }
            addOwn(day);
            if (random.nextDouble() < dropOut) {
                return day;
            }
        }
        return hazardEnd < o.days() ? hazardEnd : Double.POSITIVE_INFINITY;
    }

    /** Touches, and the orders they bring; returns the rate of brought orders while alive. */
    private double touch(long index, double joined, double rate, double aliveUntil) {
        touchCount = 0;
        double relative = rate * o.alpha() / o.r();
        double broughtRate = 0;
        for (int c = 0; c < o.channels().size(); c++) {
            Channel channel = o.channels().get(c);
            RandomGenerator random = RandomStreams.stream(o.seed(), "channel " + channel.name(), index);
            double t = channel.targeting();
            double alive = channel.touchesPerYear() / 365.25 * (1 - t + t * relative);
            double gone = channel.touchesPerYear() / 365.25 * (1 - t);
            broughtRate += alive * channel.lift();
            double day = joined;
            while (true) {
                boolean living = day < aliveUntil;
                double now = living ? alive : gone;
                double next = now > 0 ? day + Samplers.exponential(random) / now : Double.POSITIVE_INFINITY;
                if (living && next >= aliveUntil) {
                    // the process has no memory: it starts again at the new rate
                    day = aliveUntil;
                    if (!(day < o.days())) {
                        break;
                    }
                    continue;
                }
                if (!(next < o.days())) {
                    break;
                }
                day = next;
                addTouch(day, c);
                if (living && random.nextDouble() < channel.lift()) {
                    double at = day + random.nextDouble() / 24;
                    if (at < aliveUntil && at < o.days()) {
                        addOwn(at);
                    }
                }
            }
        }
        Arrays.sort(own, 0, ownCount);
        return broughtRate;
    }

    private void order(long index, double spendRate) {
        RandomGenerator random = RandomStreams.stream(o.seed(), "basket", index);
        RandomGenerator returns = RandomStreams.stream(o.seed(), "return", index);
        if (ownCount > MOST_ORDERS) {
            throw new IllegalArgumentException("customer " + (index + 1) + " orders " + ownCount + " times; at most "
                    + MOST_ORDERS + " are possible, lower r / alpha or the days");
        }
        for (int i = 0; i < ownCount; i++) {
            double value = Samplers.gamma(random, o.p()) / spendRate;
            long time = millis(own[i]);
            long order = index * MOST_ORDERS + i + 1;
            int week = (int) (own[i] / 7);
            double listed = 1;
            for (int j = 0; j < units.length; j++) {
                Product product = o.products().get(j);
                double relative = prices[j][week];
                units[j] = (int) Samplers.poisson(
                        random, product.unitsPerOrder() * StrictMath.pow(relative, product.elasticity()));
                demand[j] = units[j] * product.listPrice() * relative;
                listed += demand[j];
            }
            double factor = value / listed;
            sink.line(index + 1, order, time, Shop.STAPLE, 1, factor);
            for (int j = 0; j < units.length; j++) {
                if (units[j] > 0) {
                    sink.line(index + 1, order, time, o.products().get(j).name(), units[j], factor * demand[j]);
                }
            }
            double back = own[i] + 1 + 20 * returns.nextDouble();
            if (returns.nextDouble() < 0.05 && back < o.days()) {
                sink.activity(index + 1, millis(back), "return", value);
            }
        }
    }

    /** Visits follow the purchase rate; support contacts and opened messages do not. */
    private void act(long index, double joined, double rate, double aliveUntil) {
        double end = Math.min(aliveUntil, o.days());
        scatter(index, "visit", 3 * rate, joined, end);
        scatter(index, "support", 0.002, joined, end);
        scatter(index, "email-open", 0.02, joined, end);
    }

    private void scatter(long index, String kind, double rate, double from, double to) {
        RandomGenerator random = RandomStreams.stream(o.seed(), kind, index);
        double day = from;
        while (rate > 0) {
            day += Samplers.exponential(random) / rate;
            if (!(day < to)) {
                return;
            }
            sink.activity(index + 1, millis(day), kind, 0);
        }
    }

    private long millis(double day) {
        return opening + (long) Math.floor(day * DAY_MILLIS);
    }

    private void addOwn(double day) {
        if (ownCount == own.length) {
            own = Arrays.copyOf(own, 2 * ownCount);
        }
        own[ownCount++] = day;
    }

    private void addTouch(double day, int channel) {
        if (touchCount == touches.length) {
            touches = Arrays.copyOf(touches, 2 * touchCount);
            touchChannel = Arrays.copyOf(touchChannel, 2 * touchCount);
        }
        touches[touchCount] = day;
        touchChannel[touchCount++] = channel;
    }
}
