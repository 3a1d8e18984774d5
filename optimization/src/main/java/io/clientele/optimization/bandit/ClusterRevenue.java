package io.clientele.optimization.bandit;

import io.clientele.core.internal.check.Check;
import io.clientele.core.model.ModelFiles;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the visitors of every server of a cluster have spent, put together by messages that may be lost, repeated or late.
 *
 * <p>The same as {@link ClusterCounts}, for orders and their values: of two states of one server the one with the higher number holds, so
 * all who have heard of the same states hold the same, whatever the order and however often.
 *
 * <ul>
 *   <li>A server that starts again from nothing needs a new name, such as host and start number: its old counts stay.
 *   <li>Two different counts under one name and number: an error, which says that two servers share a name.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ClusterRevenue all = mine.with("shop-1", 17, recorder.counts()).join(received);
 * BanditSnapshot snapshot = recipe.fit(all.total(), prior);
 * }</pre>
 *
 * @see <a href="https://inria.hal.science/inria-00555588">Shapiro and others (2011), Convergent and Commutative Replicated Data
 *     Types</a>
 */
public final class ClusterRevenue {

    private static final ClusterRevenueCodec CODEC = new ClusterRevenueCodec();
    private static final ClusterRevenue EMPTY = new ClusterRevenue(NodeStates.empty());

    private final NodeStates<RevenueCounts> nodes;

    private ClusterRevenue(NodeStates<RevenueCounts> nodes) {
        this.nodes = nodes;
    }

    /** {@return counts of no server yet} */
    public static ClusterRevenue empty() {
        return EMPTY;
    }

    /**
     * Takes in a server's counts, unless later ones are here already.
     *
     * @param node the server's name
     * @param sequence rising with each state of this server, at least 0
     * @param counts all it has counted since it took its name
     * @return the counts with it
     */
    public ClusterRevenue with(String node, long sequence, RevenueCounts counts) {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(counts, "counts");
        Check.atLeast("sequence", sequence, 0L);
        return new ClusterRevenue(nodes.with(node, new NodeStates.State<>(sequence, counts)));
    }

    /**
     * Puts two views of the cluster together.
     *
     * @param other what somebody else has heard
     * @return the later state of each server
     */
    public ClusterRevenue join(ClusterRevenue other) {
        return new ClusterRevenue(nodes.join(other.nodes));
    }

    /** {@return the names of the servers, sorted} */
    public List<String> nodes() {
        return List.copyOf(nodes.nodes().keySet());
    }

    /** {@return the sum over all servers} */
    public RevenueCounts total() {
        RevenueCounts sum = RevenueCounts.empty();
        for (NodeStates.State<RevenueCounts> state : nodes.nodes().values()) {
            sum = sum.plus(state.counts());
        }
        return sum;
    }

    Map<String, NodeStates.State<RevenueCounts>> states() {
        return nodes.nodes();
    }

    /**
     * Writes the counts as JSON.
     *
     * @param file where to; replaced if it exists
     */
    public void write(Path file) {
        ModelFiles.write(CODEC, this, file);
    }

    /**
     * Writes the counts as JSON to a stream, which stays open.
     *
     * @param out where to
     */
    public void write(OutputStream out) {
        ModelFiles.write(CODEC, this, out);
    }

    /**
     * Reads counts that {@link #write(Path)} wrote.
     *
     * @param file where from
     * @return the counts
     */
    public static ClusterRevenue read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads counts that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the counts
     */
    public static ClusterRevenue read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterRevenue that && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }

    @Override
    public String toString() {
        return "ClusterRevenue[" + nodes.nodes().size() + " nodes, " + total() + "]";
    }
}
