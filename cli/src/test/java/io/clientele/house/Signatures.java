package io.clientele.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What callers are shown: our own types and the JDK's. */
final class Signatures {

    private Signatures() {}

    static ArchRule holdNoForeignTypes(DescribedPredicate<JavaClass> shown) {
        return classes().that(shown).should(show("no types of a dependency", type -> {
            String name = type.getPackageName();
            return !House.isOurs(type)
                    && !name.isEmpty()
                    && !name.startsWith("java.")
                    && !name.startsWith("javax.sql")
                    && !name.startsWith("org.jspecify.");
        }));
    }

    static ArchRule holdNoInternalTypes(DescribedPredicate<JavaClass> shown) {
        return classes().that(shown).should(show("no types of a package that is not for everybody", type -> {
            return House.isOurs(type) && !House.isPublic(type);
        }));
    }

    /** Types in packages that a library module exports to everybody, and that callers can name. */
    static DescribedPredicate<JavaClass> shown() {
        return DescribedPredicate.describe(
                "are shown to callers", type -> House.library().test(type) && House.isPublic(type) && isVisible(type));
    }

    static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(Signatures::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaClass> show(String text, java.util.function.Predicate<JavaClass> hidden) {
        return new ArchCondition<>("show " + text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                List<JavaType> ancestors = new ArrayList<>(type.getInterfaces());
                type.getSuperclass().ifPresent(ancestors::add);
                report(type, "the head of " + type.getName(), ancestors, events);
                for (JavaMember member : type.getMembers()) {
                    if (isVisible(member.getModifiers())
                            && !member.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                        report(type, member.getFullName(), types(member), events);
                    }
                }
            }

            private void report(JavaClass type, String place, List<JavaType> types, ConditionEvents events) {
                Set<String> names = new TreeSet<>();
                for (JavaType shown : types) {
                    for (JavaClass raw : shown.getAllInvolvedRawTypes()) {
                        if (hidden.test(raw.getBaseComponentType())) {
                            names.add(raw.getName());
                        }
                    }
                }
                for (String name : names) {
                    events.add(SimpleConditionEvent.violated(type, place + " shows " + name));
                }
            }
        };
    }

    private static List<JavaType> types(JavaMember member) {
        List<JavaType> types = new ArrayList<>();
        if (member instanceof JavaField field) {
            types.add(field.getType());
        }
        if (member instanceof JavaCodeUnit code) {
            types.add(code.getReturnType());
            types.addAll(code.getParameterTypes());
            types.addAll(code.getExceptionTypes());
            types.addAll(code.getTypeParameters());
        }
        return types;
    }
}
