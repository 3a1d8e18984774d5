package io.clientele.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;

/** Who may depend on whom, as DESIGN.md draws it. */
final class Arrows {

    private Arrows() {}

    static ArchRule domainsNeverSeeEachOther() {
        return classes()
                .that()
                .resideInAPackage("io.clientele..")
                .should(dependOnlyWhere(
                        "not depend on another domain module, or on the command line",
                        (from, to) ->
                                !to.equals("cli") && !(House.DOMAINS.contains(from) && House.DOMAINS.contains(to))));
    }

    static ArchRule coreAndSimulationStandAtTheBottom() {
        return classes()
                .that(House.in("core").or(House.in("simulation")))
                .should(dependOnlyWhere("depend on core alone", (from, to) -> to.equals("core")));
    }

    private static ArchCondition<JavaClass> dependOnlyWhere(String text, BiPredicate<String, String> allowed) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String from = House.module(type);
                    String to = House.module(dependency.getTargetClass().getBaseComponentType());
                    if (!to.isEmpty() && !to.equals(from) && !allowed.test(from, to)) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    static ArchRule othersAreSeenAsTheirModuleInfoAllows() {
        return classes()
                .that()
                .resideInAPackage("io.clientele..")
                .should(new ArchCondition<>("see only packages of other modules that are exported to theirs") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                            JavaClass target = dependency.getTargetClass().getBaseComponentType();
                            String from = House.module(type);
                            if (House.isOurs(target)
                                    && !House.module(target).equals(from)
                                    && !House.sees(from, target)) {
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                            }
                        }
                    }
                });
    }

    static ArchRule packagesHaveNoCycles() {
        return slices().matching("io.clientele.(**)").should().beFreeOfCycles();
    }
}
