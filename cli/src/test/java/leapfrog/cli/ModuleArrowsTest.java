package leapfrog.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the modules: the command knows data and core, backends know core, core knows none of them. */
class ModuleArrowsTest {

    private static final String[] ABOVE_CORE = {
        "leapfrog.simd..",
        "leapfrog.opencl..",
        "leapfrog.tornado..",
        "leapfrog.data..",
        "leapfrog.regression..",
        "leapfrog.notation..",
        "leapfrog.report..",
        "leapfrog.bench..",
        "leapfrog.cli..",
        "leapfrog.benchmarks.."
    };

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("leapfrog");

    @Test
    void theClassesOfTheModulesWereFound() {
        assertTrue(ALL.size() >= 30, () -> "found only " + ALL.size() + " classes");
        for (String found : new String[] {"leapfrog.model", "leapfrog.engine", "leapfrog.cli"}) {
            assertTrue(ALL.containPackage(found), () -> "no class of " + found);
        }
    }

    @Test
    void coreKnowsNoOtherModule() {
        noClasses()
                .that(not(resideInAnyPackage(ABOVE_CORE)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ABOVE_CORE)
                .check(ALL);
    }

    @Test
    void theCommandNamesNoBackend() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "leapfrog.cli..",
                        "leapfrog.notation..",
                        "leapfrog.report..",
                        "leapfrog.bench..",
                        "leapfrog.regression..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "leapfrog.simd..",
                        "leapfrog.opencl..",
                        "leapfrog.tornado..",
                        "leapfrog.benchmarks..",
                        "org.jocl..")
                .check(ALL);
    }

    @Test
    void sparkIsNotOnTheCommandsClassPath() {
        for (String name : new String[] {"leapfrog.spark.Main", "org.apache.spark.sql.SparkSession"}) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName(name));
        }
    }

    @Test
    void modulesBesideEachOtherDoNotKnowEachOther() {
        String[][] modules = {
            {"leapfrog.simd.."},
            {"leapfrog.opencl.."},
            {"leapfrog.tornado.."},
            {"leapfrog.data..", "leapfrog.regression.."}
        };
        for (String[] module : modules) {
            noClasses()
                    .that()
                    .resideInAnyPackage(module)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(ABOVE_CORE).and(not(resideInAnyPackage(module))))
                    .allowEmptyShould(true)
                    .check(ALL);
        }
    }
}
