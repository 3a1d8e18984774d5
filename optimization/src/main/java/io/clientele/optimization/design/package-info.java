/**
 * Designs of experiments: several changes at once, groups instead of single customers, and turns in time.
 *
 * <p>Use {@link io.clientele.optimization.design.FactorialDesign} for changes that may work on each other,
 * {@link io.clientele.optimization.design.ClusterDesign} where customers of a group (shop, town) affect each other, and
 * {@link io.clientele.optimization.design.SwitchbackDesign} where a change touches everybody at once. For one change dealt to single
 * customers, package {@code experiment} is enough, also with several rows a customer
 * ({@link io.clientele.optimization.experiment.CustomerSums}).
 */
package io.clientele.optimization.design;
