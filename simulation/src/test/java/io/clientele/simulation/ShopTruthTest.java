package io.clientele.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.stats.Moments;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What comes out against closed forms; every bound is 4.5 standard errors: P(one fails by chance) = 7e-6. */
class ShopTruthTest {

    private static final double WIDE = 4.5;
    private static final double DAY = 86_400_000.0;
    private static final Instant OPENING = Instant.parse("2024-01-01T00:00:00Z");

    private static void agrees(Moments seen, double expected) {
        double error = seen.standardDeviation() / Math.sqrt(seen.count());
        assertThat(seen.mean()).isCloseTo(expected, within(WIDE * error));
    }

    @Test
    void repeatOrdersFollowTheClosedForm() {
        // everybody joins on the first day, so a year of the shop is a year of the customer within a day
        double r = 0.6;
        double alpha = 20;
        double a = 1.8;
        double b = 3.1;
        Moments repeats = Moments.create();
        Moments values = Moments.create();
        Shop.of(20_000)
                .withPeriod(OPENING, 365, 1)
                .withPurchases(r, alpha, a, b)
                .withSpend(6, 5, 40)
                .withProducts()
                .run(new ShopSink() {
                    private int count = -2;

                    @Override
                    public void customer(CustomerTruth truth) {
                        if (count > -2) {
                            repeats.add(count);
                        }
                        count = -1;
                    }

                    @Override
                    public void line(long c, long order, long time, String product, int quantity, double amount) {
                        count++;
                        if (count == 0) {
                            values.add(amount);
                        }
                    }
                });
        // half a day is the mean time lost by joining on the first day
        agrees(repeats, expectedRepeats(r, alpha, a, b, 364.5));
        agrees(values, 6 * 40 / 4.0);
    }

    /** Fader, Hardie and Lee (2005), equation 9. */
    private static double expectedRepeats(double r, double alpha, double a, double b, double t) {
        double z = t / (alpha + t);
        double term = 1;
        double sum = 1;
        for (int j = 0; term > 1e-14 * sum; j++) {
            term *= (r + j) * (b + j) / (a + b - 1 + j) * z / (j + 1);
            sum += term;
        }
        return (a + b - 1) / (a - 1) * (1 - Math.pow(alpha / (alpha + t), r) * sum);
    }

    @Test
    void buyingInAWindowIsAsProbableAsTheTruthSays() {
        // windows from day 200 on; 40 days in which season, hazard, channels and drop-out all play
        Moments difference = Moments.create();
        long from = OPENING.toEpochMilli() + (long) (200 * DAY);
        long to = OPENING.toEpochMilli() + (long) (240 * DAY);
        ShopSink sink = new ShopSink() {
            private double probability = Double.NaN;
            private boolean bought;

            @Override
            public void customer(CustomerTruth truth) {
                if (!Double.isNaN(probability)) {
                    difference.add((bought ? 1 : 0) - probability);
                }
                bought = false;
                probability = truth.buysWithin(200, 40);
            }

            @Override
            public void line(long c, long order, long time, String product, int quantity, double amount) {
                bought |= time > from && time <= to;
            }
        };
        Shop.typical(20_000).withPeriod(OPENING, 365, 150).run(sink);
        agrees(difference, 0);
    }

    @Test
    void theWaveIsIntegratedAsTheClosedFormWithoutIt() {
        CustomerTruth flat = new CustomerTruth(1, 0, 0.02, 0.1, 1e9, 1, new double[0], 0.003, 0.001, new Season(0, 0));
        CustomerTruth wave =
                new CustomerTruth(1, 0, 0.02, 0.1, 1e9, 1, new double[0], 0.003, 0.001, new Season(1e-12, 0));
        // f = 0.021 exp(-0.024 u), step 90/128: Simpson's error is at most 90 step^4 max|f''''| / 180 = 8.5e-10
        assertThat(wave.buysWithin(10, 90)).isCloseTo(flat.buysWithin(10, 90), within(8.5e-10));
        assertThat(flat.buysWithin(10, 0)).isZero();
    }

    @Test
    void hazardCoefficientsComeBack() {
        // without orders after the first, leaving is exponential with log-linear rate: the score at the truth is 0
        double[] beta = {0.7, -0.5};
        Moments[] score = {Moments.create(), Moments.create(), Moments.create()};
        Shop.of(20_000)
                .withPeriod(OPENING, 365, 1)
                .withPurchases(1e-3, 1e6, 1, 1)
                .withChurnHazard(0.004, beta)
                .run(new ShopSink() {
                    @Override
                    public void customer(CustomerTruth truth) {
                        boolean left = truth.aliveUntil() < 365;
                        double exposure = Math.min(truth.aliveUntil(), 365) - truth.joined();
                        double[] x = truth.attributes();
                        double residual = (left ? 1 : 0) - exposure * 0.004 * Math.exp(beta[0] * x[0] + beta[1] * x[1]);
                        score[0].add(residual);
                        score[1].add(residual * x[0]);
                        score[2].add(residual * x[1]);
                    }
                });
        for (Moments m : score) {
            agrees(m, 0);
        }
    }

    @Test
    void unitsFollowThePrice() {
        // the Poisson score of elasticity -1.5 at the truth is 0
        Product lamp = new Product("lamp", 30, 0.7, -1.5);
        Shop shop = Shop.of(5_000).withProducts(lamp);
        Moments score = Moments.create();
        shop.run(new ShopSink() {
            private double expected = Double.NaN;
            private double logPrice;
            private int units;

            @Override
            public void line(long c, long order, long time, String product, int quantity, double amount) {
                if (product.equals(Shop.STAPLE)) {
                    if (!Double.isNaN(expected)) {
                        score.add((units - expected) * logPrice);
                    }
                    double relative = shop.relativePrice(0, (time - OPENING.toEpochMilli()) / DAY);
                    logPrice = Math.log(relative);
                    expected = 0.7 * Math.pow(relative, -1.5);
                    units = 0;
                } else {
                    units += quantity;
                }
            }
        });
        agrees(score, 0);
        assertThat(score.standardDeviation()).isGreaterThan(0.01);
    }

    /** Share of touched moments followed by an order within two days, less the same share at moments drawn for everybody. */
    private static double naiveEffect(double targeting) {
        double lift = 0.05;
        Moments touched = Moments.create();
        Moments anytime = Moments.create();
        Shop.of(10_000)
                .withPeriod(OPENING, 300, 100)
                .withChannels(new Channel("ads", 5, 1, lift, targeting))
                .run(new ShopSink() {
                    private final java.util.List<Long> orders = new java.util.ArrayList<>();
                    private boolean asked;

                    private boolean followed(long time) {
                        return orders.stream().anyMatch(t -> t > time && t <= time + 2 * DAY);
                    }

                    @Override
                    public void customer(CustomerTruth truth) {
                        orders.clear();
                        asked = false;
                    }

                    @Override
                    public void line(long c, long order, long time, String product, int quantity, double amount) {
                        if (product.equals(Shop.STAPLE)) {
                            orders.add(time);
                        }
                    }

                    @Override
                    public void touch(long c, long time, String channel, double cost) {
                        touched.add(followed(time) ? 1 : 0);
                    }

                    @Override
                    public void activity(long c, long time, String kind, double amount) {
                        if (!asked) {
                            asked = true;
                            for (int day = 110; day < 298; day += 10) {
                                anytime.add(followed(OPENING.toEpochMilli() + (long) (day * DAY)) ? 1 : 0);
                            }
                        }
                    }
                });
        return touched.mean() - anytime.mean();
    }

    @Test
    void targetingMakesAChannelLookBetterThanItIs() {
        double lift = 0.05;
        assertThat(naiveEffect(0)).isLessThan(1.2 * lift);
        assertThat(naiveEffect(1)).isGreaterThan(2 * lift);
    }
}
