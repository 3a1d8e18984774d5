package io.clientele.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The classes of all released modules, and which module and rights each has. */
final class House {

    static final Set<String> DOMAINS = Set.of("segmentation", "prediction", "optimization", "attribution");

    private static final String ROOT = "io.clientele.";

    private House() {}

    /** Everything that is released; no tests. */
    static JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(at -> !at.contains("/test-classes/") && !at.contains("-tests.jar"))
                .importPackages("io.clientele");
    }

    /** The module of a class by the third part of its package: core, segmentation, cli... */
    static String module(JavaClass type) {
        String rest =
                type.getPackageName().startsWith(ROOT) ? type.getPackageName().substring(ROOT.length()) : "";
        return rest.isEmpty() ? "" : rest.split("\\.")[0];
    }

    static boolean isOurs(JavaClass type) {
        return !module(type).isEmpty();
    }

    static DescribedPredicate<JavaClass> in(String module) {
        return DescribedPredicate.describe(
                "are in module " + module, type -> module(type).equals(module));
    }

    /** All but the command line: guests in somebody else's process. */
    static DescribedPredicate<JavaClass> library() {
        return DescribedPredicate.describe(
                "are in a library module", type -> isOurs(type) && !module(type).equals("cli"));
    }

    /** Whether a module may see a package of another one, by the other's module-info. */
    static boolean sees(String module, JavaClass target) {
        return export(target)
                .filter(e -> !e.isQualified() || e.targets().contains(ROOT + module))
                .isPresent();
    }

    /** Whether everybody may see the package. */
    static boolean isPublic(JavaClass type) {
        return export(type).filter(e -> !e.isQualified()).isPresent();
    }

    private static Optional<ModuleDescriptor.Exports> export(JavaClass type) {
        ModuleDescriptor descriptor = DESCRIPTORS.get(ROOT + module(type));
        return descriptor == null
                ? Optional.empty()
                : descriptor.exports().stream()
                        .filter(e -> e.source().equals(type.getPackageName()))
                        .findAny();
    }

    static final Map<String, ModuleDescriptor> DESCRIPTORS = descriptors();

    private static Map<String, ModuleDescriptor> descriptors() {
        Map<String, ModuleDescriptor> found = new TreeMap<>();
        try {
            for (URL url : Collections.list(House.class.getClassLoader().getResources("module-info.class"))) {
                try (InputStream in = url.openStream()) {
                    ModuleDescriptor descriptor = ModuleDescriptor.read(in);
                    if (descriptor.name().startsWith(ROOT)) {
                        found.put(descriptor.name(), descriptor);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
