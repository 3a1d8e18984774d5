package io.clientele.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** What an embedded library must not do behind its caller's back. */
final class Guests {

    private Guests() {}

    /** A library class uses nothing that the predicate names by owner and member. */
    private static ArchRule never(String text, BiPredicate<String, AccessTarget> forbidden) {
        DescribedPredicate<JavaAccess<?>> access = DescribedPredicate.describe(
                text, a -> forbidden.test(a.getTargetOwner().getName(), a.getTarget()));
        return noClasses()
                .that(House.library())
                .should()
                .accessTargetWhere(access)
                .as("library modules do not " + text);
    }

    static ArchRule print() {
        return never(
                "print or exit",
                (owner, member) -> owner.equals("java.lang.System")
                                && Set.of("out", "err", "in", "exit", "console", "setOut", "setErr")
                                        .contains(member.getName())
                        || member.getName().equals("printStackTrace")
                        || owner.equals("java.lang.Runtime"));
    }

    static ArchRule drawFromChance() {
        Set<String> ours = Set.of(
                "nextLong()",
                "nextInt()",
                "nextInt(int)",
                "nextBoolean()",
                "nextDouble()",
                "nextGaussian()",
                "nextExponential()");
        return never(
                "draw from chance that no seed explains, or by methods that a later JDK may change",
                (owner, member) -> Set.of(
                                        "java.util.Random",
                                        "java.util.SplittableRandom",
                                        "java.security.SecureRandom",
                                        "java.util.concurrent.ThreadLocalRandom",
                                        "java.util.random.RandomGeneratorFactory")
                                .contains(owner)
                        || member.getName().equals("randomUUID")
                        || (owner.endsWith("Math") && member.getName().equals("random"))
                        || (owner.equals("java.util.Collections")
                                && member.getName().equals("shuffle"))
                        || (owner.equals("java.util.random.RandomGenerator")
                                && !ours.contains(member.getName() + "(" + parameters(member) + ")")));
    }

    static ArchRule borrowThreads() {
        return never(
                "start threads or use the common pool",
                (owner, member) -> owner.equals("java.util.concurrent.ForkJoinPool")
                        || owner.equals("java.util.concurrent.CompletableFuture")
                        || owner.equals("java.util.concurrent.Executors")
                        || owner.equals("java.util.Timer")
                        || (owner.equals("java.lang.Thread")
                                && Set.of("<init>", "start", "sleep", "ofVirtual", "startVirtualThread")
                                        .contains(member.getName()))
                        || (owner.equals("java.util.Arrays") && member.getName().startsWith("parallel"))
                        || (owner.startsWith("java.util.") && member.getName().equals("parallelStream"))
                        || (owner.startsWith("java.util.stream.")
                                && member.getName().equals("parallel")));
    }

    static ArchRule lookAtTheClock() {
        return never(
                "look at the clock",
                (owner, member) -> (owner.startsWith("java.time.")
                                && member.getName().equals("now"))
                        || (owner.equals("java.time.Clock") && !member.getName().equals("fixed"))
                        || (owner.equals("java.lang.System")
                                && Set.of("currentTimeMillis", "nanoTime").contains(member.getName()))
                        || (owner.equals("java.util.Date")
                                && member.getName().equals("<init>")
                                && parameters(member).isEmpty())
                        || (owner.endsWith("Calendar") && member.getName().equals("getInstance")));
    }

    static ArchRule askTheEnvironment() {
        List<String> defaults = List.of(
                "java.util.Locale.getDefault()",
                "java.util.TimeZone.getDefault()",
                "java.time.ZoneId.systemDefault()",
                "java.nio.charset.Charset.defaultCharset()",
                "java.lang.Boolean.getBoolean(java.lang.String)",
                "java.lang.String.toLowerCase()",
                "java.lang.String.toUpperCase()",
                "java.lang.String.getBytes()",
                "java.lang.String.<init>([B)",
                "java.lang.String.formatted([Ljava.lang.Object;)",
                "java.lang.String.format(java.lang.String,[Ljava.lang.Object;)",
                "java.io.InputStreamReader.<init>(java.io.InputStream)",
                "java.io.OutputStreamWriter.<init>(java.io.OutputStream)");
        return never(
                "read properties, or take the machine's locale, zone or encoding",
                (owner, member) -> (owner.equals("java.lang.System")
                                && Set.of("getProperty", "getProperties", "setProperty", "getenv", "lineSeparator")
                                        .contains(member.getName()))
                        || (owner.equals("java.lang.Integer")
                                && member.getName().equals("getInteger"))
                        || (owner.equals("java.lang.Long") && member.getName().equals("getLong"))
                        || owner.equals("java.io.FileReader")
                        || owner.equals("java.io.FileWriter")
                        || defaults.contains(owner + "." + member.getName() + "(" + parameters(member) + ")"));
    }

    static ArchRule openSockets() {
        return noClasses()
                .that(House.library())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "javax.net..")
                .as("library modules do not open sockets");
    }

    static ArchRule serialize() {
        return never(
                "use Java serialization",
                (owner, member) ->
                        owner.equals("java.io.ObjectOutputStream") || owner.equals("java.io.ObjectInputStream"));
    }

    private static String parameters(AccessTarget member) {
        return member instanceof AccessTarget.CodeUnitAccessTarget code
                ? String.join(
                        ",",
                        code.getRawParameterTypes().stream()
                                .map(JavaClass::getName)
                                .toList())
                : "";
    }
}
