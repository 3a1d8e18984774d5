package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.FitReport;
import io.clientele.core.internal.check.Check;
import io.clientele.core.internal.parallel.Chunks;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What share of customers has left for which reason by when, if there are several reasons?
 *
 * <p>The cumulative incidence of each event code, one set of curves per group (Aalen and Johansen), with standard errors by the
 * infinitesimal jackknife, by cluster where the table has clusters. One minus Kaplan-Meier of a single cause is larger: it asks
 * what would be if the other reasons did not exist.
 *
 * <ul>
 *   <li>At every time the incidences and the share still there add up to 1.
 *   <li>Rows with starts are at risk only after them; weights are allowed.
 *   <li>A group in which a cause does not occur has incidence 0 of it.
 *   <li>No events at all: {@link FitException}. No rows: refused.
 * </ul>
 *
 * <p>Time O(rows · causes) after sorting. Immutable and thread-safe.
 *
 * <pre>{@code
 * CumulativeIncidences incidences = AalenJohansen.create().fit(customers);
 * double unpaid = incidences.curve("all", 2).incidence(90);
 * }</pre>
 *
 * @see <a href="https://www.jstor.org/stable/4615704">Aalen and Johansen (1978), An empirical transition matrix for
 *     non-homogeneous Markov chains based on censored observations</a>
 */
public final class AalenJohansen implements Estimator<SurvivalTable, CumulativeIncidences> {

    private static final Logger LOG = LoggerFactory.getLogger(AalenJohansen.class);

    private record Options(double confidence) {}

    private final Options o;

    private AalenJohansen(Options o) {
        this.o = o;
    }

    /** {@return 95 % intervals} */
    public static AalenJohansen create() {
        return new AalenJohansen(new Options(0.95));
    }

    /**
     * The same with another confidence of the intervals.
     *
     * @param confidence above 0 and below 1
     * @return a new recipe
     */
    public AalenJohansen withConfidence(double confidence) {
        return new AalenJohansen(new Options(Check.confidence(confidence)));
    }

    @Override
    public CumulativeIncidences fit(SurvivalTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        execution.checkCancelled();
        execution.progress("incidences", 0, 1);
        List<Integer> causes = data.causes();
        if (causes.isEmpty()) {
            throw new FitException(
                    "no events: all rows are censored, so there is no incidence of any cause; watch longer");
        }
        int[] codes = causes.stream().mapToInt(Integer::intValue).toArray();
        List<String> names = data.groups().isEmpty() ? List.of(KaplanMeier.ALL) : data.groups();
        int[][] rows = KaplanMeier.members(data);
        IncidenceCurve[] curves = new IncidenceCurve[names.size() * codes.length];
        Chunks.tasks(names.size(), execution, g -> {
            RiskSets sets = new RiskSets(data, rows[g], new boolean[data.rows()]);
            for (int c = 0; c < codes.length; c++) {
                curves[g * codes.length + c] = IncidenceSums.curve(names.get(g), codes[c], sets, data, o.confidence);
            }
        });
        FitReport report = FitReport.builder().rows(data.rows()).build();
        LOG.debug("Aalen-Johansen: {}", report);
        execution.progress("incidences", 1, 1);
        return new CumulativeIncidences(names, causes, List.of(curves), report);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AalenJohansen that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "AalenJohansen" + o.toString().substring("Options".length());
    }
}
