package io.clientele.segmentation.lifecycle;

import io.clientele.core.data.ActivityLog;
import io.clientele.core.data.OrderLog;
import io.clientele.core.feature.EventLogs;
import org.jspecify.annotations.Nullable;

/** The events of customers from logs, in order of time; of simultaneous ones purchases first. Immutable. */
final class Replay {

    private final LifecycleModel model;
    private final @Nullable OrderLog orders;
    private final @Nullable ActivityLog activities;
    private final int[] inOrders;
    private final int[] inActivities;

    Replay(LifecycleModel model, EventLogs logs) {
        this.model = model;
        this.orders = logs.orders().orElse(null);
        this.activities = logs.activities().orElse(null);
        if (orders == null && activities == null) {
            throw new IllegalArgumentException("stages need orders or activities, got " + logs);
        }
        this.inOrders = orders == null ? new int[0] : logs.customers().codesIn(orders.customers());
        this.inActivities = activities == null ? new int[0] : logs.customers().codesIn(activities.customers());
    }

    /** The course of a customer up to an instant. */
    Course run(int customer, long end, Course.Sink sink) {
        Course course = new Course(model);
        int order = orders == null ? -1 : inOrders[customer];
        int activity = activities == null ? -1 : inActivities[customer];
        int a = activity < 0 || activities == null ? 0 : activities.start(activity);
        int lastA = activity < 0 || activities == null ? 0 : activities.firstAtOrAfter(activity, end);
        if (order >= 0 && orders != null) {
            int last = orders.firstAtOrAfter(order, end);
            for (int row = orders.start(order); row < last; row++) {
                long time = orders.time(row);
                for (; activities != null && a < lastA && activities.time(a) < time; a++) {
                    course.seen(activities.time(a), sink);
                }
                if (orders.isReturn(row)) {
                    course.seen(time, sink);
                } else {
                    course.bought(time, sink);
                }
            }
        }
        for (; activities != null && a < lastA; a++) {
            course.seen(activities.time(a), sink);
        }
        course.wait(end, sink);
        return course;
    }
}
