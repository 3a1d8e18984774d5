package io.clientele.benchmarks.compare;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A problem that several libraries solve on the same file; benchmarks time it too. */
public interface Problem {

    /**
     * Makes data, the same on every machine.
     *
     * @param rows at least 1
     * @param columns features; problems without features take no notice
     * @param k clusters, or looks; other problems take no notice
     * @return the data
     */
    DataFile make(int rows, int columns, int k);

    /**
     * Puts the data in our tables, which is not timed.
     *
     * @param data as made
     * @return what fits once each time it is called
     */
    Supplier<Answer> prepare(DataFile data);

    /**
     * Makes data in memory and prepares it.
     *
     * @param name of the problem
     * @param rows see {@link #make}
     * @param columns see {@link #make}
     * @param k see {@link #make}
     * @return what fits once each time it is called
     */
    static Supplier<Answer> prepared(String name, int rows, int columns, int k) {
        Problem problem = all().get(name);
        return problem.prepare(problem.make(rows, columns, k));
    }

    /** {@return all of them by name} */
    static Map<String, Problem> all() {
        Map<String, Problem> all = new TreeMap<>();
        all.put("cox", new CoxProblem(false));
        all.put("cox-start-stop", new CoxProblem(true));
        all.put("km-days", new KaplanMeierProblem(true));
        all.put("km-continuous", new KaplanMeierProblem(false));
        all.put("aft", new AftProblem());
        all.put("kmeans", new KMeansProblem());
        all.put("ward", new WardProblem());
        all.put("logistic", new LogisticProblem());
        all.put("sparse-logistic", new SparseLogisticProblem());
        all.put("looks", new LooksProblem());
        all.put("elastic-net", new ElasticNetProblem());
        return all;
    }
}
