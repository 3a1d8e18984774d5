package io.clientele.segmentation.cluster;

/** What data without clusters may look like. */
public enum GapReference {

    /** Even over the box around the rows along their principal axes (Tibshirani, Walther and Hastie 2001). */
    BOX(0),

    /** One normal distribution with the mean and covariance of the rows (Liu, Hayes, Nobel and Marron 2008). */
    NORMAL(1);

    /** Where its numbers are. */
    final int place;

    GapReference(int place) {
        this.place = place;
    }
}
