package io.clientele.segmentation.lifecycle;

import org.jspecify.annotations.Nullable;

/** The course of one customer: what it did so far, its cadence and its stage, moved on event by event. Not thread-safe. */
final class Course {

    /** Takes the changes of a customer, in order of time. */
    @FunctionalInterface
    interface Sink {
        void change(long at, @Nullable LifecycleStage from, LifecycleStage to);
    }

    private static final long NEVER = Long.MAX_VALUE;

    private final LifecycleModel model;
    private @Nullable LifecycleStage stage;
    private long since;
    private long latest = Long.MIN_VALUE;
    private long purchase = -1; // start of the last purchase
    private int gaps;
    private double logGaps;
    private int run; // purchases since the first, or since the return
    private boolean returned;
    private long late = NEVER; // last instant at which the customer is not at risk
    private long gone = NEVER;

    Course(LifecycleModel model) {
        this.model = model;
    }

    @Nullable
    LifecycleStage stage() {
        return stage;
    }

    /** The stage as of an instant after the last event, if nothing more happened; leaves this as it is. */
    @Nullable
    LifecycleStage stageAt(long time) {
        if (stage == null || stage == LifecycleStage.PROSPECT || late >= time) {
            return stage;
        }
        return gone < time ? LifecycleStage.LAPSED : LifecycleStage.AT_RISK;
    }

    long since() {
        return since;
    }

    long latest() {
        return latest;
    }

    Cadence cadence() {
        return model.cadence(gaps, logGaps);
    }

    /** Something happened that was no purchase. */
    void seen(long time, Sink sink) {
        latest = time;
        wait(time, sink);
        if (stage == null) {
            move(time, LifecycleStage.PROSPECT, sink);
        }
    }

    void bought(long time, Sink sink) {
        latest = time;
        if (purchase >= 0 && time - purchase < GapSpread.DAY) {
            return;
        }
        wait(time, sink);
        if (purchase >= 0) {
            gaps++;
            logGaps += Math.log((double) (time - purchase) / GapSpread.DAY);
        }
        returned |= stage == LifecycleStage.LAPSED;
        run = stage == LifecycleStage.LAPSED ? 1 : run + 1;
        purchase = time;
        late = time + millis(model.days(gaps, logGaps, model.atRiskDeviations()));
        gone = time + millis(model.days(gaps, logGaps, model.lapsedDeviations()));
        LifecycleStage next = active();
        if (next != stage) {
            move(time, next, sink);
        }
    }

    /** Nothing more happened before this instant. */
    void wait(long until, Sink sink) {
        if (late < until && stage != null && stage.active()) {
            move(late, LifecycleStage.AT_RISK, sink);
        }
        if (gone < until && stage == LifecycleStage.AT_RISK) {
            move(gone, LifecycleStage.LAPSED, sink);
        }
    }

    private LifecycleStage active() {
        Lifecycle.Options o = model.options();
        if (run >= o.loyalAfter()) {
            return LifecycleStage.LOYAL;
        }
        if (run >= o.engagedAfter()) {
            return LifecycleStage.ENGAGED;
        }
        return returned ? LifecycleStage.WON_BACK : LifecycleStage.NEW;
    }

    private void move(long at, LifecycleStage to, Sink sink) {
        sink.change(at, stage, to);
        stage = to;
        since = at;
    }

    /** A day is the shortest purchase; a threshold below it would make customers late before they can buy again. */
    private static long millis(double days) {
        return (long) Math.ceil(Math.min(Math.max(days, 1), 1e6) * GapSpread.DAY);
    }
}
