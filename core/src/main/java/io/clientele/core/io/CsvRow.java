package io.clientele.core.io;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.util.Arrays;

/** The row that the parser is at: the characters of the columns asked for, one after the other, reused for the next row. */
final class CsvRow extends CsvCallbackHandler<CsvRow> {

    private int[] slots = new int[0]; // column to place, -1 if not asked for
    private int[] starts = new int[0];
    private int[] ends = new int[0];
    private char[] text = new char[256];
    private int length;
    private int fields;
    private long line;
    private RecordType type = RecordType.DATA;

    /** Keeps these columns from the next row on. */
    void select(int columns, int... wanted) {
        slots = new int[columns];
        Arrays.fill(slots, -1);
        int count = 0;
        for (int column : wanted) {
            if (slots[column] < 0) {
                slots[column] = count++;
            }
        }
        starts = new int[count];
        ends = new int[count];
    }

    long line() {
        return line;
    }

    int fields() {
        return fields;
    }

    char[] text() {
        return text;
    }

    int start(int column) {
        return starts[slots[column]];
    }

    int end(int column) {
        return ends[slots[column]];
    }

    @Override
    protected RecordType getRecordType() {
        return type;
    }

    @Override
    protected int getFieldCount() {
        return fields;
    }

    @Override
    protected void beginRecord(long startingLine) {
        line = startingLine;
        fields = 0;
        length = 0;
        type = RecordType.DATA;
        Arrays.fill(starts, 0);
        Arrays.fill(ends, 0);
    }

    @Override
    protected void addField(char[] buffer, int offset, int size, boolean quoted) {
        int column = fields++;
        if (column >= slots.length || slots[column] < 0) {
            return;
        }
        int from = offset;
        int to = offset + size;
        while (from < to && isSpace(buffer[from])) {
            from++;
        }
        while (to > from && isSpace(buffer[to - 1])) {
            to--;
        }
        int kept = to - from;
        if (length + kept > text.length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, length + kept));
        }
        System.arraycopy(buffer, from, text, length, kept);
        starts[slots[column]] = length;
        length += kept;
        ends[slots[column]] = length;
    }

    private static boolean isSpace(char c) {
        return c <= ' ' || (c > '~' && Character.isWhitespace(c));
    }

    @Override
    protected void setComment(char[] buffer, int offset, int size) {
        throw new IllegalStateException("comments are not asked for");
    }

    @Override
    protected void setEmpty() {
        type = RecordType.EMPTY;
    }

    @Override
    protected CsvRow buildRecord() {
        return this;
    }
}
