package io.clientele.optimization.design;

import io.clientele.core.internal.solver.Cholesky;
import io.clientele.core.stats.Distributions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The analysis of variance of a full design from the cells' moments: least squares on cell means, weighted by units, with the levels of
 * each factor coded so that they add up to zero.
 */
final class Anova {

    private final FactorialDesign design;
    private final List<Cell> cells;
    private final double[] centred;
    private final double within;
    private final double degrees;
    /** Terms as sets of factors, by size, then by the order of factors; the mean, 0, is not among them. */
    private final int[] terms;

    private final double[][][] columns;

    Anova(FactorialDesign design, List<Cell> cells) {
        this.design = design;
        this.cells = cells;
        double total = 0;
        double count = 0;
        double sum = 0;
        for (Cell cell : cells) {
            total += cell.count() * cell.mean();
            count += cell.count();
            sum += (cell.count() - 1) * cell.variance();
        }
        double mean = total / count;
        centred = cells.stream().mapToDouble(cell -> cell.mean() - mean).toArray();
        within = sum;
        degrees = count - cells.size();
        int all = 1 << design.factors().size();
        terms = IntStream.range(1, all)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(Integer::bitCount)
                        .thenComparing(Comparator.comparingInt((Integer w) -> Integer.reverse(w) >>> 1)
                                .reversed()))
                .mapToInt(Integer::intValue)
                .toArray();
        columns = new double[all][][];
        for (int term = 0; term < all; term++) {
            columns[term] = columns(term);
        }
    }

    /** The columns of a term over the cells: products of its factors' codes. */
    private double[][] columns(int term) {
        List<double[]> made = new ArrayList<>();
        double[] ones = new double[cells.size()];
        java.util.Arrays.fill(ones, 1);
        made.add(ones);
        for (int f = 0; f < design.factors().size(); f++) {
            if ((term >> f & 1) == 1) {
                List<double[]> longer = new ArrayList<>();
                int last = design.factors().get(f).levels().size() - 1;
                for (double[] column : made) {
                    for (int level = 0; level < last; level++) {
                        double[] product = new double[column.length];
                        for (int c = 0; c < product.length; c++) {
                            int at = design.level(c, f);
                            product[c] = at == level ? column[c] : at == last ? -column[c] : 0;
                        }
                        longer.add(product);
                    }
                }
                made = longer;
            }
        }
        return made.toArray(new double[0][]);
    }

    List<AnovaTerm> terms(SumsOfSquares type) {
        List<AnovaTerm> lines = new ArrayList<>();
        for (int i = 0; i < terms.length; i++) {
            int term = terms[i];
            int before = i;
            IntPredicate others = switch (type) {
                case TYPE_1 -> position -> position < before;
                case TYPE_2 -> position -> (terms[position] & term) != term;
                case TYPE_3 -> position -> terms[position] != term;
            };
            double without = left(others);
            double with = left(position -> others.test(position) || terms[position] == term);
            lines.add(line(term, Math.max(0, without - with)));
        }
        return List.copyOf(lines);
    }

    private AnovaTerm line(int term, double squares) {
        int df = columns[term].length;
        double f = squares / df / (within / degrees);
        return new AnovaTerm(
                String.join(":", design.names(term)),
                squares,
                df,
                f,
                Distributions.fSurvival(f, df, degrees),
                Distributions.fLogSurvival(f, df, degrees));
    }

    /** What the mean and the chosen terms leave of the differences between cells. */
    private double left(IntPredicate chosen) {
        List<double[]> x = new ArrayList<>(List.of(columns[0]));
        for (int i = 0; i < terms.length; i++) {
            if (chosen.test(i)) {
                x.addAll(List.of(columns[terms[i]]));
            }
        }
        int k = x.size();
        double[][] gram = new double[k][k];
        double[] moments = new double[k];
        for (int a = 0; a < k; a++) {
            for (int c = 0; c < centred.length; c++) {
                double weighted = cells.get(c).count() * x.get(a)[c];
                moments[a] += weighted * centred[c];
                for (int b = 0; b <= a; b++) {
                    gram[a][b] += weighted * x.get(b)[c];
                }
            }
        }
        double[] slope = Cholesky.of(gram, 1e-13).solve(moments);
        double sum = 0;
        for (int c = 0; c < centred.length; c++) {
            double away = centred[c];
            for (int a = 0; a < k; a++) {
                away -= slope[a] * x.get(a)[c];
            }
            sum += cells.get(c).count() * away * away;
        }
        return sum;
    }
}
