/** Cohorts, trees and mixtures. */
package io.clientele.benchmarks.segmentation;
