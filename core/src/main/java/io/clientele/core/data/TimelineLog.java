package io.clientele.core.data;

/** What the three logs are alike in: customers, and the times of their events. */
abstract sealed class TimelineLog implements EventLog permits OrderLog, TouchpointLog, ActivityLog {

    final Timeline timeline;

    TimelineLog(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public final int rows() {
        return timeline.rows();
    }

    @Override
    public final Dictionary customers() {
        return timeline.customers();
    }

    @Override
    public final int start(int customer) {
        return timeline.start(customer);
    }

    @Override
    public final int end(int customer) {
        return timeline.end(customer);
    }

    @Override
    public final long time(int row) {
        return timeline.time(row);
    }

    @Override
    public final int customer(int row) {
        return timeline.customer(row);
    }

    @Override
    public final int firstAtOrAfter(int customer, long time) {
        return timeline.firstAtOrAfter(customer, time);
    }
}
