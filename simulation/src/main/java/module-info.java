import org.jspecify.annotations.NullMarked;

/** Shops with a known truth. */
@NullMarked
module io.clientele.simulation {
    requires static org.jspecify;
    requires transitive io.clientele.core;
    requires org.slf4j;

    exports io.clientele.simulation;
}
