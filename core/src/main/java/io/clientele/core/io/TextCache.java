package io.clientele.core.io;

import org.jspecify.annotations.Nullable;

/** Gives repeated texts as one and the same String, so that ids are made, hashed and compared once. Not thread-safe. */
final class TextCache {

    private static final int SLOTS = 1 << 12;

    private final @Nullable String[] known = new @Nullable String[SLOTS];

    String text(char[] chars, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + chars[i];
        }
        int slot = (hash ^ hash >>> 12 ^ hash >>> 24) & SLOTS - 1;
        String before = known[slot];
        if (before != null && same(before, chars, from, to)) {
            return before;
        }
        String made = new String(chars, from, to - from);
        known[slot] = made;
        return made;
    }

    private static boolean same(String text, char[] chars, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != chars[i]) {
                return false;
            }
        }
        return true;
    }
}
