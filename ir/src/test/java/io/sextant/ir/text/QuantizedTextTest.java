package io.sextant.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.op.Quantized;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantizedTextTest {
    private static final String TEXT = """
        graph "dense" {
          input %0: f32[1x3] "x"
          const %1: i8[3x2]<0.5:0,0.25:0@1> = [1, -2, 3, 4, 5, 6]
          const %2: i32[2]<0.05:0,0.025:0@0> = [100, -100]
          %3: i8[1x3]<0.1:-3> = requantize(%0) to=i8[1x3]<0.1:-3> rounding=tflite
          %4: i8[1x2]<0.2:-128> = quantized dense(%3, %1, %2) dtype=i8 result=0.2:-128 low=-128 high=100 rounding=tflite
          %5: i8[2x1]<0.2:-128> = reshape(%4) shape=[2,1]
          output %5 "y"
        }
        """;

    @Test
    void isReadAsItIsWritten() {
        Graph graph = GraphText.parse(TEXT);
        assertEquals(TEXT, GraphText.print(graph));
        assertEquals(100, ((Quantized) graph.nodes().get(1).op()).high());
    }

    @Test
    void scalesArePartOfTheFunctionAndNotOfItsKernels() {
        Graph graph = GraphText.parse(TEXT);
        Graph other = GraphText.parse(TEXT.replace("0.2:-128", "0.4:-100").replace("high=100", "high=99"));
        assertNotEquals(GraphHash.structure(graph), GraphHash.structure(other));
        assertEquals(kernels(graph), kernels(other));
        assertNotEquals(kernels(graph), kernels(GraphText.parse(TEXT.replace("0.2:-128", "0.2:0"))));
        kernels(graph).forEach(kernel -> assertEquals(kernel, Kernel.parse(kernel.text())));
        assertEquals("i8 dense 3->2", kernels(graph).get(1).label());
    }

    @Test
    void saysWhereItIsWrong() {
        refuses("quantized C4", TEXT.replace("0.05:0", "0.5:0"));
        refuses("a quantisation such as 0.5:-128 for result", TEXT.replace("result=0.2:-128", "result=_"));
        refuses("attribute high of quantized", TEXT.replace(" high=100", ""));
        refuses("quantized C1", TEXT.replace("quantized dense(%3, %1, %2)", "quantized transpose(%3) permutation=[0,1]"));
        refuses("reshape", TEXT.replace("[2x1]<0.2:-128>", "[2x1]"));
    }

    private static void refuses(String expected, String text) {
        String message = assertThrows(InvalidInput.class, () -> GraphText.parse(text)).getMessage();
        assertTrue(message.contains(expected), message);
    }

    private static List<Kernel> kernels(Graph graph) {
        return Kernels.of(graph, Fusion.NONE).stream().map(placed -> placed.kernel()).toList();
    }
}
