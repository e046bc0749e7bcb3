package io.sextant.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The classes know only whom the architecture lets them know. */
class DependencyTest {
    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.sextant");
    }

    @Test
    void everyPackageBelongsToAModule() {
        Set<String> homeless = classes.stream().map(JavaClass::getPackageName)
            .filter(name -> HouseModule.ofPackage(name).isEmpty()).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), homeless, "packages outside every module's root package");
    }

    @ParameterizedTest
    @EnumSource(HouseModule.class)
    void knowsOnlyWhomItMay(HouseModule module) {
        Set<HouseModule> strangers = EnumSet.complementOf(EnumSet.of(module));
        strangers.removeAll(module.knows());
        String[] forbidden = strangers.stream().flatMap(DependencyTest::within).toArray(String[]::new);
        noClasses().that().resideInAnyPackage(within(module).toArray(String[]::new))
            .should().dependOnClassesThat().resideInAnyPackage(forbidden)
            .because("the architecture says who may know whom").check(classes);
    }

    private static Stream<String> within(HouseModule module) {
        return module.rootPackages().stream().map(root -> root + "..");
    }

    @Test
    void packagesAreFreeOfCycles() {
        SlicesRuleDefinition.slices().assignedFrom(new PackageAssignment()).should().beFreeOfCycles().check(classes);
    }

    /** A library is reached through one module, so that it can be replaced there. */
    @ParameterizedTest
    @CsvSource({
        "picocli, SEARCH_CLI", "me.tongfei.progressbar, SEARCH_CLI", "org.bytedeco.pytorch, SEARCH_TRAINING",
        "org.bytedeco.openblas, SEARCH_TRAINING", "ai.onnxruntime, CODEGEN", "com.google.protobuf, IR", "org.tribuo, IR",
        "org.yaml.snakeyaml, IR",
        "org.tensorflow, IR", "com.google.flatbuffers, IR", "com.fasterxml.jackson.dataformat, IR", "org.openjdk.jmh, TESTS"
    })
    void libraryStaysInItsModule(String library, HouseModule owner) {
        noClasses().that(resideOutside(owner)).should().dependOnClassesThat().resideInAPackage(library + "..").check(classes);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses().should().haveNameMatching(".*(Util|Utils|Utility|Helper|Helpers|Manager|Impl)").check(classes);
        Set<String> vague = Set.of("util", "utils", "common", "helper", "manager", "impl", "misc");
        Set<String> found = classes.stream().map(JavaClass::getPackageName)
            .filter(name -> Arrays.stream(name.split("\\.")).anyMatch(vague::contains)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), found, "packages whose names say nothing");
    }

    private static DescribedPredicate<JavaClass> resideOutside(HouseModule owner) {
        return DescribedPredicate.describe("reside outside " + owner,
            type -> !HouseModule.ofPackage(type.getPackageName()).equals(Optional.of(owner)));
    }

    private static final class PackageAssignment implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("io.sextant") ? SliceIdentifier.of(type.getPackageName())
                : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of io.sextant";
        }
    }
}
