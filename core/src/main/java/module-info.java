import org.jspecify.annotations.NullMarked;

/** Logs, tables, execution and numerics that every Clientele module shares. */
// the qualified exports name modules that are built after this one
@SuppressWarnings("module")
@NullMarked
module io.clientele.core {
    requires static transitive org.jspecify;
    requires transitive java.sql;
    requires org.slf4j;
    requires org.apache.commons.numbers.gamma;
    requires org.apache.commons.statistics.distribution;
    requires tools.jackson.core;
    requires de.siegmar.fastcsv;

    exports io.clientele.core;
    exports io.clientele.core.data;
    exports io.clientele.core.feature;
    exports io.clientele.core.io;
    exports io.clientele.core.model;
    exports io.clientele.core.stats;
    exports io.clientele.core.internal.check to
            io.clientele.segmentation,
            io.clientele.prediction,
            io.clientele.optimization,
            io.clientele.attribution,
            io.clientele.simulation,
            io.clientele.cli;
    exports io.clientele.core.internal.kernel to
            io.clientele.segmentation,
            io.clientele.prediction,
            io.clientele.optimization,
            io.clientele.attribution,
            io.clientele.simulation,
            io.clientele.cli;
    exports io.clientele.core.internal.parallel to
            io.clientele.segmentation,
            io.clientele.prediction,
            io.clientele.optimization,
            io.clientele.attribution,
            io.clientele.simulation,
            io.clientele.cli;
    exports io.clientele.core.internal.random to
            io.clientele.segmentation,
            io.clientele.prediction,
            io.clientele.optimization,
            io.clientele.attribution,
            io.clientele.simulation,
            io.clientele.cli;
    exports io.clientele.core.internal.solver to
            io.clientele.segmentation,
            io.clientele.prediction,
            io.clientele.optimization,
            io.clientele.attribution,
            io.clientele.simulation,
            io.clientele.cli;
}
