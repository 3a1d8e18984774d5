/** Attribution: chains, Shapley values, path counts and resampling on made-up journeys. */
package io.clientele.benchmarks.attribution;
