import org.jspecify.annotations.NullMarked;

/** What customers will do. */
@NullMarked
module io.clientele.prediction {
    requires static org.jspecify;
    requires transitive io.clientele.core;
    requires org.apache.commons.numbers.gamma;
    requires org.slf4j;

    exports io.clientele.prediction;
    exports io.clientele.prediction.evaluation;
    exports io.clientele.prediction.linear;
    exports io.clientele.prediction.retention;
    exports io.clientele.prediction.survival;
    exports io.clientele.prediction.survival.discrete;
    exports io.clientele.prediction.validation;
}
