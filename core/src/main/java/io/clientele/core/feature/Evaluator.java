package io.clientele.core.feature;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.EventLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import io.clientele.core.feature.Plan.Step;
import io.clientele.core.feature.Plan.Window;
import java.util.List;
import java.util.Objects;

/**
 * Works a plan out for one customer after the other, cut-offs rising within a customer. The batch and a single customer go
 * through here, which is why they agree to the bit. Not thread-safe: each chunk has its own.
 */
final class Evaluator {

    private static final double LN2 = 0.6931471805599453;

    private static final double[] NONE = {};

    private final EventStream[] streams;
    private final EventLogs.Coded[] logs; // by stream
    private final int[] streamOf; // by window, as the next two: ages in milliseconds
    private final long[] oldest;
    private final long[] youngest;
    private final int[] from;
    private final int[] to;
    private final Step[] steps;
    private final double[] results;
    private final int[] outputs;
    private final EventLogs all;

    Evaluator(Plan plan, EventLogs all) {
        this.all = all;
        List<Window> windows = plan.windows();
        this.streamOf = windows.stream().mapToInt(Window::stream).toArray();
        this.oldest = windows.stream().mapToLong(Window::oldest).toArray();
        this.youngest = windows.stream().mapToLong(Window::youngest).toArray();
        this.from = new int[streamOf.length];
        this.to = new int[streamOf.length];
        this.steps = plan.steps().toArray(new Step[0]);
        this.results = new double[steps.length];
        this.outputs = plan.outputs();
        List<Events> events = plan.streams();
        this.streams = new EventStream[events.size()];
        this.logs = new EventLogs.Coded[events.size()];
        for (int s = 0; s < streams.length; s++) {
            EventLogs.Coded coded = log(events.get(s), all);
            logs[s] = coded;
            streams[s] = stream(events.get(s), coded.log);
        }
        for (Step step : steps) {
            if (step.window() >= 0) {
                EventStream stream = streams[streamOf[step.window()]];
                if (step.value() != null) {
                    stream.need(step.value());
                }
                if (step.category() != null) {
                    stream.need(step.category());
                }
            }
        }
    }

    /** The log that events come from. */
    static EventLogs.Coded log(Events events, EventLogs all) {
        Class<? extends EventLog> type = switch (events.source()) {
            case ORDERS, LINES, RETURNS, LINES_AND_RETURNS -> OrderLog.class;
            case TOUCHES -> TouchpointLog.class;
            case ACTIVITIES -> ActivityLog.class;
        };
        for (EventLogs.Coded coded : all.coded()) {
            if (type.isInstance(coded.log)) {
                return coded;
            }
        }
        throw new IllegalArgumentException("a feature of " + events + " needs a log of type " + type.getSimpleName()
                + ", and the logs have none; give one to EventLogs.of, without events if there are none");
    }

    private static EventStream stream(Events events, EventLog log) {
        if (log instanceof OrderLog orders) {
            return events.source() == Events.Source.ORDERS
                    ? new LogStreams.Orders(orders)
                    : new LogStreams.Lines(orders, events.source());
        }
        if (log instanceof TouchpointLog touches) {
            return new LogStreams.Touches(touches, events.only());
        }
        return new LogStreams.Activities((ActivityLog) log, events.only());
    }

    /** Starts a customer, by its code in all logs; -1 for one that no log knows. */
    void open(int customer) {
        for (int s = 0; s < streams.length; s++) {
            streams[s].open(customer < 0 ? -1 : logs[s].code(customer));
        }
    }

    /** Whether any log has an event of the customer before a time. */
    boolean hasEventBefore(int customer, long cutoff) {
        for (EventLogs.Coded coded : all.coded()) {
            int code = coded.code(customer);
            if (code >= 0 && coded.log.time(coded.log.start(code)) < cutoff) {
                return true;
            }
        }
        return false;
    }

    /** Works out all steps for the open customer. */
    void evaluate(long cutoff) {
        for (EventStream stream : streams) {
            stream.advance(cutoff);
        }
        for (int w = 0; w < streamOf.length; w++) {
            EventStream stream = streams[streamOf[w]];
            from[w] = oldest[w] == Plan.EVER ? 0 : stream.firstAtOrAfter(cutoff - oldest[w]);
            to[w] = youngest[w] == 0 ? stream.size : stream.firstAtOrAfter(cutoff - youngest[w]);
        }
        for (int k = 0; k < steps.length; k++) {
            Step step = steps[k];
            double result = step.window() < 0 ? combined(step) : reduced(step, cutoff);
            results[k] = Double.isNaN(result) ? step.missing() : result;
        }
    }

    /** A feature of the open customer, as last evaluated. */
    double feature(int j) {
        return results[outputs[j]];
    }

    private double combined(Step step) {
        double a = results[step.a()];
        double b = results[step.b()];
        if (step.kind() == Feature.Kind.TREND) {
            return (a - b) / (Math.abs(a) + Math.abs(b)); // 0 / 0 is NaN: missing
        }
        double ratio = a / b;
        return Double.isInfinite(ratio) ? Double.NaN : ratio;
    }

    private double reduced(Step step, long cutoff) {
        int w = step.window();
        EventStream stream = streams[streamOf[w]];
        int first = from[w];
        int end = to[w];
        int n = end - first;
        double[] values = step.value() == null ? NONE : stream.values[step.value().index];
        return switch (step.kind()) {
            case COUNT -> n;
            case SUM -> Reducing.sum(values, first, end);
            case MEAN -> n == 0 ? Double.NaN : Reducing.sum(values, first, end) / n;
            case MIN -> Reducing.min(values, first, end);
            case MAX -> Reducing.max(values, first, end);
            case LAST -> n == 0 ? Double.NaN : values[end - 1];
            case DISTINCT -> stream.distinct(category(step), first, end);
            case ENTROPY -> stream.entropy(category(step), first, end);
            case DAYS_SINCE_LAST -> n == 0 ? Double.NaN : days(cutoff - stream.times[end - 1]);
            case DAYS_SINCE_FIRST -> n == 0 ? Double.NaN : days(cutoff - stream.times[first]);
            case MEAN_GAP_DAYS -> n < 2 ? Double.NaN : days(stream.times[end - 1] - stream.times[first]) / (n - 1);
            case GAP_DEVIATION_DAYS -> Reducing.gapDeviation(stream.times, first, end);
            case DECAYED_COUNT -> Reducing.decayedCount(stream.times, first, end, cutoff, rate(step));
            case DECAYED_SUM -> Reducing.decayedSum(stream.times, values, first, end, cutoff, rate(step));
            case TREND, RATIO -> throw new IllegalStateException("no window reduces to " + step.kind());
        };
    }

    private static Category category(Step step) {
        return Objects.requireNonNull(step.category());
    }

    private static double days(long millis) {
        return (double) millis / Plan.DAY;
    }

    private static double rate(Step step) {
        return LN2 / (step.halfLifeDays() * Plan.DAY);
    }
}
