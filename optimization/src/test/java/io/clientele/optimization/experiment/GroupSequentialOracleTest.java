package io.clientele.optimization.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clientele.core.contract.Golden;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Limits, power and expected information against ../shared/golden/experiments (own recursion in R, and rpact), and tables. */
class GroupSequentialOracleTest {

    private static final Map<String, StoppingRule> RULES = Map.of(
            "OF", StoppingRule.classicObrienFleming(),
            "P", StoppingRule.classicPocock(),
            "asOF", StoppingRule.obrienFleming(),
            "asP", StoppingRule.pocock(),
            "asHSD", StoppingRule.hwangShihDeCani(-4));

    @Test
    void goldenDesigns() {
        Golden all = Golden.load("experiments/group-sequential").at("expected");
        assertThat(all.names()).hasSize(24);
        for (String name : all.names()) {
            Golden g = all.at(name);
            GroupSequentialDesign design = GroupSequential.at(
                            g.at("information").numbers())
                    .withAlpha(g.at("alpha").number())
                    .withTwoSided(g.at("sided").number() == 2)
                    .withRule(RULES.get(g.at("type").text()))
                    .design();
            g.at("critical_values").matches(design.criticalValues(), 1e-8, 1e-9);
            g.at("cumulative_alpha_spent").matches(design.spent(), 1e-8, 1e-9);
            for (int i = 0; i < g.at("power").size(); i++) {
                Golden p = g.at("power").at(i);
                double drift = design.driftFor(p.at("power").number());
                p.at("drift").matches(drift, 1e-8, 1e-9);
                p.at("inflation_factor").matches(design.inflation(p.at("power").number()), 1e-8, 1e-9);
                p.at("crossing_probabilities").matches(design.crossingProbabilities(drift), 1e-8, 1e-9);
                p.at("expected_information").matches(design.expectedInformation(drift), 1e-8, 1e-9);
            }
        }
    }

    /** ../shared/anchors/optimization.md 5.2: two-sided, equally spaced. */
    @Test
    void tablesOfConstants() {
        int[] looks = {2, 3, 4, 5, 6, 8, 10, 14, 20};
        double[] pocock = {2.178272, 2.289478, 2.361298, 2.413176, 2.453211, 2.512336, 2.555013, 2.614554, 2.671968};
        double[] fleming = {1.977431, 2.004036, 2.024295, 2.040073, 2.052793, 2.072207, 2.086502, 2.106547, 2.125652};
        double[] pocock1 = {2.771809, 2.872960, 2.938664, 2.986272, 3.023078, 3.077517, 3.116850, 3.171751, 3.224680};
        for (int i = 0; i < looks.length; i++) {
            GroupSequential recipe = GroupSequential.looks(looks[i]);
            int last = looks[i] - 1;
            assertThat(recipe.withRule(StoppingRule.classicPocock()).design().criticalValue(0))
                    .isCloseTo(pocock[i], within(6e-7));
            assertThat(recipe.withRule(StoppingRule.classicObrienFleming())
                            .design()
                            .criticalValue(last))
                    .isCloseTo(fleming[i], within(6e-7));
            assertThat(recipe.withAlpha(0.01)
                            .withRule(StoppingRule.classicPocock())
                            .design()
                            .criticalValue(0))
                    .isCloseTo(pocock1[i], within(6e-7));
        }
        assertThat(GroupSequential.looks(5).design().criticalValues())
                .containsExactly(new double[] {4.876885, 3.357012, 2.680280, 2.289817, 2.031032}, within(6e-7));
        double[] fourteen = {
            5.815327, 4.702601, 4.037217, 3.586929, 3.258477, 3.005927, 2.804129, 2.638152, 2.498539, 2.378985,
            2.275108, 2.183758, 2.102604
        };
        double[] ours = GroupSequential.looks(14).design().criticalValues();
        assertThat(java.util.Arrays.copyOfRange(ours, 1, 14)).containsExactly(fourteen, within(6e-7));
        assertThat(ours[0]).isGreaterThan(8);
        double[] spent = {
            2.759536, 2.722733, 2.684065, 2.651716, 2.624997, 2.602677, 2.583763, 2.567518, 2.553397, 2.540994,
            2.530002, 2.520182, 2.511348, 2.503351
        };
        assertThat(GroupSequential.looks(14)
                        .withRule(StoppingRule.pocock())
                        .design()
                        .criticalValues())
                .containsExactly(spent, within(6e-7));
    }

    /** The same anchors, 3.3: real error of looking at a test at 1.96 many times, and of what is on offer at 14 looks. */
    @Test
    void peekingAndItsRemedies() {
        int[] looks = {2, 3, 4, 5, 10, 14, 20, 50, 100};
        double[] error = {8.312, 10.726, 12.617, 14.169, 19.336, 21.965, 24.791, 32.045, 37.362};
        for (int i = 0; i < looks.length; i++) {
            double[] information = GroupSequential.looks(looks[i]).design().information();
            double[] limits = new double[looks[i]];
            java.util.Arrays.fill(limits, 1.959963984540054);
            double[] spent = GroupSequentialDesign.ofLimits(information, limits, true, 0.05)
                    .spent();
            assertThat(100 * spent[looks[i] - 1]).isCloseTo(error[i], within(6e-4));
        }
        GroupSequentialDesign design = GroupSequential.looks(14).design();
        double drift = 1.959963984540054 + 0.8416212335729143;
        assertThat(design.power(drift)).isCloseTo(0.783, within(6e-4));
        assertThat(design.expectedInformation(drift)).isCloseTo(0.764, within(6e-4));
        assertThat(design.inflation(0.8)).isCloseTo(1.042, within(6e-4));
    }

    /** Two looks: the chance to cross at the second is a bivariate normal's, by a plain sum over a fine grid. */
    @Test
    void secondLookByPlainSummation() {
        double[] information = {0.37, 1};
        double[] limits = {2.4, 2.1};
        double drift = 1.3;
        GroupSequentialDesign design = GroupSequentialDesign.ofLimits(information, limits, false, 0.025);
        double t = information[0];
        double sum = 0;
        int n = 400_000;
        double from = -12;
        double to = limits[0] * Math.sqrt(t);
        double h = (to - from) / n;
        for (int i = 0; i < n; i++) {
            double s = from + (i + 0.5) * h;
            double z = (s - drift * t) / Math.sqrt(t);
            double rest = (limits[1] - s - drift * (1 - t)) / Math.sqrt(1 - t);
            sum += h
                    * Math.exp(-z * z / 2)
                    / Math.sqrt(2 * Math.PI * t)
                    * io.clientele.core.stats.Distributions.normalSurvival(rest);
        }
        // the midpoint rule's error is of the order of h² = 1e-9
        assertThat(design.crossingProbabilities(drift)[1]).isCloseTo(sum, within(1e-9));
    }
}
