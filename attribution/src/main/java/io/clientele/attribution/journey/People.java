package io.clientele.attribution.journey;

import io.clientele.core.data.Dictionary;
import io.clientele.core.data.OrderLog;
import io.clientele.core.data.TouchpointLog;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/** The customers of two logs joined to persons, as known before the cut-off: those with touches first, in the order of the logs. */
final class People {

    private static final int NOBODY = -1;

    private final Dictionary touchIds;
    private final IdentityLinks links;
    private final long known;
    private final int[] touchNode;
    private final int[] orderNode;
    private final int[] touchStarts;
    private final int[] touchers;
    private final int[] orderStarts;
    private final int[] buyers;

    People(TouchpointLog log, OrderLog orders, IdentityLinks links, long cutoff) {
        this.touchIds = log.customers();
        this.links = links;
        this.known = cutoff - 1;
        this.touchNode = touchIds.codesIn(links.ids());
        this.orderNode = orders.customers().codesIn(links.ids());
        int[] personOfRoot = new int[links.ids().size()];
        Arrays.fill(personOfRoot, NOBODY);
        int persons = 0;
        int[] ofTouch = new int[touchNode.length];
        for (int c = 0; c < ofTouch.length; c++) {
            int root = root(touchNode[c]);
            ofTouch[c] = root == NOBODY || personOfRoot[root] == NOBODY ? persons++ : personOfRoot[root];
            if (root != NOBODY) {
                personOfRoot[root] = ofTouch[c];
            }
        }
        int[] same = orders.customers().codesIn(touchIds);
        int[] ofOrder = new int[orderNode.length];
        for (int c = 0; c < ofOrder.length; c++) {
            int root = root(orderNode[c]);
            int there = same[c] >= 0 ? ofTouch[same[c]] : root == NOBODY ? NOBODY : personOfRoot[root];
            ofOrder[c] = there == NOBODY ? persons++ : there;
            if (root != NOBODY) {
                personOfRoot[root] = ofOrder[c];
            }
        }
        this.touchStarts = starts(ofTouch, persons);
        this.touchers = grouped(ofTouch, touchStarts);
        this.orderStarts = starts(ofOrder, persons);
        this.buyers = grouped(ofOrder, orderStarts);
    }

    private int root(int node) {
        return node < 0 ? NOBODY : links.forest().root(node, known);
    }

    private static int[] starts(int[] person, int persons) {
        int[] starts = new int[persons + 1];
        for (int p : person) {
            starts[p + 1]++;
        }
        for (int p = 0; p < persons; p++) {
            starts[p + 1] += starts[p];
        }
        return starts;
    }

    private static int[] grouped(int[] person, int[] starts) {
        int[] next = starts.clone();
        int[] codes = new int[person.length];
        for (int c = 0; c < person.length; c++) {
            codes[next[person[c]]++] = c;
        }
        return codes;
    }

    int size() {
        return touchStarts.length - 1;
    }

    /** How many customers of the touchpoint log a person is. */
    int touchers(int person) {
        return touchStarts[person + 1] - touchStarts[person];
    }

    /** The i-th of a person's customers in the touchpoint log. */
    int toucher(int person, int i) {
        return touchers[touchStarts[person] + i];
    }

    int buyers(int person) {
        return orderStarts[person + 1] - orderStarts[person];
    }

    int buyer(int person, int i) {
        return buyers[orderStarts[person] + i];
    }

    /** What {@link #together} knows a customer of the touchpoint log by. */
    int touchNode(int toucher) {
        return touchNode[toucher];
    }

    int orderNode(int buyer) {
        return orderNode[buyer];
    }

    /** Whether two ids of one person were known to be one at a time. */
    boolean together(int node, int other, long time) {
        return node == other
                || links.forest().root(node, time) == links.forest().root(other, time);
    }

    /** What persons with touches go by; a view. */
    List<String> names(int[] persons) {
        int[] codes = new int[persons.length];
        for (int i = 0; i < codes.length; i++) {
            int toucher = toucher(persons[i], 0);
            int node = touchNode[toucher];
            codes[i] = node < 0 ? toucher : ~links.forest().smallest(node, known);
        }
        Dictionary linked = links.ids();
        Dictionary plain = touchIds;
        return new AbstractList<>() {
            @Override
            public String get(int i) {
                return codes[i] < 0 ? linked.id(~codes[i]) : plain.id(codes[i]);
            }

            @Override
            public int size() {
                return codes.length;
            }
        };
    }
}
