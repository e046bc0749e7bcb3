package io.sextant.codegen.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.quantize.form.SpellOutQuantisation;
import io.sextant.ir.rewrite.FunctionalHash;
import io.sextant.ir.rewrite.Rewrites;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Quantised networks as ONNX and back: recognised, they are what they were. */
class QuantizedRoundTripTest {
    static Stream<QuantizedNetwork.Built> networks() {
        return Stream.of(QuantizedNetwork.sequences(1, 0), QuantizedNetwork.images(2, 0), QuantizedNetwork.images(3, 15));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void whatIsSpeltOutIsRecognised(QuantizedNetwork.Built net) {
        assertSame(net, Rewrites.QUANTISED.run(SpellOutQuantisation.of(net.graph())).graph());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void modelsComeBackQuantised(QuantizedNetwork.Built net) {
        Graph read = OnnxImport.parse(OnnxExport.toBytes(net.graph()), "int8");
        assertSame(net, Rewrites.INFERENCE.run(read).graph());
    }

    private static void assertSame(QuantizedNetwork.Built net, Graph back) {
        assertEquals(FunctionalHash.structure(net.graph()), FunctionalHash.structure(back), () -> back.nodes().toString());
        assertArrayEquals(Interpreter.run(net.graph(), List.of(net.input())).get(0).floats(),
            Interpreter.run(back, List.of(net.input())).get(0).floats());
    }
}
