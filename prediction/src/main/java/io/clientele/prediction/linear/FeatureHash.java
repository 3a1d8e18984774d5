package io.clientele.prediction.linear;

/**
 * 64 bits of a text: FNV-1a over its bytes in UTF-8 (Fowler, Noll and Vo), then the finalizer of SplitMix64 (Steele, Lea and Flood
 * 2014, variant 13 of Stafford), so that every bit depends on every byte. Allocates nothing. A lone surrogate counts as '?', as Java writes it.
 */
final class FeatureHash {

    static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    /** No byte of UTF-8, so that "ab" + "c" is not "a" + "bc". */
    static final int BORDER = 0xff;

    private FeatureHash() {}

    static long mixed(long h) {
        long z = h;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    static long add(long h, int octet) {
        return (h ^ octet) * PRIME;
    }

    static long add(long start, CharSequence text) {
        long h = start;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                h = add(h, c);
            } else if (c < 0x800) {
                h = add(add(h, 0xc0 | c >> 6), 0x80 | (c & 0x3f));
            } else if (!Character.isSurrogate(c)) {
                h = add(add(add(h, 0xe0 | c >> 12), 0x80 | (c >> 6 & 0x3f)), 0x80 | (c & 0x3f));
            } else if (Character.isHighSurrogate(c) && i + 1 < length && Character.isLowSurrogate(text.charAt(i + 1))) {
                int code = Character.toCodePoint(c, text.charAt(++i));
                h = add(add(h, 0xf0 | code >> 18), 0x80 | (code >> 12 & 0x3f));
                h = add(add(h, 0x80 | (code >> 6 & 0x3f)), 0x80 | (code & 0x3f));
            } else {
                h = add(h, '?');
            }
        }
        return h;
    }
}
