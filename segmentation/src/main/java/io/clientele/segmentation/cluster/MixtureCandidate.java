package io.clientele.segmentation.cluster;

/**
 * One mixture that {@link MixtureSelection} tried.
 *
 * @param k number of components asked for
 * @param shape of the covariances
 * @param logLikelihood of the rows
 * @param freeParameters numbers fitted
 * @param bic Schwarz's criterion; less is better
 * @param icl Biernacki, Celeux and Govaert's criterion; less is better
 * @param collapsed whether a component is held at the variance floor; such a candidate is chosen only if there is no other
 * @param converged whether the fit met its stopping rule
 */
public record MixtureCandidate(
        int k,
        CovarianceShape shape,
        double logLikelihood,
        int freeParameters,
        double bic,
        double icl,
        boolean collapsed,
        boolean converged) {}
