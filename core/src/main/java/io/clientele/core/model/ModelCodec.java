package io.clientele.core.model;

/**
 * How one kind of model is written and read.
 *
 * <p>A codec reads every version it ever wrote. When the format changes, {@link #version} goes up by one and {@link #read}
 * keeps its old branch. Codecs have no state and are safe from any thread.
 *
 * <pre>{@code
 * final class RateCodec implements ModelCodec<Rate> {
 *     public String format() { return "example.rate"; }
 *     public int version() { return 1; }
 *     public void write(Rate model, ModelOutput out) { out.field("rate", model.rate()).field("report", model.report()); }
 *     public Rate read(ModelNode node, int version) { return new Rate(node.getDouble("rate"), node.getReport("report")); }
 * }
 * }</pre>
 *
 * @param <M> the model
 */
public interface ModelCodec<M> {

    /** {@return the name of the format, such as {@code clientele.kmeans}; never changes} */
    String format();

    /** {@return the version that {@link #write} writes, from 1} */
    int version();

    /**
     * Writes the fields of a model, always in the same order.
     *
     * @param model to write
     * @param out takes the fields; {@code format} and {@code version} are already there
     */
    void write(M model, ModelOutput out);

    /**
     * Rebuilds a model.
     *
     * @param node its fields
     * @param version that wrote them, from 1 to {@link #version}
     * @return a model equal to the one written
     * @throws IllegalArgumentException if the fields make no model
     */
    M read(ModelNode node, int version);
}
