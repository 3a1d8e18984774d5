package io.clientele.prediction.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.Execution;
import io.clientele.core.contract.TestPool;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.core.stats.Interval;
import io.clientele.prediction.survival.AftModel;
import io.clientele.prediction.survival.AftRegression;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.CoxRegression;
import io.clientele.prediction.survival.LifetimeDistribution;
import io.clientele.prediction.survival.RestrictedMean;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionCampaignTest {

    /** A model that takes the one feature for the risk itself. */
    private static final ChurnModel SAID = new ChurnModel() {
        @Override
        public List<String> features() {
            return List.of("risk");
        }

        @Override
        public Outlook outlook(double... row) {
            return new Said(row[0]);
        }

        @Override
        public double[] contributions(double[] row, double[] reference) {
            return new double[] {row[0] - reference[0]};
        }

        @Override
        public EffectScale scale() {
            return EffectScale.LOG_HAZARD;
        }
    };

    private record Said(double risk) implements Outlook {
        @Override
        public double lastTime() {
            return 100;
        }

        @Override
        public double risk(double now, double within) {
            return risk;
        }

        @Override
        public Interval riskInterval(double now, double within) {
            return new Interval(risk / 2, (1 + risk) / 2, 0.9);
        }

        @Override
        public RestrictedMean remaining(double now, double within) {
            return new RestrictedMean(within, within, 0);
        }

        @Override
        public OptionalDouble remainingQuantile(double now, double p) {
            return OptionalDouble.empty();
        }

        @Override
        public Interval remainingInterval(double now, double p) {
            return new Interval(0, Double.POSITIVE_INFINITY, 0.9);
        }
    }

    private static SurvivalTable there(double... risks) {
        return SurvivalTable.of(
                        IntStream.range(0, risks.length).mapToDouble(i -> 1 + i).toArray(), new int[risks.length])
                .withFeatures(FeatureTable.of(List.of("risk"), risks));
    }

    private static ActiveCustomers customers(double[] risks, double[] values) {
        return ActiveCustomers.of(there(risks), values);
    }

    @Test
    void fourCustomersByHand() {
        // success 0.5, cost 2: worth 0.5·0.4·100 - 2 = 18; 0.5·0.9·10 - 2 = 2.5; 0.5·0.1·30 - 2 < 0; 0.5·0.2·200 - 2 =
        // 18
        ActiveCustomers four = customers(new double[] {0.4, 0.9, 0.1, 0.2}, new double[] {100, 10, 30, 200})
                .withIds(List.of("ann", "bob", "cid", "dee"));
        RetentionCampaign campaign = RetentionCampaign.within(99).withCost(2).withSuccess(0.5);
        RetentionList list = campaign.withContacts(2).rank(SAID, four);
        assertThat(list.contacts()).extracting(RetentionContact::customer).containsExactly("ann", "dee");
        assertThat(list.worthwhile()).isEqualTo(3);
        assertThat(list.customers()).isEqualTo(4);
        assertThat(list.gain()).isCloseTo(36, within(1e-12));
        assertThat(list.bound()).isCloseTo(36, within(1e-12));
        assertThat(list.spent()).isEqualTo(4);
        assertThat(list.valueAtRisk()).isCloseTo(40 + 9 + 3 + 40, within(1e-12));
        RetentionContact ann = list.contacts().get(0);
        assertThat(ann.valueAtRisk()).isCloseTo(40, within(1e-12));
        assertThat(ann.valueAtRiskInterval()).isEqualTo(new Interval(20, 70, 0.9));
        assertThat(ann.gainInterval()).isEqualTo(new Interval(8, 33, 0.9));
        assertThat(list.gainInterval().confidence()).isEqualTo(0.9);
        assertThat(list.gainInterval().lower()).isCloseTo(8 + 8, within(1e-12));
        assertThat(list.gainInterval().upper()).isCloseTo(33 + 0.5 * 0.6 * 200 - 2, within(1e-12));
        // ann has been there for 1 of 100, dee for 4: 99 more is 3 too far
        assertThat(ann.extrapolation()).isEqualTo(0);
        assertThat(list.contacts().get(1).extrapolation()).isEqualTo(3);
        assertThat(list.extrapolated()).isEqualTo(1);
        // the average risk is 0.4, so nothing speaks against ann or dee
        assertThat(ann.reasons()).isEmpty();
        RetentionContact bob =
                campaign.withContacts(3).rank(SAID, four).contacts().get(2);
        assertThat(bob.reasons()).hasSize(1);
        assertThat(bob.reasons().get(0).code()).isEqualTo("risk_high");
        assertThat(bob.reasons().get(0).text())
                .isEqualTo("risk is 0.9000, on average 0.4000: leaves at 1.65 times the rate");
        assertThat(campaign.withContacts(3)
                        .withReasons(0)
                        .rank(SAID, four)
                        .contacts()
                        .get(2)
                        .reasons())
                .isEmpty();
        assertThat(campaign.withContacts(50).rank(SAID, four).contacts()).hasSize(3);
        // 5 of money buy two contacts at 2 each
        assertThat(campaign.withBudget(5).rank(SAID, four).contacts()).isEqualTo(list.contacts());
        assertThat(campaign.withBudget(5).rank(SAID, four).bound()).isCloseTo(36 + 2.5 / 2, within(1e-12));
        assertThat(list)
                .isEqualTo(campaign.withContacts(2).rank(SAID, four))
                .hasToString("RetentionList[2 contacts of 4 customers, gain=" + list.gain() + "]");
    }

    @Test
    void tiesGoToTheEarlierRow() {
        ActiveCustomers same = customers(new double[] {0.5, 0.5, 0.5, 0.5}, new double[] {10, 20, 20, 10});
        RetentionList list = RetentionCampaign.within(1)
                .withCost(1)
                .withSuccess(1)
                .withContacts(3)
                .rank(SAID, same);
        assertThat(list.contacts()).extracting(RetentionContact::row).containsExactly(1, 2, 0);
        // worth 4 for 1, and 8 for 2: the same per unit, so the higher worth first
        RetentionList money = RetentionCampaign.within(1)
                .withSuccess(1)
                .withBudget(3)
                .rank(SAID, same.withCosts(new double[] {1, 2, 2, 1}));
        assertThat(money.contacts()).extracting(RetentionContact::row).containsExactly(1, 0);
        assertThat(money.contacts()).extracting(RetentionContact::customer).containsExactly("1", "0");
    }

    /** Against all choices: never above the best, never below half of it, nor further below the bound than one contact is worth. */
    @Test
    void moneyAgainstAllChoices() {
        RandomGenerator random = RandomStreams.stream(7, "knapsack", 0);
        int best = 0;
        for (int trial = 0; trial < 300; trial++) {
            int n = 10;
            double[] risks = random.doubles(n).toArray();
            double[] values = IntStream.range(0, n)
                    .mapToDouble(i -> 100 * random.nextDouble())
                    .toArray();
            double[] costs = IntStream.range(0, n)
                    .mapToDouble(i -> 0.1 + 20 * random.nextDouble())
                    .toArray();
            double[] success = random.doubles(n).toArray();
            double budget = 5 + 40 * random.nextDouble();
            RetentionList list = RetentionCampaign.within(1)
                    .withBudget(budget)
                    .rank(SAID, customers(risks, values).withCosts(costs).withSuccess(success));
            double optimum = 0;
            double largest = 0;
            for (int choice = 0; choice < 1 << n; choice++) {
                double cost = 0;
                double gain = 0;
                for (int i = 0; i < n; i++) {
                    if ((choice >> i & 1) == 1) {
                        cost += costs[i];
                        gain += success[i] * risks[i] * values[i] - costs[i];
                        largest = Math.max(largest, success[i] * risks[i] * values[i] - costs[i]);
                    }
                }
                optimum = cost <= budget ? Math.max(optimum, gain) : optimum;
            }
            assertThat(list.spent()).isLessThanOrEqualTo(budget);
            assertThat(list.gain()).isLessThanOrEqualTo(optimum + 1e-9).isGreaterThanOrEqualTo(optimum / 2 - 1e-9);
            assertThat(list.bound())
                    .isGreaterThanOrEqualTo(optimum - 1e-9)
                    .isLessThanOrEqualTo(list.gain() + largest + 1e-9);
            best += list.gain() > optimum - 1e-9 ? 1 : 0;
        }
        assertThat(best).as("mostly the best choice").isGreaterThan(200);
    }

    @Test
    void oneLargeContactBeatsSeveralSmallOnes() {
        // per unit of cost the first is better, but it leaves no room for the second
        ActiveCustomers two =
                customers(new double[] {1, 1}, new double[] {6, 110}).withCosts(new double[] {1, 100});
        RetentionList list =
                RetentionCampaign.within(1).withSuccess(1).withBudget(100).rank(SAID, two);
        assertThat(list.contacts()).extracting(RetentionContact::row).containsExactly(1);
        assertThat(list.gain()).isEqualTo(10);
    }

    @Test
    void roundingDoesNotCostAContact() {
        double[] ones = {1, 1, 1, 1};
        RetentionList list = RetentionCampaign.within(1)
                .withCost(0.1)
                .withSuccess(1)
                .withBudget(0.3)
                .rank(SAID, customers(ones, ones));
        assertThat(list.contacts()).hasSize(3); // 0.1 + 0.1 + 0.1 > 0.3 in doubles
    }

    @Test
    void nobodyWorthIt() {
        ActiveCustomers one = customers(new double[] {0.1}, new double[] {10});
        RetentionList none = RetentionCampaign.within(1)
                .withCost(5)
                .withSuccess(0.5)
                .withContacts(9)
                .rank(SAID, one);
        assertThat(none.contacts()).isEmpty();
        assertThat(none.worthwhile()).isEqualTo(0);
        assertThat(none.gainInterval()).isEqualTo(new Interval(0, 0, 0.95));
        RetentionList poor = RetentionCampaign.within(1)
                .withCost(5)
                .withSuccess(1)
                .withBudget(3)
                .rank(SAID, customers(new double[] {1}, new double[] {10}));
        assertThat(poor.contacts()).isEmpty();
        assertThat(poor.worthwhile()).as("with a larger budget").isEqualTo(1);
        assertThat(poor.bound()).isEqualTo(0);
    }

    @Test
    void refusals() {
        double[] one = {1};
        ActiveCustomers fine = customers(new double[] {0.5}, one);
        RetentionCampaign campaign = RetentionCampaign.within(1).withCost(1).withSuccess(0.5);
        assertThatIllegalStateException()
                .isThrownBy(() -> campaign.rank(SAID, fine))
                .withMessage(
                        "no budget: say how many contacts with withContacts(...), or how much money with withBudget(...)");
        assertThatIllegalStateException()
                .isThrownBy(() -> RetentionCampaign.within(1)
                        .withContacts(1)
                        .withSuccess(1)
                        .rank(SAID, fine))
                .withMessage(
                        "no cost: say what a contact costs with withCost(...), or for each customer with withCosts(...)");
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        RetentionCampaign.within(1).withContacts(1).withCost(1).rank(SAID, fine))
                .withMessage("no chance of success: say what share of those who would leave a contact keeps with"
                        + " withSuccess(...)");
        refused(() -> RetentionCampaign.within(0), "span must be a finite number above 0, got 0");
        refused(() -> campaign.withBudget(Double.NaN), "budget must be a finite number above 0, got NaN");
        refused(() -> campaign.withContacts(0), "contacts must be at least 1, got 0");
        refused(() -> campaign.withSuccess(20), "success must be between 0 and 1, got 20");
        refused(() -> campaign.withCost(-1), "cost must be a finite number of at least 0, got -1");
        refused(
                () -> customers(new double[] {0.5, 0.5}, new double[] {1, -3}),
                "value, row 1: must be a finite number of at least 0, got -3.0; leave out customers who are not worth"
                        + " keeping");
        refused(
                () -> customers(new double[] {0.5}, new double[] {Double.NaN}),
                "value, row 0: must be a finite number of at least 0, got NaN; leave out customers who are not worth"
                        + " keeping");
        refused(() -> ActiveCustomers.of(there(0.5), new double[2]), "values must have one value per row (1), got 2");
        refused(
                () -> ActiveCustomers.of(SurvivalTable.of(new double[] {3, 5}, new int[] {0, 2}), new double[2]),
                "row 1 has left (event 2); only customers who are still there can be kept: select the rows without an"
                        + " event");
        refused(() -> fine.withCosts(new double[] {-1}), "cost, row 0: must be a finite number of at least 0, got -1");
        refused(() -> fine.withSuccess(new double[] {7}), "success, row 0: must be between 0 and 1, got 7");
        refused(() -> fine.withIds(List.of()), "ids must have one per row (1), got 0");
        refused(
                () -> campaign.withContacts(1).rank(SAID, ActiveCustomers.of(SurvivalTable.of(one, new int[1]), one)),
                "the table has no features, and the model needs [risk]; add them with withFeatures(...)");
        refused(
                () -> campaign.withContacts(1).rank(SAID, customers(new double[] {Double.NaN}, one)),
                "column 'risk', row 0: NaN is not allowed; impute or drop the row first");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    /** Exponential lifetimes, two features; half of the customers are still there. */
    private static SurvivalTable simulated(int n) {
        RandomGenerator random = RandomStreams.stream(3, "retention", n);
        double[][] x = new double[2][n];
        double[] times = new double[n];
        int[] events = new int[n];
        for (int i = 0; i < n; i++) {
            x[0][i] = Samplers.gaussian(random);
            x[1][i] = random.nextInt(3);
            double leaves = Samplers.exponential(random) * 20 * Math.exp(-0.6 * x[0][i] + 0.3 * x[1][i]);
            double seen = 40 * random.nextDouble();
            times[i] = Math.min(leaves, seen);
            events[i] = leaves <= seen ? 1 : 0;
        }
        return SurvivalTable.of(times, events).withFeatures(FeatureTable.of(List.of("price", "friends"), x));
    }

    private static ActiveCustomers active(SurvivalTable table) {
        int[] rows = IntStream.range(0, table.rows())
                .filter(i -> table.event(i) == 0)
                .toArray();
        double[] values = IntStream.of(rows).mapToDouble(i -> 10 + i % 90).toArray();
        return ActiveCustomers.of(table.selectRows(rows), values);
    }

    @Test
    void sameListForAnyNumberOfThreads() {
        SurvivalTable table = simulated(6000);
        ActiveCustomers customers = active(table);
        double[] costs =
                IntStream.range(0, customers.rows()).mapToDouble(i -> 1 + i % 7).toArray();
        ActiveCustomers priced = customers.withCosts(costs);
        RetentionCampaign campaign =
                RetentionCampaign.within(6).withSuccess(0.5).withBudget(4000);
        for (ChurnModel model : models(table)) {
            RetentionList one = campaign.rank(model, priced);
            assertThat(one.contacts()).hasSizeGreaterThan(1100);
            for (int threads : new int[] {2, 3, 7}) {
                try (TestPool pool = new TestPool(threads)) {
                    assertThat(campaign.rank(model, priced, Execution.on(pool, threads)))
                            .isEqualTo(one);
                }
            }
        }
    }

    private static List<ChurnModel> models(SurvivalTable table) {
        CoxModel cox = CoxRegression.create().fit(table);
        AftModel aft = AftRegression.of(LifetimeDistribution.EXPONENTIAL).fit(table);
        return List.of(ChurnModel.of(cox), ChurnModel.of(aft, table));
    }

    /** Risks, intervals and reasons are the model's own; the two models, one of them right, agree on who goes first. */
    @Test
    void saysWhatTheModelSays() {
        SurvivalTable table = simulated(3000);
        ActiveCustomers customers = active(table);
        RetentionCampaign campaign =
                RetentionCampaign.within(5).withCost(0).withSuccess(1).withContacts(5000);
        List<List<RetentionContact>> lists = new ArrayList<>();
        CoxModel cox = CoxRegression.create().fit(table);
        AftModel aft = AftRegression.of(LifetimeDistribution.EXPONENTIAL).fit(table);
        for (ChurnModel model : models(table)) {
            RetentionList list = campaign.rank(model, customers);
            lists.add(list.contacts());
            assertThat(list.contacts()).hasSize(customers.rows());
            assertThat(list.gain()).isCloseTo(list.valueAtRisk(), within(1e-9 * list.gain()));
            for (RetentionContact contact : list.contacts()) {
                assertThat(contact.riskInterval().contains(contact.risk())).isTrue();
                assertThat(contact.reasons()).hasSizeLessThanOrEqualTo(2).allMatch(r -> r.contribution() > 0);
                assertThat(contact.extrapolation())
                        .isEqualTo(Math.max(
                                0,
                                customers.now(contact.row())
                                        + 5
                                        - model.outlook(0, 0).lastTime()));
            }
        }
        SurvivalTable still = table.selectRows(IntStream.range(0, table.rows())
                .filter(i -> table.event(i) == 0)
                .toArray());
        FeatureTable features = still.features().orElseThrow();
        RetentionContact first = lists.get(1).get(0);
        double[] row = features.row(first.row());
        assertThat(first.risk()).isEqualTo(aft.curve(row).risk(still.time(first.row()), 5));
        assertThat(first.riskInterval()).isEqualTo(aft.curve(row).riskInterval(still.time(first.row()), 5));
        RetentionContact other = lists.get(0).stream()
                .filter(c -> c.extrapolation() == 0)
                .findFirst()
                .orElseThrow();
        assertThat(other.risk()).isEqualTo(cox.curve(features.row(other.row())).risk(still.time(other.row()), 5));
        assertThat(first.reasons().get(0).feature()).isEqualTo("price");
        assertThat(first.reasons().get(0).scale()).isEqualTo(EffectScale.LOG_TIME);
        assertThat(first.reasons().get(0).factor()).isLessThan(1);
        assertThat(first.reasons().get(0).text())
                .startsWith("price is ")
                .contains(": leaves after 0.")
                .endsWith(" times the time");
        // together, the contributions are the difference of the log rates (log times) from the average customer
        double[] mean = {0.1, 0.9};
        double[] parts = ChurnModel.of(aft, table).contributions(row, mean);
        assertThat(parts[0] + parts[1])
                .isCloseTo(
                        Math.log(aft.curve(mean).quantile(0.5) / aft.curve(row).quantile(0.5)), within(1e-12));
        double[] risks = new double[customers.rows()];
        lists.get(0).forEach(c -> risks[c.row()] = c.risk());
        double apart = lists.get(1).stream()
                .filter(c -> c.extrapolation() == 0)
                .mapToDouble(c -> Math.abs(c.risk() - risks[c.row()]))
                .average()
                .orElseThrow();
        assertThat(apart).isLessThan(0.03);
    }

    @Test
    void beyondTheDataCoxTakesTheLastStretch() {
        SurvivalTable table = simulated(500);
        CoxModel cox = CoxRegression.create().fit(table);
        Outlook outlook = ChurnModel.of(cox).outlook(0.5, 1);
        double last = outlook.lastTime();
        double begin = last - 3;
        while (begin + 3 > last) {
            begin = Math.nextDown(begin);
        }
        assertThat(outlook.risk(last - 1, 3)).isEqualTo(cox.curve(0.5, 1).risk(begin, 3));
        assertThat(outlook.risk(last + 7, 3)).isEqualTo(outlook.risk(last - 1, 3));
        assertThat(outlook.riskInterval(last + 7, 3))
                .isEqualTo(cox.curve(0.5, 1).riskInterval(begin, 3));
        assertThat(outlook.extrapolation(last - 1, 3)).isCloseTo(2, within(1e-12));
        assertThat(outlook.extrapolation(1, 3)).isEqualTo(0);
        refused(
                () -> outlook.risk(1, last + 1),
                "within must be at most the longest time anybody was watched (" + last + "), got " + (last + 1)
                        + "; ask for less, or fit a parametric model");
        assertThat(outlook.remaining(2, 5).mean()).isBetween(0.0, 5.0);
        assertThat(outlook.remainingInterval(2, 0.1)
                        .contains(outlook.remainingQuantile(2, 0.1).orElseThrow()))
                .isTrue();
        Outlook exponential = models(table).get(1).outlook(0.5, 1);
        assertThat(exponential.risk(last + 7, 3)).as("memoryless").isCloseTo(exponential.risk(0, 3), within(1e-12));
        assertThat(exponential.extrapolation(last, 3)).isCloseTo(3, within(1e-12));
        assertThat(exponential.remainingQuantile(9, 0.5)).isPresent();
    }

    @Test
    void strataHaveTheirOwnOutlook() {
        SurvivalTable table = simulated(800);
        List<String> plans =
                IntStream.range(0, 800).mapToObj(i -> i % 2 == 0 ? "a" : "b").toList();
        SurvivalTable stratified = table.withStrata(plans);
        CoxModel cox = CoxRegression.create().fit(stratified);
        RetentionList list = RetentionCampaign.within(2)
                .withCost(0)
                .withSuccess(1)
                .withContacts(1000)
                .rank(ChurnModel.of(cox), active(stratified));
        int[] rows = IntStream.range(0, 800).filter(i -> table.event(i) == 0).toArray();
        RetentionContact contact = list.contacts().stream()
                .filter(c -> c.extrapolation() == 0)
                .findFirst()
                .orElseThrow();
        int row = rows[contact.row()];
        assertThat(contact.risk())
                .isEqualTo(cox.inStratum(
                                plans.get(row), table.features().orElseThrow().row(row))
                        .risk(table.time(row), 2));
        assertThatIllegalStateException()
                .isThrownBy(() -> RetentionCampaign.within(2)
                        .withCost(0)
                        .withSuccess(1)
                        .withContacts(1)
                        .rank(ChurnModel.of(cox), active(table)))
                .withMessage("the model has the strata [a, b]; say which with inStratum(...)");
    }

    @Test
    void equalByValueAndIndependent() {
        RetentionCampaign campaign = RetentionCampaign.within(9).withCost(1).withSuccess(0.5);
        RetentionCampaign money = campaign.withBudget(20);
        assertThat(money)
                .isEqualTo(RetentionCampaign.within(9)
                        .withSuccess(0.5)
                        .withCost(1)
                        .withContacts(7)
                        .withBudget(20))
                .hasSameHashCodeAs(campaign.withBudget(20))
                .isNotEqualTo(campaign)
                .hasToString("RetentionCampaign[within=9.0, cost=1.0, success=0.5, budget=20.0, reasons=3]");
        assertThat(money.withContacts(4)).asString().contains("contacts=4").doesNotContain("budget");
        double[] values = {1, 2};
        ActiveCustomers two = customers(new double[] {0.5, 0.6}, values);
        values[0] = 5;
        assertThat(two.value(0)).isEqualTo(1);
        assertThat(two.now(1)).isEqualTo(2);
        assertThat(two)
                .isEqualTo(customers(new double[] {0.5, 0.6}, new double[] {1, 2}))
                .hasSameHashCodeAs(customers(new double[] {0.5, 0.6}, new double[] {1, 2}))
                .isNotEqualTo(two.withIds(List.of("a", "b")))
                .isNotEqualTo(two.withCosts(new double[2]))
                .isNotEqualTo(two.withSuccess(new double[2]))
                .hasToString("ActiveCustomers[2]");
    }

    @Test
    void modelWithoutFeatures() {
        SurvivalTable table = SurvivalTable.of(new double[] {1, 2, 3, 4}, new int[] {1, 0, 1, 0});
        AftModel model = AftRegression.of(LifetimeDistribution.EXPONENTIAL).fit(table);
        RetentionList list = RetentionCampaign.within(2)
                .withCost(1)
                .withSuccess(1)
                .withContacts(1)
                .rank(
                        ChurnModel.of(model, table),
                        ActiveCustomers.of(table.selectRows(new int[] {1, 3}), new double[] {10, 20}));
        assertThat(list.contacts()).hasSize(1);
        // two events in ten units of time: the risk of leaving within 2 is 1 - exp(-0.4)
        assertThat(list.contacts().get(0).risk()).isCloseTo(-Math.expm1(-0.4), within(1e-9));
        assertThat(list.contacts().get(0).reasons()).isEmpty();
    }
}
