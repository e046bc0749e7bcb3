package io.sextant.codegen.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileLogTest {
    private static final String RUN = event("Session", "model_run", 900, 0, "");

    @TempDir
    Path folder;

    @Test
    void medianOfGroupedDataLiesInItsClass() {
        assertEquals(3.5, ProfileLog.median(new long[] {3, 3, 3, 3}));
        assertEquals(2.0, ProfileLog.median(new long[] {1, 1, 2, 2}));
        assertEquals(4.5, ProfileLog.median(new long[] {9, 4, 3, 4, 4}), 1e-9);
    }

    @Test
    void theFirstQuarterOfInferencesDoesNotCount() throws Exception {
        List<String> events = new ArrayList<>(List.of(node("a", "Conv", 5000, 0), node("b", "Add", 5000, 9), RUN));
        for (int i = 0; i < 3; i++) {
            events.addAll(List.of(node("a", "Conv", 7, 0), node("b", "Add", 2, 9), RUN));
        }

        assertEquals(List.of(new ProfiledNode("a", "Conv", 7.5), new ProfiledNode("b", "Add", 2.5)), read(events));
    }

    @Test
    void aLoopContainsItsBody() throws Exception {
        List<String> events = List.of(node("a", "Conv", 7, 100), node("body", "Neg", 1, 112), node("body", "Neg", 1, 114),
            node("loop", "Loop", 9, 110), RUN);

        assertEquals(List.of(new ProfiledNode("a", "Conv", 7.5), new ProfiledNode("loop", "Loop", 9.5)), read(events));
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        assertThrows(UnreadableProfile.class, () -> read(List.of()));
        assertThrows(UnreadableProfile.class, () -> read(List.of(RUN)));
        assertThrows(UnreadableProfile.class, () -> read(List.of(node("a\"b", "Conv", 7, 100), RUN)));
    }

    private List<ProfiledNode> read(List<String> events) throws IOException, UnreadableProfile {
        return ProfileLog.read(Files.writeString(folder.resolve("profile.json"), "[\n" + String.join(",\n", events) + "\n]\n"));
    }

    private static String node(String name, String operator, long micros, long begin) {
        return event("Node", name + "_kernel_time", micros, begin, "\"op_name\" : \"" + operator + "\",\"node_index\" : \"3\"");
    }

    private static String event(String category, String name, long micros, long begin, String arguments) {
        return "{\"cat\" : \"" + category + "\",\"pid\" :1,\"tid\" :1,\"dur\" :" + micros + ",\"ts\" :" + begin
            + ",\"ph\" : \"X\",\"name\" :\"" + name + "\",\"args\" : {" + arguments + "}}";
    }
}
