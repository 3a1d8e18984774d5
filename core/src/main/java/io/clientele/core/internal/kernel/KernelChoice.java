package io.clientele.core.internal.kernel;

import java.lang.reflect.Constructor;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides once, when the first kernel is wanted: the Vector API where the program was started with {@code --add-modules
 * jdk.incubator.vector} and the machine's vectors hold four or eight numbers, else plain Java. Results are the same to the bit.
 *
 * <p>The class that uses the incubating module is named in no signature and reached by reflection, so nothing is missed where the
 * module is not there; a later JDK that has changed the module makes the choice fall on plain Java.
 */
final class KernelChoice {

    private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);
    private static final String MODULE = "jdk.incubator.vector";
    private static final String VECTOR_KERNELS = "io.clientele.core.internal.kernel.VectorKernels";

    static final Kernels CHOSEN = choose();

    private KernelChoice() {}

    private static Kernels choose() {
        Kernels kernels = vector().orElseGet(PlainKernels::new);
        LOG.debug("kernels: {}", kernels.name());
        return kernels;
    }

    /** {@return the implementation by the Vector API, if it can run here} */
    static Optional<Kernels> vector() {
        Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty()) {
            return Optional.empty();
        }
        try {
            // in place of a "requires static", which makes every compilation of this module warn of the incubator
            KernelChoice.class.getModule().addReads(module.get());
            Constructor<?> constructor = Class.forName(VECTOR_KERNELS).getDeclaredConstructor();
            return Optional.of((Kernels) constructor.newInstance());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException unusable) {
            LOG.debug("kernels: the module {} is there, but cannot be used", MODULE, unusable);
            return Optional.empty();
        }
    }
}
