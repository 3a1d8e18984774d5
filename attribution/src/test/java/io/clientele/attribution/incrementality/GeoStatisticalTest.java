package io.clientele.attribution.incrementality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Geos of different size, weeks that all geos share, and errors that last: within each geo an autoregression with coefficient 0.8. Bertrand, Duflo and
 * Mullainathan (2004) found such series to make errors of independent cells useless; that is shown beside the intervals that are used.
 */
class GeoStatisticalTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-01-05");
    private static final int BEFORE = 12;
    private static final int AFTER = 8;
    private static final double EFFECT = 6;

    private static double[][] sales(RandomGenerator random, int geos, int treated, double lasting) {
        double[][] sales = new double[geos][BEFORE + AFTER];
        double[] week = new double[BEFORE + AFTER];
        for (int p = 0; p < week.length; p++) {
            week[p] = 20 * Samplers.gaussian(random);
        }
        for (int g = 0; g < geos; g++) {
            double level = 100 + 50 * Samplers.gaussian(random);
            double error = 10 * Samplers.gaussian(random);
            for (int p = 0; p < week.length; p++) {
                sales[g][p] = level + week[p] + error + (g < treated && p >= BEFORE ? EFFECT : 0);
                error = lasting * error + 10 * Math.sqrt(1 - lasting * lasting) * Samplers.gaussian(random);
            }
        }
        return sales;
    }

    private static GeoPanel panel(double[][] sales) {
        GeoPanel.Builder builder = GeoPanel.builder();
        for (int g = 0; g < sales.length; g++) {
            for (int p = 0; p < sales[g].length; p++) {
                builder.add(String.format("g%02d", g), MONDAY.plusWeeks(p), sales[g][p]);
            }
        }
        return builder.build();
    }

    /** Whether the interval of least squares with fixed effects of geos and weeks holds the truth, cells taken as independent. */
    private static boolean naive(double[][] y, int treated, double difference) {
        int geos = y.length;
        int periods = BEFORE + AFTER;
        double[][] left = new double[geos][periods];
        double sum = 0;
        double squares = 0;
        double[] byGeo = new double[geos];
        double[] byPeriod = new double[periods];
        for (int g = 0; g < geos; g++) {
            for (int p = 0; p < periods; p++) {
                left[g][p] = y[g][p] - (g < treated && p >= BEFORE ? difference : 0);
                byGeo[g] += left[g][p] / periods;
                byPeriod[p] += left[g][p] / geos;
                sum += left[g][p] / geos / periods;
            }
        }
        for (int g = 0; g < geos; g++) {
            for (int p = 0; p < periods; p++) {
                double off = left[g][p] - byGeo[g] - byPeriod[p] + sum;
                squares += off * off;
            }
        }
        double variance = squares / (geos * periods - geos - periods);
        double scale = (1.0 / treated + 1.0 / (geos - treated)) * (1.0 / BEFORE + 1.0 / AFTER);
        return Math.abs(difference - EFFECT) <= 1.96 * Math.sqrt(variance * scale);
    }

    @Test
    void intervalsHoldTheEffectThoughWeeksResembleEachOther() {
        boolean full = Boolean.getBoolean("clientele.full");
        int rounds = full ? 10_000 : 1_000;
        GeoHoldOut recipe = GeoHoldOut.create().withDraws(full ? 1_999 : 999);
        for (int[] size : new int[][] {{20, 8}, {9, 4}}) {
            int t = 0;
            int permuted = 0;
            int naive = 0;
            for (int r = 0; r < rounds; r++) {
                RandomGenerator random = RandomStreams.stream(r, "test.geo.coverage", size[0]);
                double[][] sales = sales(random, size[0], size[1], 0.8);
                GeoPanel panel = panel(sales);
                List<String> treated = panel.geos().subList(0, size[1]);
                GeoIncrementality added = recipe.withSeed(r).compare(panel, treated, MONDAY.plusWeeks(BEFORE));
                t += added.interval().contains(EFFECT) ? 1 : 0;
                permuted += added.permutationInterval().orElseThrow().contains(EFFECT) ? 1 : 0;
                naive += naive(sales, size[1], added.difference()) ? 1 : 0;
            }
            String seen = size[0] + " geos, " + size[1] + " treated: t " + t + ", permutation " + permuted + ", naive "
                    + naive + " of " + rounds;
            // standard error of a share of 95 % in 1,000: 0.7 %; the bounds are 2.9 of them away, four times: 1.5 % in
            // all
            assertThat((double) t / rounds).as(seen).isBetween(0.93, 0.97);
            assertThat((double) permuted / rounds).as(seen).isBetween(0.93, 0.97);
            assertThat((double) naive / rounds).as(seen).isLessThan(0.75);
            if (full) {
                System.out.println(seen);
            }
        }
    }

    @Test
    void placeboTestsOfNothingRejectAsOftenAsTheyShould() {
        int rounds = Boolean.getBoolean("clientele.full") ? 10_000 : 1_000;
        int[] space = new int[2];
        int[] time = new int[2];
        for (int r = 0; r < rounds; r++) {
            for (int lasting = 0; lasting < 2; lasting++) {
                RandomGenerator random = RandomStreams.stream(r, "test.geo.placebo", lasting);
                GeoPanel panel = panel(sales(random, 10, 0, 0.8 * lasting));
                GeoIncrementality added =
                        GeoHoldOut.create().compare(panel, panel.geos().subList(0, 4), MONDAY.plusWeeks(BEFORE));
                space[lasting] += added.permutationP() <= 0.1 ? 1 : 0;
                time[lasting] += added.inTimeP() <= 0.1 ? 1 : 0;
            }
        }
        // 210 draws: P(p <= 0.1) is exactly 21/210, whatever the series; standard error 0.0095, bounds 3.2 of them away
        assertThat((double) space[0] / rounds).isEqualTo(0.1, within(0.03));
        assertThat((double) space[1] / rounds).isEqualTo(0.1, within(0.03));
        // 20 shifts: exactly 2/20 for independent weeks; twice that for lasting ones, as the Javadoc says (the full
        // run: 0.20)
        assertThat((double) time[0] / rounds).isEqualTo(0.1, within(0.03));
        assertThat((double) time[1] / rounds).isEqualTo(0.2, within(0.04));
    }
}
