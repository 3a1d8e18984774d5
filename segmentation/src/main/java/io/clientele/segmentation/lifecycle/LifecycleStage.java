package io.clientele.segmentation.lifecycle;

/** Where a customer stands. {@link LifecycleModel#rules} says in words when each stage holds, with the model's numbers. */
public enum LifecycleStage {
    /** Known, but has not bought yet. */
    PROSPECT("prospect"),
    /** Has bought, but fewer times than it takes to be engaged. */
    NEW("new"),
    /** Has come back, and is not late. */
    ENGAGED("engaged"),
    /** Has come back many times, and is not late. */
    LOYAL("loyal"),
    /** Later than most of the gaps to be expected of this customer. */
    AT_RISK("at risk"),
    /** Later than nearly all the gaps to be expected of this customer. */
    LAPSED("lapsed"),
    /** Had lapsed, has bought again, and is not yet engaged once more. */
    WON_BACK("won back");

    private final String label;

    LifecycleStage(String label) {
        this.label = label;
    }

    /** {@return the name in words, such as "at risk"} */
    public String label() {
        return label;
    }

    boolean active() {
        return this == NEW || this == ENGAGED || this == LOYAL || this == WON_BACK;
    }
}
