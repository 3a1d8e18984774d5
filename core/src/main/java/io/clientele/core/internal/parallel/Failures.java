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
        throw Failures.<RuntimeException>unchanged(Objects.requireNonNull(first));
    }

    /**
     * Throws anything as it is, as a single thread would: listeners and mappers written in other languages of the JVM throw
     * checked exceptions that nobody declared.
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: nothing is cast at run time
    private static <T extends Throwable> T unchanged(Throwable failure) throws T {
        throw (T) failure;
    }
}
