package io.clientele.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DictionaryTest {

    @Test
    void textIdsKeepTheirCodes() {
        Dictionary channels = Dictionary.of(List.of("search", "e-mail", "social"));
        assertThat(channels.size()).isEqualTo(3);
        assertThat(channels.isNumeric()).isFalse();
        assertThat(channels.id(1)).isEqualTo("e-mail");
        assertThat(channels.find("social")).hasValue(2);
        assertThat(channels.find("print")).isEmpty();
        assertThat(channels.find(5L)).isEmpty();
        assertThat(channels.ids()).containsExactly("search", "e-mail", "social");
        assertThat(channels).hasToString("3 ids [search, e-mail, social]");
    }

    @Test
    void numbersAreFoundAsNumbersAndAsText() {
        IdTable table = new IdTable("customer");
        table.code(700L);
        table.code(-3L);
        Dictionary customers = table.dictionary();
        assertThat(customers.isNumeric()).isTrue();
        assertThat(customers.number(1)).isEqualTo(-3);
        assertThat(customers.id(0)).isEqualTo("700");
        assertThat(customers.find("700")).hasValue(0);
        assertThat(customers.find(-3L)).hasValue(1);
        assertThat(customers.find("seven")).isEmpty();
    }

    @Test
    void textHasNoNumbers() {
        assertThatThrownBy(() -> Dictionary.of(List.of("a")).number(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the ids are text, not numbers; ask for id(code)");
    }

    @Test
    void refusesTwiceTheSameAndBlankIds() {
        assertThatThrownBy(() -> Dictionary.of(List.of("a", "b", "a"))).hasMessage("id 'a' is given twice");
        assertThatThrownBy(() -> Dictionary.of(List.of("a", " "))).hasMessage("id must not be blank");
        assertThatThrownBy(() -> Dictionary.of(List.of("a")).id(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void matchesIdsThatAreWrittenTheSame() {
        IdTable numbers = new IdTable("customer");
        for (long id : new long[] {4, 2, 9}) {
            numbers.code(id);
        }
        Dictionary text = Dictionary.of(List.of("2", "4", "eight"));
        assertThat(text.codesIn(numbers.dictionary())).containsExactly(1, 0, -1);
        assertThat(numbers.dictionary().codesIn(text)).containsExactly(1, 0, -1);
    }

    @Test
    void agreesWithAHashMapOnManyIds() {
        SplittableRandom random = new SplittableRandom(5);
        IdTable texts = new IdTable("id");
        IdTable numbers = new IdTable("id");
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            // multiples of 2^32 and neighbours, which a careless hash throws together
            long id = random.nextBoolean() ? random.nextLong(50_000) : random.nextLong(50_000) << 32;
            int code = expected.computeIfAbsent(id, k -> expected.size());
            assertThat(numbers.code(id)).isEqualTo(code);
            assertThat(texts.code(Long.toString(id))).isEqualTo(code);
        }
        Dictionary dictionary = numbers.dictionary();
        expected.forEach((id, code) -> assertThat(dictionary.find(id)).hasValue(code));
        Dictionary text = texts.dictionary();
        expected.forEach((id, code) -> assertThat(text.find(id.toString())).hasValue(code));
        assertThat(dictionary.find(123_456_789_123L)).isEmpty();
    }

    @Test
    void equalByValue() {
        assertThat(Dictionary.of(List.of("a", "b")))
                .isEqualTo(Dictionary.of(List.of("a", "b")))
                .hasSameHashCodeAs(Dictionary.of(List.of("a", "b")))
                .isNotEqualTo(Dictionary.of(List.of("b", "a")));
    }
}
