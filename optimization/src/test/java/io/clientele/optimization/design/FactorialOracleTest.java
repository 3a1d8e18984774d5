package io.clientele.optimization.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.CsvTable;
import io.clientele.core.contract.Golden;
import io.clientele.core.contract.SharedFiles;
import io.clientele.optimization.experiment.MetricSample;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Analyses of variance against R's car (../shared/golden/experiments/factorial-*), effects against statsmodels' HC2. */
class FactorialOracleTest {

    private static List<MetricSample> cells(FactorialDesign design, String[][] levels, double[] y) {
        List<MetricSample> samples = new ArrayList<>();
        for (int cell = 0; cell < design.cells(); cell++) {
            MetricSample.Builder sample = MetricSample.builder(design.variants()[cell]);
            for (int i = 0; i < y.length; i++) {
                boolean here = true;
                for (int f = 0; f < levels.length; f++) {
                    Factor factor = design.factors().get(f);
                    here &= levels[f][i].equals(factor.levels().get(design.level(cell, f)));
                }
                if (here) {
                    sample.add(y[i]);
                }
            }
            samples.add(sample.build());
        }
        return samples;
    }

    private static void matches(Golden expected, FactorialResult result) {
        for (SumsOfSquares type : SumsOfSquares.values()) {
            Golden g = expected.at(type.name().toLowerCase(java.util.Locale.ROOT));
            List<String> names = g.at("term").texts();
            for (AnovaTerm term : result.anova(type)) {
                int i = names.indexOf(term.term());
                g.at("sum_of_squares", i).matches(term.sumOfSquares(), 1e-8, 1e-10);
                g.at("df", i).matches(term.degreesOfFreedom(), 0, 0);
                g.at("f", i).matches(term.f(), 1e-8, 1e-10);
                g.at("p", i).matches(term.p(), 1e-8, 1e-10);
            }
        }
    }

    private static FactorialDesign simulatedDesign() {
        return FactorialDesign.full(Factor.of("headline", "A", "B"), Factor.of("image", "x", "y", "z"));
    }

    private static List<MetricSample> simulated(Golden golden, FactorialDesign design) {
        CsvTable input = golden.input();
        return cells(design, new String[][] {input.texts("headline"), input.texts("image")}, input.numbers("y"));
    }

    @Test
    void balancedTwoByThree() {
        Golden golden = Golden.load("experiments/factorial-simulated");
        FactorialDesign design = simulatedDesign();
        List<MetricSample> samples = simulated(golden, design);
        FactorialResult result = FactorialTest.create().means(design, samples);
        matches(golden.at("expected"), result);
        for (int c = 0; c < samples.size(); c++) {
            golden.at("expected", "cells", "mean", c).matches(samples.get(c).mean(), 1e-10, 0);
        }
    }

    /** python3: smf.ols('y ~ C(headline):C(image) - 1').fit(cov_type='HC2'), contrasts of its parameters (statsmodels 0.13.5). */
    @Test
    void effectsOfTheSimulatedOne() {
        Golden golden = Golden.load("experiments/factorial-simulated");
        FactorialDesign design = simulatedDesign();
        FactorialResult result = FactorialTest.create().means(design, simulated(golden, design));
        assertThat(result.effects().stream().map(FactorialEffect::name))
                .containsExactly("headline=B", "image=y", "image=z", "headline=B x image=y", "headline=B x image=z");
        matches(result.effect("headline=B"), 2.5832500000000014, 0.21303556479114244);
        matches(result.effect("image=y"), 0.4954166666666664, 0.25854139531888193);
        matches(result.effect("headline=B x image=z"), 0.4763333333333293, 0.5167988845974925);
    }

    private static void matches(FactorialEffect effect, double estimate, double error) {
        assertThat(effect.estimate()).isCloseTo(estimate, within(1e-12));
        assertThat(effect.standardError()).isCloseTo(error, within(1e-12));
    }

    /** Carseats: 3 x 2 x 2 with cells of 9 to 87 shops. With one degree of freedom, F of type 3 is the pooled effect's t squared. */
    @Test
    void unbalancedThreeByTwoByTwo() {
        Golden golden = Golden.load("experiments/factorial-carseats");
        CsvTable shops = CsvTable.read(SharedFiles.data("isl-carseats/carseats.csv"));
        FactorialDesign design = FactorialDesign.full(
                Factor.of("ShelveLoc", "Bad", "Good", "Medium"),
                Factor.of("US", "No", "Yes"),
                Factor.of("Urban", "No", "Yes"));
        List<MetricSample> samples = cells(
                design,
                new String[][] {shops.texts("ShelveLoc"), shops.texts("US"), shops.texts("Urban")},
                shops.numbers("Sales"));
        FactorialResult result = FactorialTest.create().withPooledVariance().means(design, samples);
        matches(golden.at("expected"), result);
        List<AnovaTerm> third = result.anova(SumsOfSquares.TYPE_3);
        same(third.get(1), result.effect("US=Yes"));
        same(third.get(2), result.effect("Urban=Yes"));
        same(third.get(5), result.effect("US=Yes x Urban=Yes"));
    }

    private static void same(AnovaTerm term, FactorialEffect effect) {
        assertThat(Math.pow(effect.estimate() / effect.standardError(), 2)).isCloseTo(term.f(), within(1e-9));
        assertThat(effect.p()).isCloseTo(term.p(), within(1e-9));
    }
}
