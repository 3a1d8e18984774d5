package io.clientele.core.io;

/**
 * What was read, and the account of it.
 *
 * @param <T> a log or a table
 */
public final class Loaded<T> {

    private final T data;
    private final ReadReport report;

    Loaded(T data, ReadReport report) {
        this.data = data;
        this.report = report;
    }

    /** {@return the log or table} */
    public T data() {
        return data;
    }

    /** {@return what became of the rows} */
    public ReadReport report() {
        return report;
    }

    @Override
    public String toString() {
        return data + "; " + report.lines().get(0);
    }
}
