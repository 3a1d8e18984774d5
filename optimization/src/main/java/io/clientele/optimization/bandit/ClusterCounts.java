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
 * What every server of a cluster has counted, put together by messages that may be lost, repeated or late.
 *
 * <p>Each server publishes its own counts so far under its name with a rising sequence number; of two states of one server the
 * one with the higher number holds. Joining is commutative, associative and idempotent, so all who have heard of the same
 * states hold the same, whatever the order and however often.
 *
 * <ul>
 *   <li>A server that starts again from nothing needs a new name, such as host and start number: its old counts stay.
 *   <li>Two different counts under one name and number: an error, which says that two servers share a name.
 *   <li>To send differences instead, over a channel that delivers each once, add {@link ArmCounts} up.
 * </ul>
 *
 * <p>Immutable and thread-safe; equal by value.
 *
 * <pre>{@code
 * ClusterCounts all = mine.with("shop-1", 17, recorder.counts()).join(received);
 * BanditSnapshot snapshot = recipe.fit(all.total());
 * }</pre>
 *
 * @see <a href="https://inria.hal.science/inria-00555588">Shapiro and others (2011), Convergent and Commutative Replicated Data
 *     Types</a>
 */
public final class ClusterCounts {

    private static final ClusterCountsCodec CODEC = new ClusterCountsCodec();
    private static final ClusterCounts EMPTY = new ClusterCounts(NodeStates.empty());

    private final NodeStates<ArmCounts> nodes;

    private ClusterCounts(NodeStates<ArmCounts> nodes) {
        this.nodes = nodes;
    }

    /** {@return counts of no server yet} */
    public static ClusterCounts empty() {
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
    public ClusterCounts with(String node, long sequence, ArmCounts counts) {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(counts, "counts");
        Check.atLeast("sequence", sequence, 0L);
        return new ClusterCounts(nodes.with(node, new NodeStates.State<>(sequence, counts)));
    }

    /**
     * Puts two views of the cluster together.
     *
     * @param other what somebody else has heard
     * @return the later state of each server
     */
    public ClusterCounts join(ClusterCounts other) {
        return new ClusterCounts(nodes.join(other.nodes));
    }

    /** {@return the names of the servers, sorted} */
    public List<String> nodes() {
        return List.copyOf(nodes.nodes().keySet());
    }

    /** {@return the sum over all servers} */
    public ArmCounts total() {
        ArmCounts sum = ArmCounts.empty();
        for (NodeStates.State<ArmCounts> state : nodes.nodes().values()) {
            sum = sum.plus(state.counts());
        }
        return sum;
    }

    Map<String, NodeStates.State<ArmCounts>> states() {
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
    public static ClusterCounts read(Path file) {
        return ModelFiles.read(CODEC, file);
    }

    /**
     * Reads counts that {@link #write(OutputStream)} wrote.
     *
     * @param in where from
     * @return the counts
     */
    public static ClusterCounts read(InputStream in) {
        return ModelFiles.read(CODEC, in);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterCounts that && nodes.equals(that.nodes);
    }

    @Override
    public int hashCode() {
        return nodes.hashCode();
    }

    @Override
    public String toString() {
        return "ClusterCounts[" + nodes.nodes().size() + " nodes, " + total() + "]";
    }
}
