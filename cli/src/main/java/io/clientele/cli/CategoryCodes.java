package io.clientele.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A column of categories as numbers: the numbers themselves where all fields are different numbers if they are different texts,
 * else the place of each text in sorted order.
 */
final class CategoryCodes {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");

    private final String column;
    private final double[] codes;
    private final List<String> texts;
    private final boolean numbers;

    private CategoryCodes(String column, double[] codes, List<String> texts, boolean numbers) {
        this.column = column;
        this.codes = codes;
        this.texts = texts;
        this.numbers = numbers;
    }

    static CategoryCodes of(String column, List<String> fields) {
        List<String> texts = new ArrayList<>(new TreeSet<>(fields));
        boolean numbers = texts.stream().allMatch(text -> NUMBER.matcher(text).matches())
                && new HashSet<>(texts.stream().map(Double::valueOf).toList()).size() == texts.size();
        Map<String, Double> codeOf = new HashMap<>();
        for (String text : texts) {
            codeOf.put(text, numbers ? Double.parseDouble(text) : codeOf.size());
        }
        double[] codes = fields.stream().mapToDouble(codeOf::get).toArray();
        return new CategoryCodes(column, codes, numbers ? List.of() : Collections.unmodifiableList(texts), numbers);
    }

    String column() {
        return column;
    }

    /** One per row. */
    double[] codes() {
        return codes;
    }

    /** The category of a code, as in the file. */
    String text(double code) {
        if (!numbers) {
            return texts.get((int) code);
        }
        return code == Math.rint(code) ? Long.toString((long) code) : Double.toString(code);
    }

    /** Refuses texts where a model file comes in: it holds codes, and nobody would know which text had which. */
    void requireNumbers(String source) {
        if (numbers) {
            return;
        }
        String problem = texts.stream()
                .filter(text -> !NUMBER.matcher(text).matches())
                .findFirst()
                .map(text -> "'" + text + "' is no code")
                .orElse("a code is written in two ways");
        throw new IllegalArgumentException(source + ", column '" + column + "': " + problem
                + ", and a model file holds codes, not texts; number the categories in the file first");
    }
}
