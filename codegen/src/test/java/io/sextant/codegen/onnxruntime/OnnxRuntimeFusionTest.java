package io.sextant.codegen.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sextant.ir.kernel.Fusion;
import org.junit.jupiter.api.Test;

class OnnxRuntimeFusionTest {
    @Test
    void networksOnIntegersAreFusedAsThoseOverTheSameDimensions() {
        Fusion sequences = OnnxRuntimeFusion.of(Models.sequenceNet());
        assertSame(sequences, OnnxRuntimeFusion.of(QuantizedNetwork.sequences(1, 0).graph()));
        assertNotEquals(sequences, OnnxRuntimeFusion.of(QuantizedNetwork.images(1, 0).graph()));
    }
}
