package io.clientele.prediction.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against R's survdiff, and its formula for gamma above 0; values in ../shared/golden/survival/logrank-*.json. */
class LogRankOracleTest {

    private static final Map<String, Supplier<SurvivalTable>> DATA = Map.of(
            "logrank-lung",
            LogRankOracleTest::lung,
            "logrank-veteran-celltype",
            () -> SurvivalData.veteran()
                    .withStrata(
                            List.of(SurvivalData.read("survival-r/veteran.csv").texts("trt"))),
            "logrank-leukemia",
            SurvivalData::leukemia,
            "logrank-telco",
            () -> SurvivalData.telco("PaymentMethod"));

    private static final Map<String, LogRank> TESTS = Map.of(
            "log_rank", LogRank.create(),
            "peto_peto_rho1", LogRank.create().withRho(1),
            "rho_half", LogRank.create().withRho(0.5),
            "fleming_harrington_0_1", LogRank.create().withGamma(1),
            "fleming_harrington_1_1", LogRank.create().withRho(1).withGamma(1),
            "stratified_log_rank", LogRank.create());

    private static SurvivalTable lung() {
        CsvTable csv = SurvivalData.read("survival-r/lung.csv");
        String[] ecog = csv.texts("ph.ecog");
        int[] known = IntStream.range(0, ecog.length)
                .filter(i -> !ecog[i].isEmpty() && !ecog[i].equals("NA"))
                .toArray();
        return SurvivalData.lung().withStrata(List.of(ecog)).selectRows(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logrank-lung", "logrank-veteran-celltype", "logrank-leukemia", "logrank-telco"})
    void agreesWithSurvdiff(String name) {
        Golden golden = Golden.load("survival/" + name).at("expected");
        SurvivalTable stratified = DATA.get(name).get();
        SurvivalTable plain = SurvivalTable.of(stratified.times(), stratified.events())
                .withGroups(IntStream.range(0, stratified.rows())
                        .mapToObj(i -> java.util.Objects.requireNonNull(stratified.groupLabels())
                                .name(i))
                        .toList());
        for (String kind : golden.names()) {
            Golden expected = golden.at(kind);
            LogRankTest test = TESTS.get(kind).test(kind.startsWith("stratified") ? stratified : plain);
            assertThat(test.groups())
                    .containsExactlyElementsOf(expected.at("observed").names());
            for (int g = 0; g < test.groups().size(); g++) {
                expected.at("observed", test.groups().get(g)).matches(test.observed()[g], 1e-10, 0);
                expected.at("expected", test.groups().get(g)).matches(test.expected()[g], 1e-10, 0);
                expected.at("variance", g).matches(test.variance()[g], 1e-10, 1e-12);
            }
            expected.at("chi_square").matches(test.chiSquare(), 1e-10, 0);
            expected.at("df").matches(test.degreesOfFreedom(), 0, 0);
            expected.at("p").matches(test.p(), 1e-9, 0);
        }
    }
}
