package io.clientele.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to characters. Other than an {@link java.io.InputStreamReader} it hands out all that comes before malformed bytes, so that
 * the parser knows on which line they are; it also takes the byte order mark away and lets one look at the first characters.
 */
final class DecodingReader extends Reader {

    private static final int BYTES = 1 << 16;
    private static final int HEAD = 1 << 13;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).flip();
    private final char[] head = new char[HEAD];
    private int headAt;
    private int headEnd;
    private @Nullable IOException failure; // met while looking at the head, told when the parser gets there
    private char pending; // second half of a pair that did not fit
    private boolean ended;
    private boolean flushed;

    DecodingReader(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        int n;
        while (headEnd < HEAD && (n = firstChars()) > 0) {
            headEnd += n;
        }
        headAt = headEnd > 0 && head[0] == '\uFEFF' ? 1 : 0;
    }

    private int firstChars() {
        try {
            return decode(CharBuffer.wrap(head, headEnd, HEAD - headEnd));
        } catch (IOException later) {
            failure = later;
            return -1;
        }
    }

    /** The first characters, as many as are at hand. */
    CharSequence head() {
        return CharBuffer.wrap(head, headAt, headEnd - headAt);
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (headAt < headEnd) {
            int n = Math.min(length, headEnd - headAt);
            System.arraycopy(head, headAt, into, offset, n);
            headAt += n;
            return n;
        }
        if (failure != null) {
            throw failure;
        }
        return decode(CharBuffer.wrap(into, offset, length));
    }

    /** Some characters, or -1 at the end; throws at malformed bytes if nothing comes before them. */
    private int decode(CharBuffer into) throws IOException {
        int start = into.position();
        if (pending != 0) {
            into.put(pending);
            pending = 0;
            return 1;
        }
        while (!flushed) {
            CoderResult result = decoder.decode(bytes, into, ended);
            if (into.position() > start) {
                return into.position() - start;
            }
            if (result.isError()) {
                result.throwException();
            }
            if (ended && result.isUnderflow()) {
                flushed = true;
                decoder.flush(into);
                return into.position() > start ? into.position() - start : -1;
            }
            if (result.isOverflow()) { // a pair of surrogates needs room for two
                return wide(into);
            }
            fill();
        }
        return -1;
    }

    /** The first half of a pair; the second is kept for the next read. */
    private int wide(CharBuffer into) throws IOException {
        CharBuffer pair = CharBuffer.allocate(2);
        CoderResult result = decoder.decode(bytes, pair, ended);
        if (pair.position() < 2) {
            result.throwException();
        }
        into.put(pair.get(0));
        pending = pair.get(1);
        return 1;
    }

    private void fill() throws IOException {
        bytes.compact();
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (n < 0) {
            ended = true;
        } else {
            bytes.position(bytes.position() + n);
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
