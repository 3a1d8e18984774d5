import org.jspecify.annotations.NullMarked;

/** What worked. */
@NullMarked
module io.clientele.attribution {
    requires static org.jspecify;
    requires transitive io.clientele.core;
    requires org.slf4j;
}
