package io.clientele.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import io.clientele.core.stats.Interval;
import io.clientele.segmentation.behavior.Baskets;
import io.clientele.segmentation.behavior.Funnel;
import io.clientele.segmentation.behavior.FunnelCounts;
import io.clientele.segmentation.behavior.PathPart;
import io.clientele.segmentation.behavior.PathParts;
import io.clientele.segmentation.behavior.Sessions;
import io.clientele.segmentation.cluster.Birch;
import io.clientele.segmentation.cluster.BirchModel;
import io.clientele.segmentation.cluster.BootstrapStability;
import io.clientele.segmentation.cluster.ClusterAgreement;
import io.clientele.segmentation.cluster.ClusterQuality;
import io.clientele.segmentation.cluster.ClusterStability;
import io.clientele.segmentation.cluster.CovarianceShape;
import io.clientele.segmentation.cluster.Dendrogram;
import io.clientele.segmentation.cluster.DensityMembership;
import io.clientele.segmentation.cluster.EntropyMean;
import io.clientele.segmentation.cluster.GapCurve;
import io.clientele.segmentation.cluster.GapReference;
import io.clientele.segmentation.cluster.GapStatistic;
import io.clientele.segmentation.cluster.GaussianMixture;
import io.clientele.segmentation.cluster.GaussianMixtureModel;
import io.clientele.segmentation.cluster.Hdbscan;
import io.clientele.segmentation.cluster.HdbscanModel;
import io.clientele.segmentation.cluster.HierarchicalClustering;
import io.clientele.segmentation.cluster.KMeans;
import io.clientele.segmentation.cluster.KMeansChoice;
import io.clientele.segmentation.cluster.KMeansModel;
import io.clientele.segmentation.cluster.KMeansSelection;
import io.clientele.segmentation.cluster.KPrototypes;
import io.clientele.segmentation.cluster.KPrototypesModel;
import io.clientele.segmentation.cluster.Linkage;
import io.clientele.segmentation.cluster.MiniBatchKMeans;
import io.clientele.segmentation.cluster.MixtureChoice;
import io.clientele.segmentation.cluster.MixtureCriterion;
import io.clientele.segmentation.cluster.MixtureSelection;
import io.clientele.segmentation.cluster.Silhouette;
import io.clientele.segmentation.cluster.SizeBoundedKMeans;
import io.clientele.segmentation.cluster.SizeBoundedKMeansModel;
import io.clientele.segmentation.cohort.CohortPeriod;
import io.clientele.segmentation.cohort.CohortTable;
import io.clientele.segmentation.cohort.Cohorts;
import io.clientele.segmentation.history.DriftBaseline;
import io.clientele.segmentation.history.DriftMonitor;
import io.clientele.segmentation.history.DriftReport;
import io.clientele.segmentation.history.Membership;
import io.clientele.segmentation.history.MigrationMatrix;
import io.clientele.segmentation.history.SegmentHold;
import io.clientele.segmentation.history.SegmentMatching;
import io.clientele.segmentation.history.SegmentTransitions;
import io.clientele.segmentation.lifecycle.Lifecycle;
import io.clientele.segmentation.lifecycle.LifecycleModel;
import io.clientele.segmentation.lifecycle.LifecycleStage;
import io.clientele.segmentation.lifecycle.LifecycleStages;
import io.clientele.segmentation.lifecycle.LifecycleTracker;
import io.clientele.segmentation.lifecycle.StageChange;
import io.clientele.segmentation.profile.Contrast;
import io.clientele.segmentation.profile.Profiler;
import io.clientele.segmentation.profile.Rule;
import io.clientele.segmentation.profile.SegmentProfile;
import io.clientele.segmentation.profile.SegmentProfiles;
import io.clientele.segmentation.profile.SegmentedCustomers;
import io.clientele.segmentation.rfm.Returns;
import io.clientele.segmentation.rfm.Rfm;
import io.clientele.segmentation.rfm.RfmModel;
import io.clientele.segmentation.rfm.RfmScores;
import io.clientele.segmentation.rfm.RfmTable;
import io.clientele.segmentation.rfm.RfmTracker;
import io.clientele.segmentation.rfm.SegmentMap;
import io.clientele.segmentation.rfm.Ties;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** The examples of docs/segmentation.md. */
class UserGuideTest {

    @Test
    void rfm() {
        RfmTable customers = RfmTable.of(
                List.of("ann", "bob", "cid", "dee", "eve"),
                new double[] {3, 200, 15, 90, 40},
                new double[] {9, 1, 4, 2, 3},
                new double[] {900, 20, 250, 60, 130});
        RfmModel model = Rfm.create().fit(customers);
        String segment = model.segment(3, 9, 900);
        RfmScores scores = Rfm.create().withTies(Ties.RANK).score(customers, Execution.sequential());
        assertThat(segment).isEqualTo("champions");
        assertThat(scores.code(1)).isEqualTo(111);
        assertThat(scores.summaries(0.95)).hasSameSizeAs(model.segments().names());
    }

    @Test
    void rfmOfOrders() {
        OrderLog orders = OrderLog.builder()
                .add("ann", Instant.parse("2026-06-20T09:00:00Z"), 30)
                .add("ann", Instant.parse("2026-06-28T21:00:00Z"), 45)
                .add("bob", Instant.parse("2026-01-03T12:00:00Z"), 20)
                .build();
        RfmTable known =
                RfmTable.of(orders, LocalDate.parse("2026-07-01"), ZoneId.of("Europe/Berlin"), Returns.LEFT_OUT);
        assertThat(known)
                .isEqualTo(RfmTable.of(
                        List.of("ann", "bob"), new double[] {3, 179}, new double[] {2, 1}, new double[] {75, 20}));
    }

    @Test
    void ownSegments() {
        SegmentMap map = SegmentMap.builder(3)
                .rule("call them", 1, 1, 2, 3, 2, 3)
                .rule("everybody else", 1, 3, 1, 3, 1, 3)
                .build();
        Rfm recipe = Rfm.create().withBins(3).withSegments(map);
        assertThat(recipe).isNotEqualTo(Rfm.create().withBins(3));
        assertThat(map.segment(1, 3, 2)).isEqualTo("call them");
    }

    @Test
    void rfmLive() {
        RfmModel model = Rfm.create()
                .withCutPoints(new double[] {5, 30, 60, 90}, new double[] {1, 2, 4, 8}, new double[] {20, 50, 100, 200})
                .fit(RfmTable.of(List.of("x"), new double[] {1}, new double[] {1}, new double[] {1}));
        RfmTracker live = RfmTracker.of(model, Returns.LEFT_OUT);
        live.add("ann", Instant.parse("2026-06-20T09:00:00Z"), 30);
        live.add("ann", Instant.parse("2026-06-28T21:00:00Z"), 45);
        String now = live.segment("ann", Instant.parse("2026-07-01T00:00:00Z"));
        assertThat(now).isEqualTo(model.segment(2.125, 2, 75)).isEqualTo("promising");
        boolean erased = live.forget("ann");
        assertThat(erased).isTrue();
    }

    private static final OrderLog ORDERS = OrderLog.builder()
            .add("ann", Instant.parse("2026-01-02T09:00:00Z"), 30)
            .add("ann", Instant.parse("2026-02-02T09:00:00Z"), 45)
            .add("ann", Instant.parse("2026-03-05T09:00:00Z"), 45)
            .add("bob", Instant.parse("2026-05-03T12:00:00Z"), 20)
            .add("bob", Instant.parse("2026-06-28T12:00:00Z"), 20)
            .build();

    @Test
    void lifecycle() {
        LifecycleModel model = Lifecycle.create().fit(ORDERS);
        Instant july = Instant.parse("2026-07-01T00:00:00Z");
        LifecycleStages today = model.stages(EventLogs.of(ORDERS), july);
        LifecycleStage anns = today.stage(0);
        List<StageChange> how = model.history(ORDERS, "ann", july);
        List<String> rules = model.rules();
        LifecycleTracker live = LifecycleTracker.of(model);
        List<StageChange> changes = live.purchase("ann", july);
        assertThat(anns).isEqualTo(LifecycleStage.LAPSED);
        assertThat(how.get(0).to()).isEqualTo(LifecycleStage.NEW);
        assertThat(rules).hasSize(7);
        assertThat(changes).hasSize(1);
    }

    private static final FeatureTable TABLE = FeatureTable.builder("recency", "spend", "country")
            .add(5, 300, 1)
            .add(8, 250, 1)
            .add(12, 310, 2)
            .add(90, 20, 2)
            .add(80, 30, 1)
            .add(100, 25, 2)
            .build();

    @Test
    void profiles() {
        FeatureTable table = TABLE;
        int[] labels = {0, 0, 0, 1, 1, 1};
        SegmentedCustomers customers = SegmentedCustomers.of(table, labels, List.of("regulars", "rare"));
        SegmentProfiles profiles =
                Profiler.create().withValue("spend").withCategories("country").fit(customers);
        SegmentProfile regulars = profiles.of("regulars");
        Contrast recency = regulars.contrast("recency");
        List<Rule> rules = regulars.rules();
        Optional<Interval> worth = regulars.valueShareInterval();
        int mostTypical = regulars.typical().get(0);
        int nearestToTheBorder = regulars.borderline().get(0);
        assertThat(recency.difference()).isNegative();
        assertThat(rules).isNotNull();
        assertThat(worth.orElseThrow().contains(860 / 935.0)).isTrue();
        assertThat(mostTypical).isBetween(0, 2);
        assertThat(nearestToTheBorder).isBetween(0, 2);
    }

    @Test
    void segmentsOverTime() {
        Membership june =
                Membership.of(List.of("ann", "bob", "cid", "dee"), new int[] {0, 0, 1, 1}, List.of("loyal", "rare"));
        Membership july = Membership.of(List.of("ann", "bob", "cid", "eve"), new int[] {1, 1, 0, 0}, List.of("0", "1"));
        SegmentTransitions change = SegmentMatching.create().match(june, july);
        Membership named = change.after();
        MigrationMatrix moves = MigrationMatrix.of(june, named);
        OptionalDouble stay = moves.probability("loyal", "loyal");
        Optional<Interval> sure = moves.interval("loyal", "loyal", 0.95);
        Optional<double[]> whereItLeads = moves.steadyState();
        assertThat(named.names()).containsExactly("rare", "loyal");
        assertThat(stay).hasValue(1);
        assertThat(sure.orElseThrow().contains(1)).isTrue();
        assertThat(whereItLeads).as("nobody leaves either").isEmpty();
    }

    @Test
    void holdingAndWatching() {
        FeatureTable table = TABLE;
        int[] labels = {0, 0, 0, 1, 1, 1};
        SegmentedCustomers customers = SegmentedCustomers.of(table, labels, List.of("regulars", "rare"));
        SegmentHold hold = SegmentHold.of(3);
        SegmentHold.State state = hold.start(0);
        state = hold.next(state, 1);
        int shown = state.segment();
        DriftBaseline baseline = DriftMonitor.of(0.01).fit(customers);
        DriftReport report = baseline.check(table, labels);
        List<DriftReport.Comparison> alarms = report.alarms();
        assertThat(shown).isZero();
        assertThat(alarms).isEmpty();
    }

    @Test
    void behavior() {
        ActivityLog activities = ActivityLog.from(
                List.of("visit", "visit", "basket", "order"),
                (kind, log) -> log.customer("ann")
                        .time(Instant.parse("2026-06-20T09:00:00Z"))
                        .kind(kind)
                        .add());
        Instant cutoff = Instant.parse("2026-07-01T00:00:00Z");
        Sessions sessions = Sessions.of(activities, Duration.ofMinutes(30), cutoff);
        FeatureTable visits = sessions.features();
        List<PathPart> ways = PathParts.of(sessions, 2, 10);
        FunnelCounts funnel = Funnel.of("visit", "basket", "order")
                .withWindow(Duration.ofDays(7))
                .count(activities, cutoff);
        OptionalDouble fromBasketToOrder = funnel.conversion(2);
        Optional<Interval> sure = funnel.conversion(2, 0.95);
        Baskets baskets = Baskets.of(ORDERS, product -> product.substring(0, 1), 0.1, cutoff);
        assertThat(visits.get(0, 0)).isEqualTo(1);
        assertThat(ways).hasSize(3);
        assertThat(fromBasketToOrder).hasValue(1);
        assertThat(sure.orElseThrow().contains(1)).isTrue();
        assertThat(baskets.rows()).isEqualTo(2);
    }

    @Test
    void kMeans() {
        FeatureTable customers = FeatureTable.builder("recency", "frequency", "spend")
                .add(12, 4, 310.0)
                .add(90, 1, 25.5)
                .add(10, 5, 290.0)
                .add(80, 1, 30.0)
                .build();
        KMeansModel model = KMeans.of(2).withRestarts(10).withSeed(42).fit(customers);
        int cluster = model.predict(30, 2, 299.0);
        assertThat(cluster).isEqualTo(model.assign(customers)[0]);
        assertThat(model.report().converged()).isTrue();
    }

    @Test
    void otherKindsOfKMeans() {
        FeatureTable customers = FeatureTable.builder("recency", "frequency", "spend")
                .add(12, 4, 310.0)
                .add(90, 1, 25.5)
                .add(10, 5, 290.0)
                .add(80, 1, 30.0)
                .build();
        FeatureTable counted = customers.withColumn("times", new double[] {3, 1, 1, 2});
        KMeansModel scaled = KMeans.of(2)
                .withStandardized(true)
                .withWeightColumn("times")
                .withSeed(42)
                .fit(counted);
        int nearest = scaled.predict(30, 2, 299.0); // in their own units
        double[][] standard = scaled.scaledCenters(); // in standard deviations

        assertThat(nearest).isEqualTo(scaled.predict(12, 4, 310));
        assertThat(standard[nearest][2]).isPositive();
        assertThat(scaled.centers()[nearest][2]).isEqualTo(305, within(1e-9));

        SizeBoundedKMeansModel bounded =
                SizeBoundedKMeans.of(2).withLeastShare(0.4).withMostShare(0.6).fit(customers);
        int[] groups = bounded.assignWithinBounds(customers, Execution.sequential());
        int one = bounded.predict(30, 2, 299.0); // squared distance plus the price of a place
        double[] prices = bounded.prices();

        assertThat(groups[0]).isEqualTo(groups[2]).isEqualTo(one);
        assertThat(prices).containsOnly(0);

        FeatureTable mixed = customers.withColumn("country", new double[] {49, 44, 49, 44});
        KPrototypesModel kinds =
                KPrototypes.of(2).withCategories("country").withRestarts(5).fit(mixed);
        int kind = kinds.predict(30, 2, 299.0, 44);
        double weight = kinds.gamma(); // what another country adds to a squared distance

        assertThat(kinds.centers()[kind][3]).isEqualTo(49);
        assertThat(weight).isPositive();

        MiniBatchKMeans recipe = MiniBatchKMeans.of(2).withDecay(0.99);
        KMeansModel running = recipe.fit(customers);
        for (FeatureTable batch : List.of(customers, customers)) { // from a file, a queue, a month
            running = recipe.update(running, batch, Execution.sequential());
        }

        assertThat(running.sizes()).containsExactly(6, 6);
    }

    @Test
    void judgingAndComparing() {
        FeatureTable customers = FeatureTable.builder("recency", "frequency")
                .add(12, 4)
                .add(90, 1)
                .add(10, 5)
                .add(80, 1)
                .build();
        int[] labels = {0, 1, 0, 1};
        Silhouette silhouette = Silhouette.euclidean(customers, labels, Execution.sequential());
        double overall = silhouette.mean();
        ClusterQuality quality = ClusterQuality.of(customers, labels);
        double ratio = quality.calinskiHarabasz();
        ClusterAgreement agreement = ClusterAgreement.of(labels, new int[] {7, 3, 7, 3});
        double sameAsBefore = agreement.adjustedRand();
        double shared = agreement.normalizedMutualInformation(EntropyMean.ARITHMETIC);
        assertThat(overall).isBetween(0.8, 1.0);
        assertThat(ratio).isGreaterThan(1);
        assertThat(sameAsBefore).isEqualTo(1);
        assertThat(shared).isEqualTo(1);
    }

    @Test
    void hierarchical() {
        FeatureTable customers = FeatureTable.builder("recency", "frequency")
                .add(12, 4)
                .add(90, 1)
                .add(10, 5)
                .add(80, 1)
                .build();
        Dendrogram tree = HierarchicalClustering.of(Linkage.WARD).fit(customers);
        int[] two = tree.cut(2);
        int[] close = tree.cutAt(5.0);
        int[] drawing = tree.leafOrder();
        assertThat(two).containsExactly(0, 1, 0, 1);
        assertThat(close).containsExactly(0, 1, 0, 2);
        assertThat(drawing).containsExactly(0, 2, 1, 3);
    }

    @Test
    void mixtures() {
        FeatureTable customers = FeatureTable.builder("recency", "frequency")
                .add(12, 4)
                .add(90, 1)
                .add(10, 5)
                .add(80, 1.5)
                .add(15, 5.5)
                .add(95, 2)
                .build();
        GaussianMixtureModel model = GaussianMixture.of(2)
                .withShape(CovarianceShape.DIAGONAL)
                .withSeed(42)
                .fit(customers);
        double[] membership = model.membership(45, 3);
        int likeliest = model.predict(45, 3);
        MixtureChoice choice = MixtureSelection.of(1, 3)
                .withShapes(CovarianceShape.SPHERICAL, CovarianceShape.DIAGONAL)
                .withCriterion(MixtureCriterion.BIC)
                .fit(customers);
        int segments = choice.best().k();
        assertThat(membership[0] + membership[1]).isEqualTo(1);
        assertThat(membership[likeliest]).isGreaterThan(0.5);
        assertThat(segments).isEqualTo(2);
    }

    @Test
    void cohorts() {
        OrderLog orders = OrderLog.builder()
                .add("ann", Instant.parse("2024-01-05T10:00:00Z"), 20)
                .add("ann", Instant.parse("2024-02-05T10:00:00Z"), 30)
                .add("bob", Instant.parse("2024-01-31T23:30:00Z"), 10)
                .add("cid", Instant.parse("2024-03-10T00:00:00Z"), 7)
                .build();
        CohortTable cohorts = Cohorts.by(CohortPeriod.MONTH, ZoneOffset.UTC)
                .withAsOf(Instant.parse("2024-04-01T00:00:00Z"))
                .fit(orders);
        long acquired = cohorts.size(0);
        OptionalDouble cameBack = cohorts.retention(0, 1);
        Optional<Interval> sure = cohorts.retentionInterval(0, 1, 0.95);
        OptionalDouble worth = cohorts.cumulativeRevenuePerCustomer(0, 2);
        double march = cohorts.periodRevenue(2);
        assertThat(acquired).isEqualTo(2);
        assertThat(cameBack).hasValue(0.5);
        assertThat(sure.orElseThrow().contains(0.5)).isTrue();
        assertThat(worth).hasValue(30);
        assertThat(march).isEqualTo(7);
    }

    @Test
    void isThereAnythingToFind() {
        FeatureTable.Builder table = FeatureTable.builder("recency", "frequency");
        for (int i = 0; i < 30; i++) {
            table.add(10 + i % 7, 20 + i % 5);
            table.add(80 + i % 6, 1 + i % 4);
        }
        FeatureTable customers = table.build();
        GapCurve curve = GapStatistic.of(4).withSeed(42).fit(customers);
        boolean structure = curve.clear();
        int segments = curve.clusters(); // 1: no clear segments
        double chance = curve.pValue(GapReference.NORMAL);
        assertThat(structure).isTrue();
        assertThat(segments).isEqualTo(2);
        assertThat(chance).isEqualTo(0.02);
    }

    @Test
    void areTheyFoundAgain() {
        FeatureTable.Builder table = FeatureTable.builder("recency", "frequency");
        for (int i = 0; i < 30; i++) {
            table.add(10 + i % 7, 20 + i % 5);
            table.add(80 + i % 6, 1 + i % 4);
        }
        FeatureTable customers = table.build();
        ClusterStability stability =
                BootstrapStability.of(KMeans.of(2).withRestarts(5)).withSeed(42).fit(customers);
        double mean = stability.meanJaccard(0);
        double fellApart = stability.dissolved(0);
        boolean trustworthy = stability.stable(0);
        assertThat(mean).isEqualTo(1);
        assertThat(fellApart).isZero();
        assertThat(trustworthy).isTrue();
    }

    private static FeatureTable twoGroups() {
        FeatureTable.Builder table = FeatureTable.builder("recency", "frequency");
        for (int i = 0; i < 30; i++) {
            table.add(10 + i % 7, 20 + i % 5);
            table.add(80 + i % 6, 1 + i % 4);
        }
        return table.build();
    }

    @Test
    void howMany() {
        FeatureTable customers = twoGroups();
        KMeansChoice choice = KMeansSelection.of(4).withSeed(42).fit(customers);
        int segments = choice.segments(); // 1: no clear segments
        String why = choice.reason();
        KMeansModel model = choice.best();
        double silhouette = choice.candidates().get(0).silhouette();
        assertThat(segments).isEqualTo(2);
        assertThat(why).startsWith("2 segments: the density of the rows has 2 peaks");
        assertThat(model.k()).isEqualTo(2);
        assertThat(silhouette).isGreaterThan(0.8);
    }

    @Test
    void densityClusters() {
        FeatureTable customers = twoGroups();
        HdbscanModel model = Hdbscan.of(10).withMinSamples(5).fit(customers);
        int[] labels = model.labels(); // -1: belongs to no group
        double[] howUnusual = model.outlierScores();
        DensityMembership where = model.membership(11, 22);
        int[] byDistance = model.cutAt(3.0); // DBSCAN without border rows
        assertThat(model.clusters()).isEqualTo(2);
        assertThat(labels[0]).isZero();
        assertThat(howUnusual).hasSize(60);
        assertThat(where.cluster()).isZero();
        assertThat(byDistance).hasSize(60);
    }

    @Test
    void aMillionRows() {
        FeatureTable customers = twoGroups();
        BirchModel summed = Birch.create().withMaxEntries(10_000).fit(customers);
        int[] labels = summed.cut(2);
        Dendrogram tree = HierarchicalClustering.of(Linkage.AVERAGE).fit(customers);
        int[] drawing = tree.optimalLeafOrder(customers, Execution.sequential());
        assertThat(labels[0]).isZero();
        assertThat(labels[1]).isEqualTo(1);
        assertThat(drawing).hasSize(60).doesNotHaveDuplicates();
    }
}
