package io.sextant.cli.bench;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.device.store.HomeUse;
import io.sextant.ir.InvalidInput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbenchTest {
    @TempDir
    private Path home;

    @Test
    void anUnknownDeviceLeavesNothingOpen() {
        String message = assertThrows(InvalidInput.class,
            () -> Workbench.open(home, new Workbench.Request("hots", Backends.AUTO, false), line -> { })).getMessage();
        assertTrue(message.contains("unknown device 'hots'; did you mean host?"), message);
        HomeUse.exclusive(home).orElseThrow(() -> new AssertionError("the store is still open")).close();
    }
}
