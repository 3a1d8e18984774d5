package io.clientele.segmentation.cluster;

/**
 * Where a point belongs by {@link HdbscanModel}.
 *
 * @param cluster from 0, or -1 for noise
 * @param strength how firmly: 1 in the dense middle, towards 0 at the edge, 0 for noise
 */
public record DensityMembership(int cluster, double strength) {}
