package io.clientele.prediction.survival;

import io.clientele.core.Estimator;
import io.clientele.core.Execution;
import io.clientele.core.FitException;
import io.clientele.core.internal.check.Check;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How do features go with the rate of leaving for each of several causes, and what share of such customers leaves for which of them by
 * when?
 *
 * <p>One Cox regression a cause, the events of the others being the end of the watch; the share that leaves for a cause comes from the
 * rates of all of them together ({@link CauseSpecificCurve#incidence}). {@link FineGray} models that share itself.
 *
 * <ul>
 *   <li>Every cause has the same features and the same recipe; a cause whose fit fails is named in the {@link FitException}.
 *   <li>A cause with few events has wide intervals; pool rare causes first.
 *   <li>Strata, weights, starts, clusters as in {@link CoxRegression}. No events: {@link FitException}. No rows: refused.
 * </ul>
 *
 * <p>Time as of one Cox regression per cause. Immutable and thread-safe.
 *
 * <pre>{@code
 * CauseSpecificModel causes = CauseSpecificCox.create().fit(customers);
 * double unpaid = causes.curve(5).incidence(2, 12);
 * }</pre>
 *
 * @see <a href="https://doi.org/10.2307/2530374">Prentice and others (1978), The analysis of failure times in the presence of
 *     competing risks</a>
 */
public final class CauseSpecificCox implements Estimator<SurvivalTable, CauseSpecificModel> {

    private record Options(CoxRegression each) {}

    private final Options o;

    private CauseSpecificCox(Options o) {
        this.o = o;
    }

    /** {@return the recipe of {@link CoxRegression#create} for every cause} */
    public static CauseSpecificCox create() {
        return of(CoxRegression.create());
    }

    /**
     * With a recipe for the regressions.
     *
     * @param each how every cause is fitted
     * @return the recipe
     */
    public static CauseSpecificCox of(CoxRegression each) {
        return new CauseSpecificCox(new Options(Objects.requireNonNull(each, "each")));
    }

    @Override
    public CauseSpecificModel fit(SurvivalTable data, Execution execution) {
        Objects.requireNonNull(execution, "execution");
        Check.hasRows("the table", data.rows());
        List<Integer> causes = data.causes();
        if (causes.isEmpty()) {
            throw new FitException("no events: all rows are censored, so there is no rate of any cause; watch longer");
        }
        Map<Integer, CoxModel> models = new LinkedHashMap<>();
        Execution quiet = execution.withProgress(progress -> {}); // one bar for all causes
        for (int cause : causes) {
            execution.progress("causes", models.size(), causes.size());
            try {
                models.put(cause, o.each.fit(data.cause(cause), quiet));
            } catch (FitException failed) {
                throw new FitException("cause " + cause + ": " + failed.getMessage());
            }
        }
        execution.progress("causes", causes.size(), causes.size());
        return new CauseSpecificModel(models);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CauseSpecificCox that && o.equals(that.o);
    }

    @Override
    public int hashCode() {
        return o.hashCode();
    }

    @Override
    public String toString() {
        return "CauseSpecificCox" + o.toString().substring("Options".length());
    }
}
