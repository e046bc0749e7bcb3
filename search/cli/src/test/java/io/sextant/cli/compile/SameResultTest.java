package io.sextant.cli.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameResultTest {
    private static SameResult.Verdict compared(float[] was, float... is) {
        return SameResult.compared(List.of(Tensor.of(TensorType.f32(was.length), was)),
            List.of(Tensor.of(TensorType.f32(is.length), is))).verdict();
    }

    private static Graph graph(int rows, String kind) {
        String type = "f32[" + rows + "x8]";
        return GraphText.parse("graph \"g\" { input %0: " + type + " \"x\"\n %1: " + type + " = unary(%0) kind=" + kind
            + "\n output %1 \"y\" }");
    }

    @Test
    void roundingIsNoDifference() {
        float[] one = {100, 0, 1};
        assertEquals(SameResult.Verdict.SAME, compared(one, 100, 0.05f, 1));
        assertEquals(SameResult.Verdict.DIFFERENT, compared(one, 100, 0.2f, 1));
        assertEquals(SameResult.Verdict.SAME, compared(new float[] {0, 0}, 0, 0));
        assertEquals(SameResult.Verdict.DIFFERENT, compared(new float[] {0, 0}, 0, 1e-6f));
        assertEquals(SameResult.Verdict.DIFFERENT, compared(one, 100, Float.NaN, 1));
        assertEquals(SameResult.Verdict.SAME, compared(new float[] {Float.NaN, 1}, Float.NaN, 1));
        assertEquals(SameResult.Verdict.DIFFERENT, compared(new float[] {1, 2}, 1, 2, 3));
    }

    @Test
    void integersCountToo() {
        TensorType type = TensorType.parse("i64[2]");
        assertEquals(SameResult.Verdict.SAME, SameResult.compared(List.of(Tensor.ofLongs(type, 3, 4)),
            List.of(Tensor.ofLongs(type, 3, 4))).verdict());
        assertEquals(SameResult.Verdict.DIFFERENT, SameResult.compared(List.of(Tensor.ofLongs(type, 3, 4)),
            List.of(Tensor.ofLongs(type, 3, 5))).verdict());
    }

    @Test
    void anotherFunctionIsSeenOnRandomInput() {
        assertEquals(SameResult.Verdict.SAME, SameResult.of(graph(2, "relu"), graph(2, "relu"), 1).verdict());
        assertEquals(SameResult.Verdict.DIFFERENT, SameResult.of(graph(2, "relu"), graph(2, "tanh"), 1).verdict());
    }

    @Test
    void whatTakesTooLongIsSaid() {
        SameResult skipped = SameResult.of(graph(20_000_000, "relu"), graph(20_000_000, "relu"), 1);
        assertEquals(SameResult.Verdict.SKIPPED, skipped.verdict());
        assertTrue(skipped.words().startsWith("not checked: running both takes 1,280,000,000 steps"), skipped::words);
    }
}
