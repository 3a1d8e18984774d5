package io.clientele.optimization.bandit;

class ThompsonSamplingContractTest extends BanditPolicyContract<ThompsonSampling> {

    @Override
    protected ThompsonSampling estimator() {
        return ThompsonSampling.of("control", "banner", "video");
    }
}
