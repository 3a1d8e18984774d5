import org.jspecify.annotations.NullMarked;

/** The main job and each capability from a shell. */
@NullMarked
module io.clientele.cli {
    requires static org.jspecify;
    requires io.clientele.core;
    requires io.clientele.segmentation;
    requires io.clientele.prediction;
    requires io.clientele.optimization;
    requires io.clientele.attribution;
    requires io.clientele.simulation;
    requires info.picocli;
    requires tools.jackson.core;

    // picocli fills the fields of commands
    opens io.clientele.cli to
            info.picocli;
}
