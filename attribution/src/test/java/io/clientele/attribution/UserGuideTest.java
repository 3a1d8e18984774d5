package io.clientele.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.attribution.comparison.ChannelReturn;
import io.clientele.attribution.comparison.Comparison;
import io.clientele.attribution.incrementality.Calibration;
import io.clientele.attribution.incrementality.HoldOut;
import io.clientele.attribution.incrementality.Incrementality;
import io.clientele.attribution.journey.ChannelCosts;
import io.clientele.attribution.journey.CreditLine;
import io.clientele.attribution.journey.CreditLines;
import io.clientele.attribution.journey.JourneyTable;
import io.clientele.attribution.journey.Journeys;
import io.clientele.attribution.journey.PrivacyThreshold;
import io.clientele.attribution.markov.Markov;
import io.clientele.attribution.markov.MarkovModel;
import io.clientele.attribution.markov.OrderChoice;
import io.clientele.attribution.mediamix.AdstockFamily;
import io.clientele.attribution.mediamix.ChannelBounds;
import io.clientele.attribution.mediamix.ChannelEffect;
import io.clientele.attribution.mediamix.Decomposition;
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
        Map<String, Double> costs = ChannelCosts.between(touches, monday, april);
        List<ChannelReturn> returns = ChannelReturn.of(Rule.linear().attribute(journeys.paths()), costs);
        assertThat(byDay).containsExactly(new CreditLine("2026-03-02", "search", 1, 30));
        assertThat(byCampaign).containsExactly(new CreditLine("spring", "search", 1, 30));
        assertThat(returns.get(0).returnOnSpend()).hasValue(15);
    }

    @Test
    void privacy() {
        JourneyTable journeys = TestPaths.small();
        JourneyTable safe = PrivacyThreshold.of(50).apply(journeys);
        assertThat(safe.report().pooledChannels()).isEmpty();
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
        Calibration scaled = Calibration.of(credits, Map.of("email", orders));
        double anyway = scaled.baseline();
        assertThat(sure.contains(orders)).isTrue();
        assertThat(anyway).isEqualTo(6 - orders, within(1e-9));
    }

    @Test
    void sideBySide() {
        PathTable paths = table();
        Comparison all = Comparison.of(paths, Comparison.usual(), Execution.sequential());
        double byLast = all.attribution("last").credit("email").conversions();
        String table = all.table();
        double agreement = all.rankCorrelation("last", "markov");
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
        ChannelEffect effect = model.effect("tv");
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
