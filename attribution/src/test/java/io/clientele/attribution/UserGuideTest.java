package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.comparison.ChannelReturn;
import io.clientele.attribution.comparison.Comparison;
import io.clientele.attribution.comparison.Disagreement;
import io.clientele.attribution.comparison.IntervalComparison;
import io.clientele.attribution.exposure.AdditiveHazard;
import io.clientele.attribution.exposure.AdditiveHazardModel;
import io.clientele.attribution.exposure.ChannelEffect;
import io.clientele.attribution.exposure.LogisticExposure;
import io.clientele.attribution.exposure.LogisticExposureModel;
import io.clientele.attribution.exposure.Touch;
import io.clientele.attribution.incrementality.Calibration;
import io.clientele.attribution.incrementality.GeoHoldOut;
import io.clientele.attribution.incrementality.GeoIncrementality;
import io.clientele.attribution.incrementality.GeoPanel;
import io.clientele.attribution.incrementality.HoldOut;
import io.clientele.attribution.incrementality.Incrementality;
import io.clientele.attribution.incrementality.Measure;
import io.clientele.attribution.incrementality.Metric;
import io.clientele.attribution.journey.ChannelCosts;
import io.clientele.attribution.journey.CreditLine;
import io.clientele.attribution.journey.CreditLines;
import io.clientele.attribution.journey.IdentityLinks;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.Journeys;
import io.clientele.attribution.journey.PrivacyThreshold;
import io.clientele.attribution.markov.DeltaMethod;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovIntervals;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.attribution.markov.OrderChoice;
import io.clientele.attribution.mediamix.AdstockFamily;
import io.clientele.attribution.mediamix.ChannelBounds;
import io.clientele.attribution.mediamix.Decomposition;
import io.clientele.attribution.mediamix.MediaEffect;
import io.clientele.attribution.mediamix.MediaMix;
import io.clientele.attribution.mediamix.MediaMixModel;
import io.clientele.attribution.mediamix.MediaWeeks;
import io.clientele.attribution.mediamix.ResponseCurve;
import io.clientele.attribution.rule.Rule;
import io.clientele.attribution.rule.TimeDecay;
import io.clientele.attribution.shapley.SampledCredits;
import io.clientele.attribution.shapley.SampledShapley;
import io.clientele.attribution.shapley.Shapley;
import io.clientele.attribution.shapley.ShapleyValues;
import io.clientele.core.Execution;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.stats.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The examples of docs/attribution.md and docs/media-mix.md. */
class UserGuideTest {

    private static PathTable table() {
        PathCounts counts = PathCounts.create();
        counts.add(List.of("search", "email"), 3, 210.0, 40);
        counts.add(PathFormat.of(" > ").parse("display > search > email"), 2, 120.0, 11);
        counts.add(List.of("email"), 1, 35.0, 12);
        return counts.result();
    }

    @Test
    void paths() {
        PathCounts counts = PathCounts.create();
        counts.add(List.of("search", "email"), 3, 210.0, 40);
        counts.add(PathFormat.of(" > ").parse("display > search > email"), 2, 120.0, 11);
        counts.add(List.of("email"), 1, 35.0, 12);
        PathTable paths = counts.result();

        PathCounts oneCustomer = PathCounts.create();
        oneCustomer.add(List.of("email"), 1, 35.0, 0);
        counts.subtract(oneCustomer.result());
        assertThat(paths.conversions()).isEqualTo(6);
        assertThat(counts.result().conversions()).isEqualTo(5);
    }

    @Test
    void journeys() {
        Instant monday = Instant.parse("2026-03-02T09:00:00Z");
        TouchpointLog touches = TouchpointLog.builder()
                .customer("ann")
                .time(monday)
                .channel("search")
                .cost(0.4)
                .add()
                .customer("ann")
                .time(monday.plusSeconds(600))
                .channel("search")
                .cost(0.4)
                .add()
                .customer("bob")
                .time(monday)
                .channel("email")
                .add()
                .build();
        OrderLog orders =
                OrderLog.builder().add("ann", monday.plusSeconds(3_600), 35.0).build();
        JourneyTable journeys = Journeys.create()
                .withLookback(Duration.ofDays(30))
                .withSessionGap(Duration.ofMinutes(30))
                .before(touches, orders, Instant.parse("2026-04-01T00:00:00Z"));
        PathTable paths = PathTransform.exposure().apply(journeys.paths());
        assertThat(paths.path(1)).containsExactly("search");
        assertThat(paths.conversions()).isEqualTo(1);
        assertThat(journeys.report().touchesMerged()).isEqualTo(1);
    }

    @Test
    void severalIds() {
        Instant monday = Instant.parse("2026-03-02T09:00:00Z");
        Instant april = Instant.parse("2026-04-01T00:00:00Z");
        TouchpointLog touches = TouchpointLog.builder()
                .customer("cookie-1")
                .time(monday)
                .channel("search")
                .add()
                .build();
        OrderLog orders =
                OrderLog.builder().add("ann", monday.plusSeconds(3_600), 35.0).build();
        IdentityLinks links = IdentityLinks.builder()
                .add("cookie-1", "ann", monday.plusSeconds(1_800))
                .build();
        JourneyTable stitched = Journeys.create().before(touches, orders, links, april);
        assertThat(stitched.conversions()).isEqualTo(1);
        assertThat(stitched.customerId(0)).isEqualTo("ann");
        assertThat(links.largestPerson()).isEqualTo(2);
        assertThat(links.person("cookie-1", monday)).isEqualTo("cookie-1");
        // the example of IdentityLinks
        Instant friday = monday.plusSeconds(4 * 86_400);
        IdentityLinks two = IdentityLinks.builder()
                .add("cookie-1", "ann", monday)
                .add("cookie-2", "ann", friday)
                .build();
        String person = two.person("cookie-2", friday);
        assertThat(person).isEqualTo("ann");
    }

    @Test
    void rules() {
        PathTable paths = table();
        Attribution linear = Rule.linear().attribute(paths);
        double email = linear.credit("email").conversions();
        Attribution uShaped = Rule.position(0.4, 0.2, 0.4).attribute(paths);
        Attribution found = Rule.lastNonDirect(List.of("email")).attribute(paths);
        double[] shares = Rule.linear().shares(List.of("search", "email", "search"));
        assertThat(email).isEqualTo(1.5 + 2 / 3.0 + 1, within(1e-12));
        assertThat(uShaped.credit("display").conversions()).isEqualTo(0.8, within(1e-12));
        assertThat(found.credit("search").conversions()).isEqualTo(5);
        assertThat(shares).hasSize(3);
    }

    @Test
    void timeDecay() {
        Instant monday = Instant.parse("2026-03-02T09:00:00Z");
        Instant friday = Instant.parse("2026-03-06T09:00:00Z");
        JourneyTable journeys = JourneyTable.builder()
                .touch("search", monday)
                .touch("email", friday)
                .convert("ann", friday, 35.0)
                .touch("search", monday)
                .end("bob", friday)
                .build();
        Attribution credits = TimeDecay.ofHalfLife(Duration.ofDays(4)).fit(journeys);
        assertThat(credits.credit("email").conversions()).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(journeys.paths().nulls()).isEqualTo(1);
    }

    @Test
    void markov() {
        PathTable paths = table();
        MarkovModel model = Markov.ofOrder(2).fit(paths);
        double lost = model.removalEffect("search");
        double converts = model.conversionProbability();
        Attribution credits = model.attribution();
        MarkovModel smooth = Markov.ofOrder(3).withBackOff(1).fit(paths);
        assertThat(smooth.removalEffect("email")).isBetween(0.9, 1.0);
        assertThat(lost).isEqualTo(5 / 6.0, within(1e-12));
        assertThat(converts).isEqualTo(6 / 69.0, within(1e-12));
        // 13 of 69 journeys start by display, and of those in the state search > email 5 of 56 convert
        double display = 13 * (5 / 56.0) / 6;
        assertThat(credits.credit("email").conversions()).isEqualTo(6 / (1 + 5 / 6.0 + display), within(1e-12));
        assertThat(model.report().converged()).isTrue();
    }

    @Test
    void shapley() {
        PathTable paths = table();
        Attribution counts = Shapley.countGame().attribute(paths);
        Attribution rates = Shapley.rateGame().withMinimumSupport(10).attribute(paths);
        SampledCredits sampled = SampledShapley.of(2_000).withSeed(42).fit(paths);
        // nobody, A, B, A and B
        double[] values = ShapleyValues.of(0, 10, 20, 36);
        assertThat(counts.credit("email").conversions()).isEqualTo(1.5 + 2 / 3.0 + 1, within(1e-12));
        assertThat(rates.channels()).hasSize(3);
        assertThat(sampled.standardError("email")).isLessThan(0.1);
        assertThat(values).containsExactly(new double[] {13, 23}, within(1e-12));
    }

    @Test
    void modelsOfExposure() {
        JourneyTable journeys = TestPaths.small();
        Instant monday = Instant.parse("2026-03-02T09:00:00Z");
        AdditiveHazardModel hazard = AdditiveHazard.create().fit(journeys);
        ChannelEffect search = hazard.effect("search");
        double anyway = hazard.baselineConversions();
        double within = hazard.probability(List.of(new Touch("search", monday)), monday, Duration.ofDays(7));
        LogisticExposureModel logistic =
                LogisticExposure.ofHalfLife(Duration.ofDays(7)).fit(journeys);
        double converts = logistic.probability(List.of(new Touch("search", monday)));
        AttributionIntervals sure =
                AdditiveHazard.create().intervals(journeys, Bootstrap.of(200), 42, Execution.sequential());
        assertThat(search.halfLifeDays()).isBetween(1 / 24.0 - 1e-9, 90 + 1e-9);
        assertThat(anyway).isBetween(0.0, (double) journeys.conversions());
        assertThat(within).isBetween(0.0, 1.0);
        assertThat(converts).isBetween(0.0, 1.0);
        assertThat(sure.estimate()).isEqualTo(hazard.attribution());
    }

    @Test
    void howSure() {
        JourneyTable journeys = TestPaths.small();
        AttributionIntervals sure =
                Bootstrap.of(200).intervals(Markov.ofOrder(1), journeys.resampling(42), Execution.sequential());
        Interval email = sure.conversions("email");
        assertThat(email.contains(sure.estimate().credit("email").conversions()))
                .isTrue();
    }

    @Test
    void whichOrder() {
        JourneyTable journeys = TestPaths.small();
        OrderChoice choice = OrderChoice.upTo(4, journeys.folds(10, 42), Execution.sequential());
        MarkovModel model = Markov.ofOrder(choice.order()).fit(journeys.paths());
        assertThat(choice.scores()).hasSize(4);
        assertThat(model.order()).isEqualTo(choice.order());
    }

    @Test
    void howSureAreRemovalEffects() {
        JourneyTable journeys = TestPaths.small();
        MarkovIntervals drawn =
                Markov.ofOrder(2).intervals(journeys.resampling(42), Bootstrap.of(200), Execution.sequential());
        MarkovIntervals sure = DeltaMethod.create().intervals(Markov.ofOrder(1), journeys, Execution.sequential());
        Interval lost = sure.removalEffect("email");
        Interval earned = sure.credits().conversions("email");
        assertThat(lost.contains(sure.model().removalEffect("email"))).isTrue();
        assertThat(earned.width()).isPositive();
        assertThat(drawn.credits().rank("email")).isPresent();
        IntervalComparison beside = IntervalComparison.of(
                journeys.resampling(42), Comparison.usual(), Bootstrap.of(200), Execution.sequential());
        List<Disagreement> beyondChance = beside.disagreements();
        Interval places = beside.rank("email");
        assertThat(beyondChance).allMatch(d -> d.higher().lower() > d.lower().upper());
        assertThat(places.contains(beside.estimates().ranks("last")[1])).isTrue();
    }

    @Test
    void whenAndForWhatMoney() {
        Instant monday = Instant.parse("2026-03-02T09:00:00Z");
        TouchpointLog touches = TouchpointLog.builder()
                .customer("ann")
                .time(monday)
                .channel("search")
                .campaign("spring")
                .cost(2.0)
                .add()
                .build();
        OrderLog orders =
                OrderLog.builder().add("ann", monday.plusSeconds(60), 30).build();
        Instant april = Instant.parse("2026-04-01T00:00:00Z");
        JourneyTable journeys = Journeys.create().before(touches, orders, april);
        List<CreditLine> byDay = CreditLines.byDay(journeys, Rule.linear()::shares, ZoneId.of("Europe/Berlin"));
        List<CreditLine> byCampaign = CreditLines.byCampaign(journeys, Rule.linear()::shares, touches);
        List<CreditLine> bySegment = CreditLines.bySegment(journeys, Rule.linear()::shares, Map.of("ann", "loyal"));
        Map<String, Double> costs = ChannelCosts.between(touches, monday, april);
        List<ChannelReturn> returns = ChannelReturn.of(Rule.linear().attribute(journeys.paths()), costs);
        assertThat(byDay).containsExactly(new CreditLine("2026-03-02", "search", 1, 30));
        assertThat(byCampaign).containsExactly(new CreditLine("spring", "search", 1, 30));
        assertThat(bySegment).containsExactly(new CreditLine("loyal", "search", 1, 30));
        assertThat(returns.get(0).returnOnSpend()).hasValue(15);
    }

    @Test
    void privacy() {
        JourneyTable journeys = TestPaths.small();
        JourneyTable safe = PrivacyThreshold.of(50).apply(journeys);
        PathTable safePaths = PrivacyThreshold.of(50).paths(safe);
        assertThat(safe.report().pooledChannels()).isEmpty();
        assertThat(safe.report().privacyThreshold()).hasValue(50);
        assertThat(safePaths.conversions()).isEqualTo(journeys.conversions());
    }

    @Test
    void whatItReallyAdded() {
        Attribution credits = Rule.last().attribute(table());
        double[] reached = {1, 0, 2, 1, 0, 1};
        double[] reachedBefore = {1, 0, 1, 0, 0, 1};
        double[] heldOut = {0, 0, 1, 1, 0, 0};
        double[] heldOutBefore = {0, 0, 1, 1, 0, 1};
        Incrementality added = HoldOut.create().compare(reached, reachedBefore, heldOut, heldOutBefore);
        double orders = added.total();
        Interval sure = added.totalInterval();
        Calibration scaled = Calibration.ofMeasures(credits, Map.of("email", new Measure(orders, sure)));
        double anyway = scaled.baseline();
        Interval anywayAtLeast = scaled.baselineInterval().orElseThrow();
        assertThat(anywayAtLeast.contains(anyway)).isTrue();
        assertThat(sure.contains(orders)).isTrue();
        assertThat(anyway).isEqualTo(6 - orders, within(1e-9));
    }

    @Test
    void whatItReallyAddedInGeos() {
        Attribution credits = Rule.last().attribute(table());
        LocalDate firstWeek = LocalDate.parse("2026-01-05");
        LocalDate start = firstWeek.plusWeeks(12);
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Map<String, String> geoOfCustomer =
                Map.of("ann", "north", "bob", "west", "cid", "south", "dan", "east", "eve", "coast");
        OrderLog.Builder log = OrderLog.builder();
        for (int day = 0; day < 140; day++) {
            int buyer = (day * 7 + day / 3) % 5;
            Instant noon = firstWeek.plusDays(day).atTime(12, 0).atZone(berlin).toInstant();
            log.add(List.of("ann", "bob", "cid", "dan", "eve").get(buyer), noon, 20);
            log.add(day >= 84 ? "ann" : "cid", noon.plusSeconds(60), 20);
        }
        OrderLog orders = log.build();
        GeoPanel sales = GeoPanel.of(orders, geoOfCustomer, firstWeek, 7, 20, berlin, Metric.CONVERSIONS);
        GeoIncrementality campaign = GeoHoldOut.create().compare(sales, List.of("north", "west"), start);
        Interval perGeoAndWeek = campaign.interval();
        double byLot = campaign.permutationP();
        Calibration scaledToGeos = Calibration.of(credits, Map.of("email", campaign.total()));
        assertThat(perGeoAndWeek.contains(campaign.difference())).isTrue();
        assertThat(byLot * 10).isEqualTo(Math.rint(byLot * 10), within(1e-12)); // ten ways to draw two of five
        assertThat(scaledToGeos.credits().get(1).calibrated()).isEqualTo(campaign.total());
    }

    @Test
    void sideBySide() {
        PathTable paths = table();
        Comparison all = Comparison.of(paths, Comparison.usual(), Execution.sequential());
        double byLast = all.attribution("last").credit("email").conversions();
        String table = all.table();
        double agreement = all.rankCorrelation("last", "markov");
        JourneyTable journeys = TestPaths.small();
        Comparison timed = Comparison.of(journeys, Comparison.usualOnJourneys(), Execution.sequential());
        assertThat(timed.attributions()).hasSize(9);
        assertThat(byLast).isEqualTo(6);
        assertThat(table).contains("display");
        assertThat(agreement).isBetween(-1.0, 1.0);
    }

    @Test
    void mediaMix() {
        double[] tv = new double[156];
        double[] search = new double[156];
        double[] sales = new double[156];
        for (int t = 0; t < 156; t++) {
            tv[t] = t % 13 < 5 ? 300 + 20 * (t % 7) : 0;
            search[t] = 100 + 60 * Math.sin(t * t);
            double works = tv[t] + (t > 0 ? 0.5 * tv[t - 1] : 0);
            sales[t] = 2000 + works + 4 * search[t] + 30 * Math.cos(t * t * t);
        }
        MediaWeeks weeks = MediaWeeks.builder(LocalDate.of(2023, 1, 2), 156)
                .sales(sales)
                .channel("tv", tv)
                .channel("search", search)
                .holiday(
                        "black friday",
                        LocalDate.of(2023, 11, 24),
                        LocalDate.of(2024, 11, 29),
                        LocalDate.of(2025, 11, 28))
                .build();
        MediaMixModel model = MediaMix.create()
                .withAdstock(AdstockFamily.GEOMETRIC, 4)
                .withSeason(2)
                .fit(weeks);
        MediaEffect effect = model.effect("tv");
        double returned = effect.returnOnSpend();
        Interval sure = effect.returnOnSpendInterval();
        double next = effect.marginalReturn();
        List<String> warnings = model.report().warnings();

        ResponseCurve curve = model.curve("tv");
        double weekly = curve.applyAsDouble(300);
        DoubleUnaryOperator slope = curve.marginal();

        Decomposition parts = model.decompose(weeks);
        double[] baseline = parts.baseline();
        double[] fromTv = parts.contribution("tv");

        MediaMixModel calibrated = MediaMix.create()
                .withAdstock(AdstockFamily.GEOMETRIC, 4)
                .withBounds("search", ChannelBounds.create().withReturn(3.0, 4.5))
                .fit(weeks);
        // a unit of tv brings 1 in its week and a half in the next
        assertThat(returned).isEqualTo(1.5, within(0.3));
        assertThat(sure.contains(returned)).isTrue();
        assertThat(next).isBetween(0.5, 2.5);
        assertThat(warnings).anyMatch(w -> w.startsWith("channel 'search' is never without spend"));
        assertThat(weekly).isEqualTo(450, within(100.0));
        assertThat(slope.applyAsDouble(300)).isPositive();
        assertThat(baseline).hasSize(152);
        assertThat(fromTv[0]).isNotNegative();
        assertThat(calibrated.effect("search").returnOnSpend()).isBetween(3 - 1e-9, 4.5 + 1e-9);
    }
}
