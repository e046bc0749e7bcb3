package io.sextant.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.tests.program.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The poms give each module only the dependencies that the architecture gives it. */
class PomTest {
    private static final Path ROOT = Checkout.root();

    @ParameterizedTest
    @EnumSource(HouseModule.class)
    void dependsOnlyOnWhomItMayKnow(HouseModule module) throws Exception {
        Set<String> allowed = module.knows().stream().map(HouseModule::artifact).collect(Collectors.toSet());
        Set<String> declared = new TreeSet<>(texts(pom(module.folder()),
            "/project/dependencies/dependency[groupId='io.sextant']/artifactId"));
        declared.removeAll(allowed);
        assertEquals(Set.of(), declared, module.folder() + "/pom.xml may not depend on these");
    }

    @ParameterizedTest
    @EnumSource(HouseModule.class)
    void takesVersionsFromTheParent(HouseModule module) throws Exception {
        List<String> versions = texts(pom(module.folder()), "/project/dependencies/dependency[version]/artifactId");
        assertEquals(List.of(), versions, module.folder() + "/pom.xml gives versions of its own; they belong into the parent");
    }

    @Test
    void everyModuleIsInTheTable() throws Exception {
        Set<String> built = new TreeSet<>(texts(pom("."), "/project/modules/module"));
        assertTrue(built.remove("search"), "the parent builds search");
        texts(pom("search"), "/project/modules/module").forEach(module -> built.add("search/" + module));
        Set<String> known = Arrays.stream(HouseModule.values()).map(HouseModule::folder).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(known, built);
    }

    @ParameterizedTest
    @EnumSource(HouseModule.class)
    void artifactIsNamedAfterItsFolder(HouseModule module) throws Exception {
        assertEquals(List.of(module.artifact()), texts(pom(module.folder()), "/project/artifactId"));
    }

    private static Document pom(String folder) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(ROOT.resolve(folder).resolve("pom.xml").toFile());
    }

    private static List<String> texts(Document document, String path) throws Exception {
        NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, document, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }
}
