package io.clientele.core;

import io.clientele.core.internal.check.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a fit went: rows used, iterations, whether it converged, and what the user should know.
 *
 * <p>Not converging is not an exception: {@link #converged} is false and {@link #warnings} says why. Immutable; equal by
 * value.
 */
public final class FitReport {

    private record Content(long rows, int iterations, boolean converged, double change, List<String> warnings) {}

    private final Content c;

    private FitReport(Content c) {
        this.c = c;
    }

    /** {@return a builder for a fit that converged without iterations or warnings; change what differs} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return how many rows were used} */
    public long rows() {
        return c.rows;
    }

    /** {@return how many passes were made; 0 for a closed form} */
    public int iterations() {
        return c.iterations;
    }

    /** {@return whether the stopping rule was met} */
    public boolean converged() {
        return c.converged;
    }

    /** {@return the stopping measure at the end (the model's Javadoc says which); 0 for a closed form} */
    public double change() {
        return c.change;
    }

    /** {@return what the user should know, in words; empty when all is well} */
    public List<String> warnings() {
        return c.warnings;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FitReport that && c.equals(that.c);
    }

    @Override
    public int hashCode() {
        return c.hashCode();
    }

    @Override
    public String toString() {
        return (c.converged ? "converged" : "not converged") + " after " + c.iterations + " iterations on " + c.rows
                + " rows" + (c.warnings.isEmpty() ? "" : ", warnings " + c.warnings);
    }

    /** Collects a report while the fit runs. Not thread-safe. */
    public static final class Builder {

        private long rows;
        private int iterations;
        private boolean converged = true;
        private double change;
        private final List<String> warnings = new ArrayList<>();

        private Builder() {}

        /**
         * Sets the number of rows used.
         *
         * @param value at least 0
         * @return this
         */
        public Builder rows(long value) {
            rows = Check.atLeast("rows", value, 0L);
            return this;
        }

        /**
         * Sets the number of passes.
         *
         * @param value at least 0
         * @return this
         */
        public Builder iterations(int value) {
            iterations = Check.atLeast("iterations", value, 0);
            return this;
        }

        /**
         * Sets whether the stopping rule was met.
         *
         * @param value true if it was
         * @return this
         */
        public Builder converged(boolean value) {
            converged = value;
            return this;
        }

        /**
         * Sets the stopping measure at the end.
         *
         * @param value gradient norm or relative change
         * @return this
         */
        public Builder change(double value) {
            change = value;
            return this;
        }

        /**
         * Adds something the user should know.
         *
         * @param text one sentence: what, where, what to do
         * @return this
         */
        public Builder warning(String text) {
            warnings.add(Objects.requireNonNull(text, "text"));
            return this;
        }

        /** {@return the report} */
        public FitReport build() {
            return new FitReport(new Content(rows, iterations, converged, change, List.copyOf(warnings)));
        }
    }
}
