package io.clientele.core.internal.parallel;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Exceptions by the piece of work that threw them. Pieces after the lowest failing one need not start. */
final class Failures {

    private final Map<Integer, Throwable> byPiece = new TreeMap<>();
    private volatile boolean any;

    boolean any() {
        return any;
    }

    synchronized void add(int piece, Throwable failure) {
        Throwable first = byPiece.putIfAbsent(piece, failure);
        if (first != null && first != failure) {
            first.addSuppressed(failure);
        }
        any = true;
    }

    /** Throws the failure of the lowest piece, the others suppressed in it. */
    synchronized void rethrow() {
        if (byPiece.isEmpty()) {
            return;
        }
        Throwable first = null;
        for (Throwable failure : byPiece.values()) {
            if (first == null) {
                first = failure;
            } else if (failure != first) {
                first.addSuppressed(failure);
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) Objects.requireNonNull(first);
    }
}
