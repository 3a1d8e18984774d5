package io.clientele.segmentation.rfm;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.core.Execution;
import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every customer's scores by both rules against ../shared/golden/segmentation; scores are exact. */
class RfmOracleTest {

    @ParameterizedTest
    @ValueSource(strings = {"segmentation/rfm-online-retail", "segmentation/rfm-cdnow"})
    void scoresOfEveryCustomer(String name) {
        Golden golden = Golden.load(name);
        CsvTable input = golden.input();
        RfmTable table = RfmTable.of(
                List.of(input.texts("customer")),
                input.numbers("recency"),
                input.numbers("frequency"),
                input.numbers("monetary"));
        assertThat(table.rows())
                .isEqualTo((int) golden.at("expected", "customers").number());
        check(Rfm.create(), table, input, "cut", golden);
        check(Rfm.create().withTies(Ties.RANK), table, input, "ntile", golden);
        RfmModel model = Rfm.create().fit(table);
        assertThat(model.score(table)).isEqualTo(Rfm.create().score(table, Execution.sequential()));
        golden.at("expected", "frequency", "quantiles_type7").matches(model.frequencyCuts(1), 1e-12, 1e-9);
        golden.at("expected", "monetary", "quantiles_type7").matches(model.monetaryCuts(1), 1e-12, 1e-9);
        double[] days = model.recencyCuts();
        double[] rising = {days[3], days[2], days[1], days[0]};
        golden.at("expected", "recency", "quantiles_type7").matches(rising, 1e-12, 1e-9);
    }

    private static void check(Rfm recipe, RfmTable table, CsvTable input, String rule, Golden golden) {
        RfmScores scores = recipe.score(table, Execution.sequential());
        int n = table.rows();
        double[][] ours = new double[3][n];
        Map<Integer, Integer> cells = new TreeMap<>();
        for (int i = 0; i < n; i++) {
            ours[0][i] = scores.r(i);
            ours[1][i] = scores.f(i);
            ours[2][i] = scores.m(i);
            cells.merge(scores.code(i), 1, Integer::sum);
        }
        assertThat(ours[0]).isEqualTo(input.numbers("r_" + rule));
        assertThat(ours[1]).isEqualTo(input.numbers("f_" + rule));
        assertThat(ours[2]).isEqualTo(input.numbers("m_" + rule));
        Golden expected = golden.at("expected", "cells_" + rule);
        assertThat(cells.keySet())
                .containsExactlyElementsOf(
                        Arrays.stream(expected.at("code").wholes()).boxed().toList());
        assertThat(cells.values())
                .containsExactlyElementsOf(
                        Arrays.stream(expected.at("customers").wholes()).boxed().toList());
    }
}
