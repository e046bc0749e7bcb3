package io.sextant.tests.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sextant.tests.program.ProgramRun;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other commands answer, for people and for programs. */
class CommandsTest {
    @Test
    void profileTellsEveryLayersShare() {
        JsonNode profile = Json.of(succeeded("profile", BriefSearch.winner().toString(), "--device", "host", "--backend", "onnxruntime",
            "--json"));
        Json.assertHas(profile, "/schema", "/model", "/device", "/backend", "/threads", "/clock", "/total/median_ns", "/total/lo_ns",
            "/total/hi_ns", "/layers/0/name", "/layers/0/kernel", "/layers/0/median_ns", "/layers/0/share", "/noise/aa_difference",
            "/noise/resolvable", "/noise/verdict");
        assertEquals("thread-cpu", profile.at("/clock").asText());
        assertTrue(profile.at("/total/lo_ns").asDouble() <= profile.at("/total/median_ns").asDouble(), profile::toPrettyString);
        double shares = Json.elements(profile.at("/layers")).stream().mapToDouble(layer -> layer.at("/share").asDouble()).sum();
        assertEquals(1, shares, 0.02, profile::toPrettyString);
    }

    @Test
    void showPrintsTheNetwork() {
        String text = succeeded("show", BriefSearch.winner().toString()).stdout();
        assertTrue(text.contains("conv"), text);
        assertTrue(text.contains("f32[1x40x1]"), text);
    }

    @Test
    void devicesListsTheHost() {
        assertTrue(Pattern.compile("(?m)^\\W*host\\b").matcher(succeeded("devices").stdout()).find());
    }

    @Test
    void probeTellsWhatTheHostIs() {
        String text = succeeded("probe").stdout();
        for (String part : List.of("cores", "fingerprint", "timer")) {
            assertTrue(text.toLowerCase(Locale.ROOT).contains(part), () -> part + " is missing in:\n" + text);
        }
    }

    @Test
    void doctorKnowsTheBackendAndTheStore() {
        String text = succeeded("doctor").stdout();
        assertTrue(text.contains("onnxruntime"), text);
        assertTrue(Pattern.compile("(?m)^store +[1-9][0-9]* measurements").matcher(text).find(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "probe", "doctor"})
    void jsonIsOneObject(String command) {
        Json.of(succeeded(command, "--json"));
    }

    @Test
    void versionIsANumber() {
        String version = succeeded("--version").stdout().strip();
        assertTrue(version.matches("sextant \\d+\\.\\d+\\.\\d+.*(?s)"), version);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHelpsWithAnExample(String command) {
        String help = succeeded(command, "--help").stdout();
        assertTrue(help.contains("sextant " + command), help);
        assertTrue(Pattern.compile("(?m)^Examples?:\\n\\s+sextant " + command + "\\b").matcher(help).find(), help);
    }

    @Test
    void helpListsTheCommands() {
        assertTrue(commands().containsAll(Set.of("search", "profile", "show", "probe", "devices", "doctor")), commands()::toString);
    }

    /** The names in the list of commands that {@code --help} prints. */
    static Set<String> commands() {
        String help = succeeded("--help").stdout();
        String list = help.substring(help.indexOf("Commands:"));
        return Pattern.compile("(?m)^  (\\w+)").matcher(list).results().map(match -> match.group(1))
            .filter(name -> !name.equals("sextant")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static ProgramRun succeeded(String... arguments) {
        ProgramRun run = BriefSearch.program().run(arguments);
        assertEquals(0, run.exitCode(), run::transcript);
        return run;
    }
}
