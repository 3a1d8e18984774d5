import org.jspecify.annotations.NullMarked;

/** What to do about it. */
@NullMarked
module io.clientele.optimization {
    requires static org.jspecify;
    requires transitive io.clientele.core;
    requires org.slf4j;

    exports io.clientele.optimization.assignment;
    exports io.clientele.optimization.backlog;
    exports io.clientele.optimization.bandit;
    exports io.clientele.optimization.bandit.contextual;
    exports io.clientele.optimization.bandit.replay;
    exports io.clientele.optimization.bandit.slate;
    exports io.clientele.optimization.design;
    exports io.clientele.optimization.experiment;
    exports io.clientele.optimization.experiment.health;
    exports io.clientele.optimization.experiment.metric;
    exports io.clientele.optimization.experiment.sequential;
    exports io.clientele.optimization.experiment.verdict;
}
