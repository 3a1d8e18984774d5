package io.clientele.attribution.journey;

import io.clientele.core.data.TouchpointLog;
import java.util.Arrays;

/** The touches of one person at a time as visits, in order of time: all of them, or those by ids known to be one at a time. */
final class Visits {

    private final TouchpointLog log;
    private final People people;
    private final boolean sessions;
    private final long pause;

    /** Rows of the person's touches by time, with the id of each as {@link People#together} knows it. */
    private int[] rows = new int[64];

    private int[] nodes = new int[64];
    private boolean[] used = new boolean[64];
    private int all;
    /** Places of the visits' first touches among the rows. */
    private int[] visits = new int[64];

    private int size;
    private int merged;
    private boolean whole;

    Visits(TouchpointLog log, People people, boolean sessions, long pause) {
        this.log = log;
        this.people = people;
        this.sessions = sessions;
        this.pause = pause;
    }

    /** Loads a person's touches before the cut-off, and shows all. */
    void load(int person, long cutoff) {
        all = 0;
        for (int i = 0; i < people.touchers(person); i++) {
            int toucher = people.toucher(person, i);
            int end = log.firstAtOrAfter(toucher, cutoff);
            int start = log.start(toucher);
            require(all + end - start);
            for (int row = start; row < end; row++) {
                rows[all] = row;
                nodes[all++] = people.touchNode(toucher);
            }
        }
        Arrays.fill(used, 0, all, false);
        if (people.touchers(person) > 1) {
            sort();
        }
        whole = false;
        showAll();
    }

    private void require(int touches) {
        if (touches > rows.length) {
            int wider = Math.max(touches, 2 * rows.length);
            rows = Arrays.copyOf(rows, wider);
            nodes = Arrays.copyOf(nodes, wider);
            used = new boolean[wider];
            visits = new int[wider];
        }
    }

    private void sort() {
        int[] order = new int[all];
        Arrays.setAll(order, i -> i);
        StableOrder.sort(order, all, i -> log.time(rows[i]));
        int[] oldRows = Arrays.copyOf(rows, all);
        int[] oldNodes = Arrays.copyOf(nodes, all);
        for (int i = 0; i < all; i++) {
            rows[i] = oldRows[order[i]];
            nodes[i] = oldNodes[order[i]];
        }
    }

    /** Shows all touches. */
    void showAll() {
        if (!whole) {
            begin();
            int before = -1;
            for (int i = 0; i < all; i++) {
                before = show(i, before);
            }
            whole = true;
        }
    }

    /** Shows the touches by ids that were known at a time to be one with an id. */
    void show(int node, long time) {
        int first = 0;
        while (first < all && people.together(node, nodes[first], time)) {
            first++;
        }
        if (first == all) {
            showAll();
            return;
        }
        begin();
        int before = -1;
        for (int i = 0; i < all; i++) {
            if (i < first || people.together(node, nodes[i], time)) {
                before = show(i, before);
            }
        }
        whole = false;
    }

    private void begin() {
        size = 0;
        merged = 0;
    }

    private int show(int i, int before) {
        if (sessions
                && before >= 0
                && log.channel(rows[i]) == log.channel(rows[before])
                && log.kind(rows[i]) == log.kind(rows[before])
                && log.time(rows[i]) - log.time(rows[before]) <= pause) {
            merged++;
        } else {
            visits[size++] = i;
        }
        return i;
    }

    /** Touches loaded. */
    int touches() {
        return all;
    }

    /** Touches that only continue one of the visits shown. */
    int merged() {
        return merged;
    }

    /** Visits shown. */
    int size() {
        return size;
    }

    int row(int visit) {
        return rows[visits[visit]];
    }

    long time(int visit) {
        return log.time(row(visit));
    }

    int channel(int visit) {
        return log.channel(row(visit));
    }

    /** Whether a visit is on a journey with conversion. */
    boolean used(int visit) {
        return used[visits[visit]];
    }

    void use(int from, int to) {
        for (int i = from; i < to; i++) {
            used[visits[i]] = true;
        }
    }

    /** The first visit after a time. */
    int firstAfter(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
