package io.clientele.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.clientele.core.planted.CoreThatKnowsTooMuch;
import io.clientele.segmentation.planted.Careless;
import io.clientele.segmentation.planted.Intruder;
import io.clientele.segmentation.planted.Talkative;
import io.clientele.segmentation.planted.a.Hen;
import io.clientele.segmentation.planted.b.Egg;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house on all released modules at once; each is also shown to fail on a planted offender. */
class HouseRulesTest {

    /** A rule, and where an offender is planted: every public method of that class that takes no argument must be caught. */
    private record Rule(ArchRule rule, ArchRule onPlanted, Class<?>... planted) {

        Rule(ArchRule rule, Class<?>... planted) {
            this(rule, rule, planted);
        }

        @Override
        public String toString() {
            return rule.getDescription();
        }
    }

    private static final JavaClasses HOUSE = House.classes();

    static List<Rule> rules() {
        DescribedPredicate<com.tngtech.archunit.core.domain.JavaClass> all =
                DescribedPredicate.describe("are shown", Signatures::isVisible);
        return List.of(
                new Rule(Arrows.domainsNeverSeeEachOther(), Intruder.class),
                new Rule(Arrows.coreAndSimulationStandAtTheBottom(), CoreThatKnowsTooMuch.class),
                new Rule(Arrows.othersAreSeenAsTheirModuleInfoAllows(), Intruder.class),
                new Rule(Arrows.packagesHaveNoCycles(), Hen.class, Egg.class),
                new Rule(Guests.print(), Careless.Printing.class),
                new Rule(Guests.drawFromChance(), Careless.Gambling.class),
                new Rule(Guests.borrowThreads(), Careless.Threading.class),
                new Rule(Guests.lookAtTheClock(), Careless.Timing.class),
                new Rule(Guests.askTheEnvironment(), Careless.Asking.class),
                new Rule(Guests.openSockets(), Careless.Calling.class),
                new Rule(Guests.serialize(), Careless.Serializing.class),
                new Rule(
                        Signatures.holdNoForeignTypes(Signatures.shown()),
                        Signatures.holdNoForeignTypes(all),
                        Talkative.class),
                new Rule(
                        Signatures.holdNoInternalTypes(Signatures.shown()),
                        Signatures.holdNoInternalTypes(all),
                        Talkative.Inner.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(Rule rule) {
        rule.rule.check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void wouldNotHoldForTheOffender(Rule rule) {
        JavaClasses planted = new ClassFileImporter().importClasses(rule.planted);
        List<String> details =
                rule.onPlanted.evaluate(planted).getFailureReport().getDetails();
        for (Class<?> offender : rule.planted) {
            for (Method method : offender.getMethods()) {
                if (method.getDeclaringClass() == offender) {
                    assertThat(details)
                            .as("%s.%s is caught", offender.getSimpleName(), method.getName())
                            .anyMatch(detail -> detail.contains(offender.getName() + "." + method.getName() + "("));
                }
            }
        }
        assertThat(details).isNotEmpty();
    }

    @Test
    void theWholeHouseIsLookedAt() {
        Set<String> modules = HOUSE.stream().map(House::module).collect(Collectors.toCollection(TreeSet::new));
        assertThat(modules).contains("core", "segmentation", "prediction", "simulation", "cli");
        assertThat(HOUSE.size()).isGreaterThan(100);
        assertThat(House.DESCRIPTORS.keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                "core",
                                "segmentation",
                                "prediction",
                                "optimization",
                                "attribution",
                                "simulation",
                                "cli")
                        .map(name -> "io.clientele." + name)
                        .toList());
        assertThat(HOUSE.stream().filter(Signatures.shown())).hasSizeGreaterThan(30);
    }

    /** What is opened to some modules only is needed by one of them, and has "internal" in its name. */
    @Test
    void qualifiedExportsAreNeeded() {
        for (ModuleDescriptor descriptor : House.DESCRIPTORS.values()) {
            for (ModuleDescriptor.Exports export : descriptor.exports()) {
                assertThat(export.source().contains(".internal"))
                        .as("%s is exported to some modules only if it is internal", export.source())
                        .isEqualTo(export.isQualified());
                if (export.isQualified()) {
                    assertThat(HOUSE.stream()
                                    .filter(type -> export.targets().contains("io.clientele." + House.module(type)))
                                    .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                                    .map(dependency ->
                                            dependency.getTargetClass().getPackageName()))
                            .as("somebody uses %s", export.source())
                            .contains(export.source());
                }
            }
        }
    }

    /** The Javadoc tool says nothing where a package-info is missing. */
    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        Set<Path> packages = new TreeSet<>();
        for (String module : House.DESCRIPTORS.keySet()) {
            Path sources =
                    root.resolve(module.substring("io.clientele.".length())).resolve("src/main/java/io");
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> packages.add(file.getParent()));
                }
            }
        }
        assertThat(packages).hasSizeGreaterThan(15);
        assertThat(packages).allMatch(folder -> Files.isRegularFile(folder.resolve("package-info.java")));
    }

    @Test
    void offendersAreNotPartOfTheHouse() {
        assertThat(HOUSE.stream().filter(type -> type.getPackageName().contains("planted")))
                .isEmpty();
        assertThat(Arrays.stream(Careless.class.getDeclaredClasses())).hasSize(7);
    }
}
