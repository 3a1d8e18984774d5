package io.clientele.core;

/** The data are legal, but no usable model exists for them; the text says which column and what to try. */
public class FitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says why there is no model.
     *
     * @param message what is wrong, where, and what to do
     */
    public FitException(String message) {
        super(message);
    }
}
