package io.sextant.device.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceCatalogTest {
    private static final Consumer<String> QUIET = line -> { };

    @TempDir
    private Path home;
    private FakeHost host;
    private DeviceCatalog catalog;

    @BeforeEach
    void openCatalog() throws IOException {
        host = new FakeHost(Samples.zen3());
        catalog = new DeviceCatalog(home, host, new ShippedProfiles("shipped"));
    }

    @Test
    void probesTheHostOnFirstUseOnly() {
        DeviceProfile first = catalog.open("host", QUIET);
        assertEquals(first, catalog.open("host", QUIET));
        assertEquals(1, host.probes);
        assertEquals(home.resolve("devices/host.yaml"), catalog.hostFile());
    }

    @Test
    void probesAgainWhenTheHardwareChanged() throws IOException {
        catalog.open("host", QUIET);
        host.processor = CpuInfo.parse(Samples.cpuInfo("intel-sapphire-rapids")).withCaches(Samples.zen3().caches());
        assertEquals(host.processor, catalog.open("host", QUIET).processor());
        assertEquals(2, host.probes);
    }

    @Test
    void believesTheKeptCachesWhereTheKernelListsNone() throws IOException {
        DeviceProfile first = catalog.open("host", QUIET);
        host.processor = host.processor.withCaches(List.of());
        assertEquals(first, catalog.open("host", QUIET));
        assertEquals(1, host.probes);
    }

    @Test
    void keepsFiguresThatAPersonCorrected() throws IOException {
        catalog.open("host", QUIET);
        String text = Files.readString(catalog.hostFile());
        Files.writeString(catalog.hostFile(), text.replace("avx2: 100.2 GFLOP/s", "avx2: 90 GFLOP/s"));
        assertEquals(90.0, catalog.open("host", QUIET).ceilings().peakGigaflops().get("avx2"));
        assertEquals(1, host.probes);
    }

    @Test
    void findsShippedRegisteredAndGivenFiles() throws IOException {
        assertEquals("zen3-board", catalog.open("zen3-board", QUIET).id());
        DeviceProfile registered = Samples.profile("lab", Samples.zen3(), Ceilings.UNKNOWN);
        ProfileWriter.write(registered, home.resolve("devices/lab.yaml"));
        assertEquals(registered, catalog.open("lab", QUIET));
        assertEquals(registered, catalog.open(home.resolve("devices/lab.yaml").toString(), QUIET));
        assertEquals(0, host.probes);
    }

    @Test
    void prefersARegisteredProfileToAShippedOne() {
        DeviceProfile own = Samples.profile("zen3-board", host.processor, Samples.ceilings());
        ProfileWriter.write(own, home.resolve("devices/zen3-board.yaml"));
        assertEquals(own, catalog.open("zen3-board", QUIET));
        assertEquals(List.of("host", "zen3-board"), catalog.list().stream().map(ListedDevice::name).toList());
    }

    @Test
    void suggestsANearName() {
        assertEquals("unknown device 'hots'; did you mean host?", message("hots"));
        assertEquals("unknown device 'zen3board'; did you mean zen3-board?", message("zen3board"));
        assertEquals("unknown device 'esp32'; known are host, zen3-board, and profiles given as a path to a .yaml file", message("esp32"));
        assertEquals("./none.yaml: no such file; expected a device profile in YAML", message("./none.yaml"));
    }

    @Test
    void refusesAFileUnderAnotherName() throws IOException {
        Path file = home.resolve("devices/lab.yaml");
        ProfileWriter.write(Samples.profile("board", Samples.zen3(), Ceilings.UNKNOWN), file);
        assertEquals(file + ": the device's id is board, the file's name says lab; make them equal", message("lab"));
    }

    @Test
    void listsTheHostUnprobedAndBrokenFilesWithTheirProblem() throws IOException {
        Path broken = Files.writeString(Files.createDirectories(home.resolve("devices")).resolve("broken.yaml"), "id: broken\n");
        List<ListedDevice> devices = catalog.list();
        assertEquals(List.of("host", "zen3-board", "broken"), devices.stream().map(ListedDevice::name).toList());
        assertEquals("not probed yet", devices.get(0).problem().orElseThrow());
        assertEquals("zen3-board", devices.get(1).profile().orElseThrow().id());
        assertEquals(broken + ":1: the key 'schema' is missing, e.g. schema: sextant-device/1", devices.get(2).problem().orElseThrow());
        assertEquals(0, host.probes);
    }

    @Test
    void shipsOnlyProfilesThatCanBeRead() {
        ShippedProfiles real = new ShippedProfiles("profiles");
        for (String name : real.names()) {
            assertEquals(name, real.read(name).orElseThrow().id());
        }
    }

    private String message(String device) {
        return assertThrows(InvalidInput.class, () -> catalog.open(device, QUIET)).getMessage();
    }

    /** A host whose hardware the test sets. */
    private static final class FakeHost implements Host {
        private Processor processor;
        private int probes;

        FakeHost(Processor processor) {
            this.processor = processor;
        }

        @Override
        public Processor processor() {
            return processor;
        }

        @Override
        public DeviceProfile probe(Consumer<String> progress) {
            probes++;
            return Samples.profile("host", processor, Samples.ceilings());
        }
    }
}
