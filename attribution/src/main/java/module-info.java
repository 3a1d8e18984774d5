import org.jspecify.annotations.NullMarked;

/** What worked. */
@NullMarked
module io.clientele.attribution {
    requires static org.jspecify;
    requires transitive io.clientele.core;
    requires org.slf4j;

    exports io.clientele.attribution;
    exports io.clientele.attribution.comparison;
    exports io.clientele.attribution.exposure;
    exports io.clientele.attribution.incrementality;
    exports io.clientele.attribution.journey;
    exports io.clientele.attribution.markov;
    exports io.clientele.attribution.mediamix;
    exports io.clientele.attribution.rule;
    exports io.clientele.attribution.shapley;
}
