package io.clientele.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.core.Cancellation;
import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.Progress;
import io.clientele.core.data.FeatureTable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What holds for every estimator: the same model for any number of threads, recipes that are values, input left as it was,
 * bad input refused in words, and a fit that can be stopped.
 *
 * <pre>{@code
 * class KMeansContractTest extends EstimatorContract<FeatureTable, KMeansModel> {
 *     protected KMeans estimator() { return KMeans.of(3); }
 *     protected FeatureTable data() { return someThousandRows(); }
 *     protected Map<String, Estimator<FeatureTable, KMeansModel>> variants() {
 *         return Map.of("withSeed", estimator().withSeed(7), "withRestarts", estimator().withRestarts(3));
 *     }
 * }
 * }</pre>
 *
 * @param <D> the data
 * @param <M> the model
 */
public abstract class EstimatorContract<D, M> {

    private static final int[] THREADS = {1, 2, 3, 7};

    /** {@return the recipe on trial, the same every time, as a new object} */
    protected abstract Estimator<D, M> estimator();

    /**
     * Data it fits in well under a second. More than 2,048 rows make several chunks, and with them a real test of threads and
     * cancelling.
     *
     * @return the same data every time, as a new object
     */
    protected abstract D data();

    /**
     * One other recipe for every {@code with…} method, made from {@link #estimator} by that method with a value that differs
     * from the one it has.
     *
     * @return name of the method to recipe
     */
    protected Map<String, Estimator<D, M>> variants() {
        return Map.of();
    }

    /**
     * Data that must be refused. If the data is a {@link FeatureTable}, the default tries NaN and both infinities in the first,
     * middle and last row, and a table without rows.
     *
     * @return data to a part of the text that refuses it
     */
    @SuppressWarnings("unchecked") // D is FeatureTable when data() is one
    protected Map<D, String> refused() {
        Map<D, String> cases = new LinkedHashMap<>();
        if (data() instanceof FeatureTable table) {
            int last = table.rows() - 1;
            spoiled(table, 0, 0, Double.NaN, "NaN", (Map<FeatureTable, String>) cases);
            spoiled(table, last / 2, table.columns() - 1, Double.NaN, "NaN", (Map<FeatureTable, String>) cases);
            spoiled(table, last, 0, Double.POSITIVE_INFINITY, "an infinite value", (Map<FeatureTable, String>) cases);
            spoiled(table, 0, 0, Double.NEGATIVE_INFINITY, "an infinite value", (Map<FeatureTable, String>) cases);
            cases.put((D) table.slice(0, 0), "");
        }
        return cases;
    }

    private static void spoiled(
            FeatureTable table, int row, int column, double value, String what, Map<FeatureTable, String> cases) {
        double[][] columns = new double[table.columns()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = table.column(j);
        }
        columns[column][row] = value;
        cases.put(
                FeatureTable.of(table.names(), columns),
                "column '" + table.names().get(column) + "', row " + row + ": " + what + " is not allowed");
    }

    /**
     * What the input looks like, to see that a fit leaves it alone. The data itself by default; override it for data without
     * {@code equals}.
     *
     * @param data input
     * @return something with {@code equals}
     */
    protected Object fingerprint(D data) {
        return data;
    }

    /** {@return false for a fit so short that it ends between two looks at the switch} */
    protected boolean canBeStoppedMidway() {
        return true;
    }

    @Test
    void sameModelForAnyNumberOfThreads() {
        M expected = estimator().fit(data());
        for (int threads : THREADS) {
            try (TestPool pool = new TestPool(threads)) {
                assertThat(estimator().fit(data(), Execution.on(pool, threads)))
                        .as("%d threads", threads)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void finishesOnACrowdedOrUnwillingExecutor() {
        M expected = estimator().fit(data());
        Executor idle = task -> {};
        Executor refusing = task -> {
            throw new RejectedExecutionException("full");
        };
        assertThat(estimator().fit(data(), Execution.on(idle, 4)))
                .as("an executor that never runs anything")
                .isEqualTo(expected);
        assertThat(estimator().fit(data(), Execution.on(refusing, 4)))
                .as("an executor that rejects everything")
                .isEqualTo(expected);
        assertThat(estimator().fit(data(), Execution.on(Runnable::run, 4)))
                .as("an executor that runs on the calling thread")
                .isEqualTo(expected);
    }

    @Test
    void sameModelAgainAndLeavesNoTrace() {
        Estimator<D, M> recipe = estimator();
        D data = data();
        assertThat(fingerprint(data))
                .as("data() must give equal data each time; override fingerprint for data without equals")
                .isEqualTo(fingerprint(data()));
        M first = recipe.fit(data);
        M second = recipe.fit(data);
        assertThat(second).isEqualTo(first);
        assertThat(second).hasSameHashCodeAs(first);
        assertThat(fingerprint(data)).as("the data after two fits").isEqualTo(fingerprint(data()));
        assertThat(recipe).as("the recipe after two fits").isEqualTo(estimator());
        assertThat(first.toString())
                .as("toString of the model")
                .isNotBlank()
                .doesNotContain("@" + Integer.toHexString(System.identityHashCode(first)));
    }

    @Test
    void recipesAreValues() {
        Estimator<D, M> recipe = estimator();
        assertThat(recipe).isNotSameAs(estimator()).isEqualTo(estimator()).hasSameHashCodeAs(estimator());
        assertThat(recipe).isNotEqualTo(null).isNotEqualTo("another thing");
        assertThat(recipe.toString())
                .isEqualTo(estimator().toString())
                .isNotBlank()
                .doesNotContain("@" + Integer.toHexString(System.identityHashCode(recipe)));
        assertThat(Modifier.isFinal(recipe.getClass().getModifiers()))
                .as("the estimator's class is final")
                .isTrue();
    }

    @Test
    void withMethodsMakeIndependentRecipes() {
        Set<String> methods = new TreeSet<>();
        for (Method method : estimator().getClass().getMethods()) {
            if (method.getName().startsWith("with") && !Modifier.isStatic(method.getModifiers())) {
                methods.add(method.getName());
            }
        }
        assertThat(new TreeSet<>(variants().keySet()))
                .as("variants() has a recipe for every with… method")
                .isEqualTo(methods);
        String before = estimator().toString();
        Set<Object> recipes = new HashSet<>();
        recipes.add(estimator());
        for (Map.Entry<String, Estimator<D, M>> variant : variants().entrySet()) {
            assertThat(variant.getValue())
                    .as(variant.getKey())
                    .isInstanceOf(estimator().getClass());
            assertThat(recipes.add(variant.getValue()))
                    .as("%s gives a recipe of its own, not %s", variant.getKey(), variant.getValue())
                    .isTrue();
            assertThat(variant.getValue().toString())
                    .as("toString after " + variant.getKey())
                    .isNotEqualTo(before);
        }
        assertThat(estimator().toString()).isEqualTo(before);
    }

    @Test
    void badDataIsRefusedInWords() {
        refused().forEach((data, text) -> {
            assertThatIllegalArgumentException()
                    .as("data that must be refused with '%s'", text)
                    .isThrownBy(() -> estimator().fit(data))
                    .withMessageContaining(text)
                    .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
            try (TestPool pool = new TestPool(3)) {
                assertThatIllegalArgumentException()
                        .as("the same on three threads")
                        .isThrownBy(() -> estimator().fit(data, Execution.on(pool, 3)))
                        .withMessageContaining(text);
            }
        });
    }

    @Test
    @SuppressWarnings("NullAway") // that is what is tried
    void nullIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> estimator().fit(null));
        assertThatNullPointerException().isThrownBy(() -> estimator().fit(data(), null));
    }

    @Test
    void cancelledBeforeTheFit() {
        Cancellation stop = Cancellation.create();
        stop.cancel();
        assertThatThrownBy(() -> estimator().fit(data(), Execution.sequential().withCancellation(stop)))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void cancelledDuringTheFit() {
        if (!canBeStoppedMidway()) {
            cancelledBeforeTheFit();
            return;
        }
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Cancellation stop = Cancellation.create();
        AtomicBoolean begun = new AtomicBoolean();
        Throwable thrown = null;
        try (TestPool pool = new TestPool(3)) {
            // the first thing a fit does in parallel, or the first progress it reports, throws the switch
            Executor trigger = task -> {
                begun.set(true);
                stop.cancel();
                pool.execute(task);
            };
            Execution execution = Execution.on(trigger, 3)
                    .withCancellation(stop)
                    .withProgress(p -> {
                        begun.set(true);
                        stop.cancel();
                    });
            try {
                estimator().fit(data(), execution);
            } catch (CancellationException e) {
                thrown = e;
            }
            assertThat(begun.get())
                    .as(
                            "the fit uses threads or reports progress; give data() more rows, or say canBeStoppedMidway() false")
                    .isTrue();
            assertThat(thrown).as("what a cancelled fit throws").isInstanceOf(CancellationException.class);
        }
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        left.removeIf(thread -> !thread.isAlive() || isOfTheJvm(thread));
        assertThat(left).as("threads that the fit left behind").isEmpty();
    }

    private static boolean isOfTheJvm(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null
                || group.getName().equals("system")
                || group.getName().equals("InnocuousThreadGroup");
    }

    @Test
    void progressComesOnTheCallingThreadAndNeverGoesBack() {
        List<Progress> seen = Collections.synchronizedList(new ArrayList<>());
        Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
        try (TestPool pool = new TestPool(3)) {
            estimator().fit(data(), Execution.on(pool, 3).withProgress(p -> {
                threads.add(Thread.currentThread());
                seen.add(p);
            }));
        }
        threads.remove(Thread.currentThread());
        assertThat(threads).as("other threads that called the listener").isEmpty();
        Map<String, Progress> latest = new LinkedHashMap<>();
        for (Progress next : seen) {
            Progress last = latest.put(next.phase(), next);
            if (last != null && last.total() == next.total()) {
                assertThat(next.completed())
                        .as("completed in phase '%s', after %d", next.phase(), last.completed())
                        .isGreaterThanOrEqualTo(last.completed());
            }
            if (next.total() >= 0) {
                assertThat(next.completed()).as(next.toString()).isBetween(0L, next.total());
            }
        }
    }
}
