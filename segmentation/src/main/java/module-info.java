import org.jspecify.annotations.NullMarked;

/** Who the customers are. */
@NullMarked
module io.clientele.segmentation {
    requires static org.jspecify;
    requires transitive io.clientele.core;
    requires org.slf4j;

    exports io.clientele.segmentation.behavior;
    exports io.clientele.segmentation.cluster;
    exports io.clientele.segmentation.cohort;
    exports io.clientele.segmentation.history;
    exports io.clientele.segmentation.lifecycle;
    exports io.clientele.segmentation.profile;
    exports io.clientele.segmentation.rfm;
}
