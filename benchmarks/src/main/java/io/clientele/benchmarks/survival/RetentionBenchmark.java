package io.clientele.benchmarks.survival;

import io.clientele.benchmarks.Data;
import io.clientele.benchmarks.Measured;
import io.clientele.core.data.FeatureTable;
import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import io.clientele.prediction.retention.ActiveCustomers;
import io.clientele.prediction.retention.ChurnModel;
import io.clientele.prediction.retention.RetentionCampaign;
import io.clientele.prediction.retention.RetentionList;
import io.clientele.prediction.survival.CoxModel;
import io.clientele.prediction.survival.CoxRegression;
import io.clientele.prediction.survival.SurvivalTable;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Whom of a million customers with 10 features to contact with a budget of 10,000 contacts, one thread: everybody's risk within 90
 * days by a Cox model, the ranking, and interval and reasons of those who are chosen.
 *
 * <p>Cost: for each customer a row of features, 20 flops, two searches among the event times and two exponentials; a sort of those
 * worth a contact; for each contact an interval, 100 times that. 40 bytes a customer beside the data.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RetentionBenchmark implements Measured {

    private static final int COLUMNS = 10;
    private static final double SPAN = 90;

    /** Customers. */
    @Param({"1000000"})
    public int customers;

    private CoxModel cox;
    private ActiveCustomers active;
    private RetentionCampaign campaign;

    @Setup
    public void make() {
        cox = CoxRegression.create().fit(watched(100_000));
        FeatureTable features = Data.gaussian(customers, COLUMNS);
        double[] times = new double[customers];
        double[] values = new double[customers];
        RandomGenerator random = RandomStreams.stream(6, "customers", 0);
        for (int i = 0; i < customers; i++) {
            times[i] = Math.ceil(900 * Samplers.open(random));
            values[i] = 100 * Samplers.exponential(random);
        }
        active = ActiveCustomers.of(SurvivalTable.of(times, new int[customers]).withFeatures(features), values);
        campaign =
                RetentionCampaign.within(SPAN).withCost(2).withSuccess(0.2).withContacts(Math.max(1, customers / 100));
    }

    private static SurvivalTable watched(int rows) {
        FeatureTable features = Data.gaussian(rows, COLUMNS);
        double[] times = new double[rows];
        int[] events = new int[rows];
        RandomGenerator random = RandomStreams.stream(5, "lifetimes", 0);
        for (int i = 0; i < rows; i++) {
            double margin = 0;
            for (int j = 0; j < COLUMNS; j++) {
                margin += 0.3 * Math.cos(j + 1) * features.get(i, j);
            }
            double life = Math.ceil(700 * Samplers.exponential(random) / Math.exp(margin));
            double watched = Math.ceil(1095 * Samplers.open(random));
            times[i] = Math.min(life, watched);
            events[i] = life <= watched ? 1 : 0;
        }
        return SurvivalTable.of(times, events).withFeatures(features);
    }

    @Benchmark
    public RetentionList rank() {
        return campaign.rank(ChurnModel.of(cox), active);
    }

    @Override
    public String accuracy() {
        customers = 2_000;
        make();
        RetentionList list = rank();
        FeatureTable features = Data.gaussian(customers, COLUMNS);
        RandomGenerator random = RandomStreams.stream(6, "customers", 0);
        double[] best = new double[customers];
        for (int i = 0; i < customers; i++) {
            double now = Math.ceil(900 * Samplers.open(random));
            double value = 100 * Samplers.exponential(random);
            double[] row = features.row(i);
            double risk =
                    1 - cox.curve(row).survival(now + SPAN) / cox.curve(row).survival(now);
            best[i] = 0.2 * risk * value - 2;
        }
        Arrays.sort(best);
        double sum = 0;
        for (int k = 1; k <= list.contacts().size(); k++) {
            sum += best[customers - k];
        }
        return "gain of the chosen off by " + Math.abs(list.gain() / sum - 1) + " relative to the best "
                + list.contacts().size() + " of 2,000 by their curves";
    }
}
