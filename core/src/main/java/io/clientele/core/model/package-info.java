/**
 * Reading and writing fitted models: versioned, self-describing JSON with the same bytes on every JDK.
 *
 * <p>A model hands its fields to a {@link io.clientele.core.model.ModelOutput} and is rebuilt from a
 * {@link io.clientele.core.model.ModelNode}; its {@link io.clientele.core.model.ModelCodec} holds both, and
 * {@link io.clientele.core.model.ModelFiles} does the rest.
 */
package io.clientele.core.model;
