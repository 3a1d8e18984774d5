package io.clientele.prediction.survival;

import io.clientele.core.FitException;
import io.clientele.core.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows put together by their predicted risk, and the share of each group that left, with its exact or pointwise interval. */
final class CalibrationGroups {

    private static final double CONFIDENCE = 0.95;

    private CalibrationGroups() {}

    static List<CalibrationGroup> of(SurvivalTable data, int cause, double horizon, double[] risks, int groups) {
        int[] order = TimeOrder.ascending(risks);
        List<CalibrationGroup> list = new ArrayList<>();
        int from = 0;
        for (int g = 1; g <= groups && from < order.length; g++) {
            int to = Math.max(from, (int) ((long) order.length * g / groups));
            while (to > from && to < order.length && risks[order[to]] == risks[order[to - 1]]) {
                to++;
            }
            if (to > from) {
                list.add(group(
                        data.selectRows(Arrays.copyOfRange(order, from, to)), cause, horizon, risks, order, from));
            }
            from = to;
        }
        return List.copyOf(list);
    }

    private static CalibrationGroup group(
            SurvivalTable rows, int cause, double horizon, double[] risks, int[] order, int from) {
        double weight = 0;
        double sum = 0;
        double last = 0;
        double known = 0;
        double left = 0;
        for (int i = 0; i < rows.rows(); i++) {
            double w = rows.weight(i);
            weight += w;
            sum += w * risks[order[from + i]];
            last = Math.max(last, w > 0 ? rows.time(i) : 0);
            known += rows.time(i) >= horizon || rows.event(i) > 0 ? w : 0;
            left += rows.time(i) <= horizon && rows.event(i) == cause ? w : 0;
        }
        double predicted = weight > 0 ? sum / weight : 0;
        if (!(known > 0)) {
            throw unwatched(rows.rows(), predicted, last);
        }
        // nobody, or all: the exact binomial interval of those who are known
        double exact = Math.pow((1 - CONFIDENCE) / 2, 1 / known);
        if (left == 0) {
            return new CalibrationGroup(rows.rows(), predicted, 0, new Interval(0, 1 - exact, CONFIDENCE));
        }
        SurvivalTable plain = rows.withoutGroups();
        SurvivalCurve stay = KaplanMeier.create()
                .withInterval(CurveInterval.LOG_LOG)
                .fit(plain.anyCause())
                .curve();
        if (last < horizon && stay.survival(last) > 0) {
            throw unwatched(rows.rows(), predicted, last);
        }
        if (plain.causes().size() > 1) {
            IncidenceCurve curve = AalenJohansen.create().fit(plain).curve(KaplanMeier.ALL, cause);
            return new CalibrationGroup(rows.rows(), predicted, curve.incidence(horizon), curve.interval(horizon));
        }
        double observed = 1 - stay.survival(horizon);
        if (observed == 1) {
            return new CalibrationGroup(rows.rows(), predicted, 1, new Interval(exact, 1, CONFIDENCE));
        }
        Interval interval = stay.interval(horizon);
        return new CalibrationGroup(
                rows.rows(), predicted, observed, new Interval(1 - interval.upper(), 1 - interval.lower(), CONFIDENCE));
    }

    private static FitException unwatched(int rows, double predicted, double last) {
        return new FitException("of the group of " + rows + " rows with a mean predicted risk of " + predicted
                + " nobody is watched until the horizon, only until " + last
                + "; make fewer groups, or take an earlier horizon");
    }
}
