package io.clientele.core.data;

/** How columns grow while they are filled. */
final class Growth {

    private static final int MOST = Integer.MAX_VALUE - 8;

    private Growth() {}

    /** Half as many more, up to what an array can hold. */
    static int next(int length) {
        if (length == MOST) {
            throw new IllegalStateException("a log holds at most " + MOST + " rows; split it by customer");
        }
        return (int) Math.min(MOST, Math.max(16L, length + (length >> 1)));
    }
}
