package io.clientele.attribution.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.clientele.core.internal.random.RandomStreams;
import io.clientele.core.internal.random.Samplers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IdentityLinksTest {

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }

    @Test
    void aLinkCountsFromItsVeryTimeOn() {
        IdentityLinks links =
                IdentityLinks.builder().add("cookie", "ann", at(5)).build();
        assertThat(links.person("cookie", at(5).minusMillis(1))).isEqualTo("cookie");
        assertThat(links.person("cookie", at(5))).isEqualTo("ann");
        assertThat(links.person("ann", at(5))).isEqualTo("ann");
        assertThat(links.person("nobody else", at(9))).isEqualTo("nobody else");
        assertThat(links.largestPerson()).isEqualTo(2);
        assertThat(IdentityLinks.none().person("ann", at(9))).isEqualTo("ann");
        assertThat(IdentityLinks.none().largestPerson()).isEqualTo(1);
    }

    @Test
    void aSharedComputerJoinsItsUsersOnceItIsKnownToBeShared() {
        IdentityLinks links = IdentityLinks.builder()
                .add("zed", "computer", at(9))
                .add("bob", "computer", at(3))
                .build();
        assertThat(links.person("zed", at(8))).isEqualTo("zed");
        assertThat(links.person("computer", at(8))).isEqualTo("bob");
        assertThat(links.person("zed", at(9))).isEqualTo("bob");
        assertThat(links.largestPerson()).isEqualTo(3);
        assertThat(links).hasToString("IdentityLinks[2 links, 3 ids]");
    }

    @Test
    void theSameLinkAtAnotherTimeIsAnotherLink() {
        IdentityLinks links = IdentityLinks.builder()
                .add("ann", "cookie", at(2))
                .add("cookie", "ann", at(1))
                .add("ann", "cookie", at(1))
                .build();
        assertThat(links.links()).isEqualTo(2);
        assertThat(links.person("cookie", at(1))).isEqualTo("ann");
        assertThat(links)
                .isNotEqualTo(
                        IdentityLinks.builder().add("ann", "cookie", at(1)).build());
    }

    /** Reachability, one step at a time. */
    private static String reached(List<int[]> links, int from, int time) {
        TreeSet<String> seen = new TreeSet<>(List.of("i" + from));
        for (int size = 0; size < seen.size(); ) {
            size = seen.size();
            for (int[] l : links) {
                if (l[2] <= time && (seen.contains("i" + l[0]) || seen.contains("i" + l[1]))) {
                    seen.add("i" + l[0]);
                    seen.add("i" + l[1]);
                }
            }
        }
        return seen.first();
    }

    @Test
    void agreesWithReachability() {
        RandomGenerator random = RandomStreams.stream(1, "links", 0);
        for (int round = 0; round < 300; round++) {
            int ids = 1 + random.nextInt(14);
            List<int[]> links = new ArrayList<>();
            for (int k = random.nextInt(20); k > 0; k--) {
                links.add(new int[] {random.nextInt(ids), random.nextInt(ids), random.nextInt(8)});
            }
            IdentityLinks built = built(links);
            for (int time = 0; time < 9; time++) {
                for (int i = 0; i < ids; i++) {
                    assertThat(built.person("i" + i, at(time))).isEqualTo(reached(links, i, time));
                }
            }
            // any order, either direction, given twice
            int[] order = new int[links.size()];
            Arrays.setAll(order, i -> i);
            Samplers.shuffle(random, order);
            IdentityLinks.Builder other = IdentityLinks.builder();
            for (int i : order) {
                int[] l = links.get(i);
                other.add("i" + l[1], "i" + l[0], at(l[2])).add("i" + l[0], "i" + l[1], at(l[2]));
            }
            assertThat(other.build()).isEqualTo(built).hasSameHashCodeAs(built);
        }
    }

    private static IdentityLinks built(List<int[]> links) {
        IdentityLinks.Builder builder = IdentityLinks.builder();
        links.forEach(l -> builder.add("i" + l[0], "i" + l[1], at(l[2])));
        return builder.build();
    }

    @Test
    void longChainsAreShallow() {
        IdentityLinks.Builder builder = IdentityLinks.builder();
        int n = 100_000;
        for (int i = 1; i < n; i++) {
            builder.add("i" + i, "i" + (i - 1), at(i));
        }
        IdentityLinks links = builder.build();
        assertThat(links.largestPerson()).isEqualTo(n);
        for (int i = 0; i < n; i++) {
            assertThat(links.person("i" + i, at(n))).isEqualTo("i0");
        }
        assertThat(links.person("i70000", at(69_999))).isEqualTo("i70000");
    }

    @Test
    void badLinks() {
        IdentityLinks.Builder builder = IdentityLinks.builder().add("a", "a", at(1));
        assertThat(builder.build().person("a", at(2))).isEqualTo("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add("a", " ", at(1)))
                .withMessage("link 1: an id must not be blank, got ' '");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.add("a", "b", at(-1)))
                .withMessage("link 1: time must be from 1970-01-01 to before 2100-01-01, got 1969-12-31T23:59:59Z;"
                        + " times are milliseconds since 1970 in UTC");
    }
}
