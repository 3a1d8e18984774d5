package io.clientele.core.model;

/** Our own refusals, told apart from those of a model's constructor, which still need the name of the file. */
final class ModelFormatException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ModelFormatException(String message) {
        super(message);
    }

    ModelFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
