package io.sextant.device.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void isTheSameInEveryRunOfTheProgram() throws IOException {
        assertEquals("cpu-bf14d1dc23352fa2", print(Samples.zen3()));
    }

    @Test
    void doesNotDependOnNameMemoryOrMeasuredFigures() throws IOException {
        DeviceProfile profile = Samples.profile("host", Samples.zen3(), Samples.ceilings());
        DeviceProfile other = new DeviceProfile("another", DeviceKind.CPU_HOST, Samples.zen3(), 1, Ceilings.UNKNOWN);
        assertEquals(profile.fingerprint(), other.fingerprint());
    }

    @Test
    void dependsOnEachPropertyOfTheProcessor() throws IOException {
        Processor zen3 = Samples.zen3();
        ProcessorModel model = zen3.model();
        TreeSet<String> withoutFma = new TreeSet<>(zen3.isa());
        withoutFma.remove("fma");
        List<Processor> others = List.of(
            new Processor(new ProcessorModel("AMD", model.identity(), model.microcode()), zen3.isa(), 2, 2, zen3.caches()),
            new Processor(new ProcessorModel(model.name(), "AuthenticAMD 25/1/2", model.microcode()), zen3.isa(), 2, 2, zen3.caches()),
            new Processor(new ProcessorModel(model.name(), model.identity(), "0x1"), zen3.isa(), 2, 2, zen3.caches()),
            new Processor(model, withoutFma, 2, 2, zen3.caches()),
            new Processor(model, zen3.isa(), 1, 2, zen3.caches()),
            new Processor(model, zen3.isa(), 2, 4, zen3.caches()),
            zen3.withCaches(zen3.caches().subList(0, 3)));
        for (Processor other : others) {
            assertNotEquals(print(zen3), print(other), other.toString());
        }
    }

    private static String print(Processor processor) {
        return Samples.profile("host", processor, Ceilings.UNKNOWN).fingerprint();
    }
}
