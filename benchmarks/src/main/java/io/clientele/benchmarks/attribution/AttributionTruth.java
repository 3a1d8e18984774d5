package io.clientele.benchmarks.attribution;

import io.clientele.attribution.Attribution;
import io.clientele.attribution.AttributionMethod;
import io.clientele.attribution.ChannelCredit;
import io.clientele.attribution.PathTable;
import io.clientele.attribution.exposure.AdditiveHazard;
import io.clientele.attribution.exposure.AdditiveHazardModel;
import io.clientele.attribution.exposure.LogisticExposure;
import io.clientele.attribution.exposure.LogisticExposureModel;
import io.clientele.attribution.incrementality.CalibratedCredit;
import io.clientele.attribution.incrementality.Calibration;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.benchmarks.Measured;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Is it right, not only equal? Credits beside what channels really brought, in a simulated shop that is run again without each of
 * them; search and retargeting are above all shown to those who buy anyway.
 *
 * <p>Two errors: what credits are off by, added up over channels, as a share of all that channels brought; and by how much their
 * shares of the credit differ from the channels' shares of what was brought (0 the same, 1 nothing in common). Last touch is then
 * calibrated to hold-outs.
 */
public final class AttributionTruth implements Measured {

    private static final int CUSTOMERS = 40_000;

    /** Credits by method and channel. */
    private static Map<String, Map<String, Double>> credits(TruthShop shop) {
        PathTable paths = shop.journeys.paths();
        List<Attribution> credits = new ArrayList<>();
        for (AttributionMethod method : List.of(
                Rule.first(), Rule.last(), Rule.linear(), Rule.uShaped(), Markov.ofOrder(1), Shapley.countGame())) {
            credits.add(method.attribute(paths));
        }
        credits.add(Markov.ofOrder(3).attribute(paths).named("markov order 3"));
        credits.add(Markov.ofOrder(3).withBackOff(1).attribute(paths).named("markov order 3, back-off"));
        credits.add(Shapley.rateGame().attribute(paths));
        credits.add(TimeDecay.ofHalfLife(Duration.ofDays(7)).fit(shop.journeys));
        AdditiveHazardModel hazard = AdditiveHazard.create().fit(shop.journeys);
        LogisticExposureModel logistic =
                LogisticExposure.ofHalfLife(Duration.ofDays(7)).fit(shop.journeys);
        credits.add(hazard.attribution());
        credits.add(logistic.attribution());
        Map<String, Map<String, Double>> all = new LinkedHashMap<>();
        for (Attribution credit : credits) {
            Map<String, Double> by = new HashMap<>();
            credit.credits().forEach(c -> by.put(c.channel(), c.conversions()));
            all.put(credit.method(), by);
        }
        all.put("additive-hazard, without its baseline", net(hazard.attribution(), hazard.baselineConversions()));
        all.put("logistic, without its baseline", net(logistic.attribution(), logistic.baselineConversions()));
        Attribution last = Rule.last().attribute(paths);
        all.put("last, calibrated to customer hold-outs of all", scaled(last, shop.byCustomers));
        all.put("last, calibrated to geo hold-outs of all", scaled(last, shop.byGeos));
        for (String channel : shop.truth.keySet()) {
            Map<String, Double> one = Map.of(channel, shop.byCustomers.getOrDefault(channel, 0.0));
            all.put("last, calibrated to a customer hold-out of " + channel + " alone", scaled(last, one));
        }
        return all;
    }

    /** Credits less what a model says would have come anyway. */
    private static Map<String, Double> net(Attribution credits, double baseline) {
        double all = credits.credits().stream()
                .mapToDouble(ChannelCredit::conversions)
                .sum();
        Map<String, Double> net = new HashMap<>();
        credits.credits().forEach(c -> net.put(c.channel(), c.conversions() * (1 - baseline / all)));
        return net;
    }

    private static Map<String, Double> scaled(Attribution credits, Map<String, Double> measured) {
        Map<String, Double> scaled = new HashMap<>();
        for (CalibratedCredit credit : Calibration.of(credits, measured).credits()) {
            scaled.put(credit.channel(), credit.calibrated());
        }
        return scaled;
    }

    /** What credits are off by in all, as a share of all that channels brought. */
    private static double off(Map<String, Double> credits, Map<String, Double> truth) {
        double off = 0;
        for (Map.Entry<String, Double> entry : truth.entrySet()) {
            off += Math.abs(credits.getOrDefault(entry.getKey(), 0.0) - entry.getValue());
        }
        return off / sum(truth);
    }

    private static double offInShares(Map<String, Double> credits, Map<String, Double> truth) {
        double off = 0;
        for (Map.Entry<String, Double> entry : truth.entrySet()) {
            double share = credits.getOrDefault(entry.getKey(), 0.0) / sum(credits);
            off += Math.abs(share - entry.getValue() / sum(truth)) / 2;
        }
        return off;
    }

    private static double sum(Map<String, Double> values) {
        return values.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Override
    public String accuracy() {
        TruthShop shop = new TruthShop(CUSTOMERS, 1);
        StringBuilder text = new StringBuilder("credits of a shop of " + CUSTOMERS
                + " customers, off by (in conversions, as a share of all that channels brought; in shares of the"
                + " credit):");
        credits(shop)
                .forEach((method, by) -> text.append(String.format(
                        Locale.ROOT, " %s %.2f and %.2f;", method, off(by, shop.truth), offInShares(by, shop.truth))));
        return text.toString();
    }

    /**
     * Prints a table of credits and their errors.
     *
     * @param arguments customers and seed; 40000 and 1 by default
     */
    public static void main(String[] arguments) {
        int customers = arguments.length > 0 ? Integer.parseInt(arguments[0]) : CUSTOMERS;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        TruthShop shop = new TruthShop(customers, seed);
        System.out.println("| " + customers + " customers, seed " + seed + " | "
                + String.join(" | ", shop.truth.keySet()) + " | off by, of all brought | off by, in shares |");
        System.out.println("|---|" + "---|".repeat(shop.truth.size() + 2));
        row("**what channels brought**", shop.truth, shop.truth);
        credits(shop).forEach((method, by) -> row(method, by, shop.truth));
    }

    private static void row(String name, Map<String, Double> by, Map<String, Double> truth) {
        StringBuilder line = new StringBuilder("| " + name + " |");
        for (String channel : truth.keySet()) {
            line.append(String.format(Locale.ROOT, " %,.0f |", by.getOrDefault(channel, 0.0)));
        }
        line.append(String.format(Locale.ROOT, " %.2f | %.2f |", off(by, truth), offInShares(by, truth)));
        System.out.println(line);
    }
}
