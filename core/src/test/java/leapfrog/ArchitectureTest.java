package leapfrog;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds the arrows inside core: who may know whom, and what none of it may know. */
class ArchitectureTest {

    /** The packages of core and, for each, the ones it may know. An arrow that is not here is not allowed. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("math", Set.of()),
            Map.entry("diagnose", Set.of("math")),
            Map.entry("random", Set.of("math")),
            Map.entry("model", Set.of("math")),
            Map.entry("mixed", Set.of("model")),
            Map.entry("engine", Set.of("model", "random")),
            Map.entry("nuts", Set.of("math", "engine", "random")),
            Map.entry("warmup", Set.of("engine", "random", "diagnose")),
            Map.entry("backend", Set.of("math", "model", "engine", "random", "nuts", "warmup")),
            Map.entry("advi", Set.of("model", "engine", "random")),
            Map.entry("sample", Set.of("model", "engine", "random", "nuts", "warmup", "backend", "diagnose", "advi")),
            Map.entry("predict", Set.of("math", "model", "random", "sample", "diagnose")),
            Map.entry("batch", Set.of("model", "engine", "random", "nuts", "warmup", "backend", "diagnose", "sample")),
            Map.entry(
                    "compare",
                    Set.of("math", "model", "engine", "random", "nuts", "warmup", "backend", "diagnose", "sample")),
            Map.entry("cv", Set.of("model", "random", "sample", "batch", "compare")),
            Map.entry("sbc", Set.of("math", "model", "sample", "batch", "compare", "predict")));

    /** Everything outside Leapfrog that core may use. */
    private static final List<String> LIBRARIES = List.of("java..", "org.ejml..", "org.jspecify..");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("leapfrog");

    @Test
    void theClassesOfCoreWereFound() {
        assertTrue(CORE.size() >= 30, () -> "found only " + CORE.size() + " classes");
        Set<String> unplaced = new TreeSet<>();
        for (JavaClass type : CORE) {
            String name = type.getPackageName();
            String first = name.equals("leapfrog")
                    ? name
                    : name.substring("leapfrog.".length()).split("\\.")[0];
            if (!ARROWS.containsKey(first)) {
                unplaced.add(name);
            }
        }
        assertTrue(unplaced.isEmpty(), () -> "packages that no arrow places: " + unplaced);
    }

    @TestFactory
    Stream<DynamicTest> packagesKnowOnlyWhatIsBelowThem() {
        return ARROWS.keySet().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String[] allowed = Stream.concat(
                                    LIBRARIES.stream(),
                                    Stream.concat(Stream.of(name), ARROWS.get(name).stream())
                                            .map(known -> "leapfrog." + known + ".."))
                            .toArray(String[]::new);
                    classes()
                            .that()
                            .resideInAPackage("leapfrog." + name + "..")
                            .should()
                            .onlyDependOnClassesThat()
                            .resideInAnyPackage(allowed)
                            .allowEmptyShould(true)
                            .check(CORE);
                }));
    }

    @Test
    void coreKnowsNoFile() {
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are of files",
                        type -> type.getPackageName().startsWith("java.nio.file")
                                || type.getName().equals("java.nio.channels.FileChannel")
                                || type.getName().equals("java.io.RandomAccessFile")
                                || type.getName().startsWith("java.io.File")))
                .check(CORE);
    }

    @Test
    void coreReadsNoClock() {
        noClasses().should().callMethod(System.class, "nanoTime").check(CORE);
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(CORE);
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "tell the time",
                        type -> (type.getPackageName().startsWith("java.time")
                                        && !type.getName().equals("java.time.Duration"))
                                || type.getName().equals("java.util.Date")
                                || type.getName().equals("java.util.Calendar")))
                .check(CORE);
    }

    @Test
    void coreSeesNoConsoleAndLogsNothing() {
        for (String stream : List.of("out", "err", "in")) {
            noClasses().should().accessField(System.class, stream).check(CORE);
        }
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "show or log",
                        type -> type.getName().equals("java.io.Console")
                                || type.getName().startsWith("java.lang.System$Logger")
                                || type.getPackageName().startsWith("java.util.logging")))
                .check(CORE);
    }
}
