package io.clientele.optimization.bandit.contextual;

import io.clientele.core.stats.ExactSum;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which inputs the models have: one model an arm on (1, context), or one of all arms on the products of (1, context) and (1, features
 * of the arm).
 */
final class Design {

    private final List<String> features;
    private final List<String> arms;
    /** Of each arm, with the constant; none where each arm has a model. */
    private final double[][] traits;

    private final @Nullable ArmFeatures known;
    /** How many inputs a context gives, the constant included. */
    final int width;

    private final int traitWidth;

    Design(List<String> features, List<String> arms, @Nullable ArmFeatures known) {
        this.features = features;
        this.arms = arms;
        this.known = known;
        width = features.size() + 1;
        traitWidth = known == null ? 1 : known.names().size() + 1;
        traits = known == null
                ? new double[0][]
                : arms.stream().map(arm -> withConstant(known.values(arm))).toArray(double[][]::new);
    }

    private static double[] withConstant(double[] values) {
        double[] all = new double[values.length + 1];
        all[0] = 1;
        System.arraycopy(values, 0, all, 1, values.length);
        return all;
    }

    boolean shared() {
        return known != null;
    }

    int models() {
        return known == null ? arms.size() : 1;
    }

    int model(int arm) {
        return known == null ? arm : 0;
    }

    /** How many inputs a model has. */
    int size() {
        return width * traitWidth;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int j = 0; j < width; j++) {
            String feature = j == 0 ? "constant" : features.get(j - 1);
            for (int l = 0; l < traitWidth; l++) {
                names.add(
                        l == 0
                                ? feature
                                : feature + " x "
                                        + Objects.requireNonNull(known).names().get(l - 1));
            }
        }
        return names;
    }

    /** The inputs of an arm's model in a context. */
    void fill(double[] context, int arm, double[] inputs) {
        for (int j = 0; j < width; j++) {
            double x = j == 0 ? 1 : context[j - 1];
            for (int l = 0; l < traitWidth; l++) {
                inputs[j * traitWidth + l] = known == null ? x : x * traits[arm][l];
            }
        }
    }

    /** The arms of which a model learns, of those counted. */
    List<String> teachers(List<String> counted, int model) {
        return counted.stream()
                .filter(arm -> known == null ? arm.equals(arms.get(model)) : known.has(arm))
                .toList();
    }

    /** The inputs of an arm's model in a context, listed or not. */
    double[] inputs(double[] context, String arm) {
        double[] z = known == null ? new double[] {1} : withConstant(known.values(arm));
        double[] inputs = new double[size()];
        for (int j = 0; j < width; j++) {
            double x = j == 0 ? 1 : context[j - 1];
            for (int l = 0; l < traitWidth; l++) {
                inputs[j * traitWidth + l] = x * z[l];
            }
        }
        return inputs;
    }

    /** Coefficients of (1, context) for an arm, from those of its model. */
    double[] ofArm(double[] coefficients, int arm) {
        if (known == null) {
            return coefficients;
        }
        double[] own = new double[width];
        for (int j = 0; j < width; j++) {
            for (int l = 0; l < traitWidth; l++) {
                own[j] += coefficients[j * traitWidth + l] * traits[arm][l];
            }
        }
        return own;
    }

    /** The coefficients of some arms in one array, with the arm as the fastest index. */
    double[] together(IntFunction<double[]> ofArm, List<Integer> some) {
        double[] all = new double[width * some.size()];
        for (int a = 0; a < some.size(); a++) {
            double[] own = ofArm.apply(some.get(a));
            for (int j = 0; j < width; j++) {
                all[j * some.size() + a] = own[j];
            }
        }
        return all;
    }

    /** Lower triangular F so that the squares of F(1, context) add up to the variance of the arm's score, but for the noise. */
    double[][] spread(Factor factor, int arm) {
        double[][] columns = new double[width][];
        double[] inputs = new double[size()];
        for (int j = 0; j < width; j++) {
            Arrays.fill(inputs, 0);
            for (int l = 0; l < traitWidth; l++) {
                inputs[j * traitWidth + l] = known == null ? 1 : traits[arm][l];
            }
            columns[j] = factor.forward(inputs);
        }
        if (known != null) {
            return upper(columns, width);
        }
        double[][] lower = new double[width][width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j <= i; j++) {
                lower[i][j] = columns[j][i];
            }
        }
        return lower;
    }

    /** The transposed upper triangular U with UU' = Y'Y. */
    private static double[][] upper(double[][] y, int width) {
        double[][] lower = new double[width][width];
        for (int j = width - 1; j >= 0; j--) {
            for (int i = j; i >= 0; i--) {
                double s = 0;
                for (int k = 0; k < y[i].length; k++) {
                    s += y[i][k] * y[j][k];
                }
                for (int k = j + 1; k < width; k++) {
                    s -= lower[k][i] * lower[k][j];
                }
                if (i == j) {
                    lower[j][j] = Math.sqrt(Math.max(0, s));
                } else {
                    lower[j][i] = lower[j][j] > 0 ? s / lower[j][j] : 0;
                }
            }
        }
        return lower;
    }

    /** The models after these decisions. */
    Factor[] fit(ContextualSums sums, double precision) {
        Factor[] factors = new Factor[models()];
        if (known == null) {
            for (int arm = 0; arm < factors.length; arm++) {
                ContextualSums.Arm own = sums.parts().get(arms.get(arm));
                factors[arm] = own == null
                        ? Factor.prior(size(), precision)
                        : Factor.of(triangle(own, width + 1), precision, names());
            }
            return factors;
        }
        double[][] all = new double[size() + 1][size() + 1];
        for (Map.Entry<String, ContextualSums.Arm> arm : sums.parts().entrySet()) {
            if (Objects.requireNonNull(known).has(arm.getKey())) {
                addProducts(triangle(arm.getValue(), width + 1), withConstant(known.values(arm.getKey())), all);
            }
        }
        factors[0] = Factor.of(all, precision, names());
        return factors;
    }

    private void addProducts(double[][] own, double[] z, double[][] all) {
        int q = z.length;
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < width; j++) {
                double s = own[Math.max(i, j)][Math.min(i, j)];
                for (int l = 0; l < q; l++) {
                    for (int m = 0; m < q; m++) {
                        all[i * q + l][j * q + m] += s * (z[l] * z[m]);
                    }
                }
            }
            for (int l = 0; l < q; l++) {
                all[width * q][i * q + l] += own[width][i] * z[l];
            }
        }
        all[width * q][width * q] += own[width][width];
    }

    private static double[][] triangle(ContextualSums.Arm arm, int rows) {
        double[][] lower = new double[rows][];
        int at = 0;
        for (int i = 0; i < rows; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                ExactSum product = arm.products[at++];
                lower[i][j] = product.value();
            }
        }
        return lower;
    }
}
