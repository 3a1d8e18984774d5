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
}
