package io.sextant.ir.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.testing.RandomGraphs;
import io.sextant.ir.type.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
    private static final String TEXT = "sextant-kernel/1 input %0: f32[1x40x16]; const %1: f32[5x16x32]; const %2: f32[32]; "
        + "%3: f32[1x20x32] = convolution(%0, %1, %2) strides=[2] padBefore=[2] padAfter=[2] dilations=[1] groups=1; "
        + "%4: f32[1x20x32] = unary(%3) kind=relu; output %4";

    @Test
    void textSignatureAndLabelAreStable() {
        Kernel kernel = kernel(0, "x", 1);
        assertEquals(TEXT, kernel.text());
        assertEquals("convolution k5 s2 16->32 @20 +relu", kernel.label());
        assertEquals("0df679946e5a19fa52ce9492fe4eb8efb962b09a9d22b21cd8156c2f9902ad80", kernel.signature());
    }

    @Test
    void idsNamesAndWeightsDoNotCount() {
        assertEquals(kernel(0, "x", 1), kernel(5, "signal", 2));
        assertEquals(kernel(0, "x", 1).signature(), kernel(5, "signal", 2).signature());
        assertEquals(kernel(0, "x", 1).hashCode(), kernel(5, "signal", 2).hashCode());
    }

    @Test
    void textReadsBack() {
        assertEquals(kernel(0, "x", 1), Kernel.parse(TEXT));
        for (long seed = 0; seed < 30; seed++) {
            for (PlacedKernel placed : Kernels.of(RandomGraphs.graph(seed, 15), Fusion.parse("convolution > unary", "dense > binary"))) {
                assertEquals(placed.kernel(), Kernel.parse(placed.kernel().text()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sextant-kernel/2 input %0: f32[1]; output %0", "sextant-kernel/1", "sextant-kernel/1 nonsense",
        "sextant-kernel/1 input %0: f32[1]; output %0", "sextant-kernel/1 input %0: f32[1]; %1: f32[1] = unary(%0) kind=relu",
        "sextant-kernel/1 input %7: f32[1]; %1: f32[1] = unary(%7) kind=relu; output %1",
        "sextant-kernel/1  input %0: f32[1]; %1: f32[1] = unary(%0) kind=relu; output %1"})
    void refusesWhatIsNotCanonical(String text) {
        assertThrows(InvalidInput.class, () -> Kernel.parse(text));
    }

    @Test
    void tellsThePlaceOfWhatIsWrong() {
        InvalidInput refusal = assertThrows(InvalidInput.class, () -> Kernel.parse(TEXT.replace("unary", "unry")));
        assertTrue(refusal.getMessage().startsWith("line 1, column 210: expected an operator (did you mean 'unary'?)"), refusal.getMessage());
    }

    @Test
    void shapesCount() {
        assertNotEquals(Kernel.parse(TEXT), Kernel.parse(TEXT.replace("1x40x16", "1x39x16")));
    }

    @ParameterizedTest
    @CsvSource({
        "'convolution(%0, %1, _) strides=[1,2] padBefore=[1,1] padAfter=[1,1] dilations=[2,2] groups=1', 1x8x8x4, 3x3x4x6, 1x6x3x6,"
            + " convolution k3x3 s1x2 d2x2 4->6 @6x3",
        "'convolution(%0, %1, _) strides=[1] padBefore=[0] padAfter=[0] dilations=[1] groups=4', 2x8x4, 3x1x4, 2x6x4,"
            + " depthwise k3 4->4 @6 n2",
        "'convolution(%0, %1, _) strides=[1] padBefore=[0] padAfter=[0] dilations=[1] groups=2', 1x8x4, 1x2x4, 1x8x4,"
            + " convolution k1 g2 4->4 @8",
        "'dense(%0, %1, _)', 1x64, 64x10, 1x10, dense 64->10",
        "'dense(%0, %1, _)', 1x7x64, 64x10, 1x7x10, dense 64->10 @7",
        "'mat_mul(%0, %1)', 2x3, 3x4, 2x4, mat_mul [2x3] [3x4]",
        "'binary(%0, %1) kind=mul', 2x3, 3, 2x3, mul [2x3]",
        "'concat(%0, %1) axis=1', 2x3, 2x4, 2x7, concat 2 [2x7]"})
    void labels(String operator, String input, String constant, String result, String label) {
        assertEquals(label, Kernel.parse("sextant-kernel/1 input %0: f32[" + input + "]; const %1: f32[" + constant + "]; %2: f32[" + result
            + "] = " + operator + "; output %2").label());
    }

    @ParameterizedTest
    @CsvSource({
        "'pool(%0) kind=max kernel=[2] strides=[2] padBefore=[0] padAfter=[0] countPadding=false', 1x8x4, 1x4x4, max_pool k2 s2 4 @4",
        "global_pool(%0) kind=average, 1x8x4, 1x1x4, global_average_pool 4 @8",
        "unary(%0) kind=hard_swish, 2x3, 2x3, hard_swish [2x3]",
        "'softmax(%0) axis=1', 2x3, 2x3, softmax [2x3]",
        "'reshape(%0) shape=[6]', 2x3, 6, reshape [2x3]->[6]",
        "'transpose(%0) permutation=[1,0]', 2x3, 3x2, transpose [2x3]->[3x2]",
        "'reduce(%0) kind=sum_square axes=[1] keepDims=false', 2x3, 2, reduce_sum_square [2x3]->[2]",
        "'broadcast(%0) shape=[2,3]', 3, 2x3, broadcast [3]->[2x3]",
        "'clamp(%0) low=-1 high=2', 2x3, 2x3, clamp [2x3]",
        "'leaky_relu(%0) slope=0.1', 2x3, 2x3, leaky_relu [2x3]",
        "'elu(%0) alpha=1', 2x3, 2x3, elu [2x3]",
        "'cumulative_sum(%0) axis=1', 2x3, 2x3, cumulative_sum [2x3]",
        "'slice(%0) starts=[0,1] ends=[2,3] steps=[1,1]', 2x3, 2x2, slice [2x3]->[2x2]",
        "'pad(%0) before=[0,0] after=[0,1] value=0', 2x3, 2x4, pad [2x4]",
        "'resize(%0) size=[4] mode=linear', 1x8x4, 1x4x4, resize linear [1x8x4]->[1x4x4]"})
    void labelsOfOneOperand(String operator, String input, String result, String label) {
        assertEquals(label, Kernel.parse("sextant-kernel/1 input %0: f32[" + input + "]; %1: f32[" + result + "] = " + operator
            + "; output %1").label());
    }

    @ParameterizedTest
    @CsvSource({
        "'compare(%0, %0) kind=less', f32[2x3], bool[2x3], less [2x3]",
        "'logical(%0, %0) kind=and', bool[2x3], bool[2x3], logical_and [2x3]",
        "'select(%0, %0, %0)', bool[2x3], bool[2x3], select [2x3]",
        "'arg_reduce(%0) kind=max axis=1 keepDims=true', f32[2x3], i64[2x1], arg_max [2x3]->[2x1]",
        "'gather(%0, %0) axis=0', i64[3], i64[3], gather [3]->[3]",
        "'unary(%0) kind=not', bool[3], bool[3], not [3]",
        "'cast(%0) dtype=bf16', i64[3], bf16[3], cast i64->bf16 [3]"})
    void labelsOfOtherTypes(String operator, String input, String result, String label) {
        assertEquals(label, Kernel.parse("sextant-kernel/1 input %0: " + input + "; %1: " + result + " = " + operator + "; output %1")
            .label());
    }

    @Test
    void labelsOfRecurrences() {
        assertEquals("gru bidirectional 3->4 @7 n2", Kernel.parse("sextant-kernel/1 input %0: f32[2x7x3]; const %1: f32[2x3x12]; "
            + "const %2: f32[2x4x12]; %3: f32[2x2x4] = gru(%0, %1, %2, _, _) direction=bidirectional linearBeforeReset=true "
            + "result=last_state; output %3").label());
        assertEquals("lstm 3->4 @7", Kernel.parse("sextant-kernel/1 input %0: f32[1x7x3]; const %1: f32[1x3x16]; "
            + "const %2: f32[1x4x16]; %3: f32[1x7x1x4] = lstm(%0, %1, %2, _, _, _) direction=forward result=states; output %3").label());
    }

    @Test
    void everyOperatorHasALabel() {
        Map<String, String> labels = new HashMap<>();
        for (long seed = 0; seed < 40; seed++) {
            for (PlacedKernel placed : Kernels.of(RandomGraphs.graph(seed, 15), Fusion.NONE)) {
                labels.put(placed.nodes().get(0).op().mnemonic(), placed.kernel().label());
            }
        }
        assertTrue(labels.size() >= 16, labels::toString);
        labels.values().forEach(label -> assertTrue(label.matches("[a-z0-9_]+ .*[0-9\\]]"), label));
    }

    private static Kernel kernel(int unused, String port, float weight) {
        GraphBuilder builder = new GraphBuilder(port);
        for (int i = 0; i < unused; i++) {
            builder.constant(Tensor.zeros(TensorType.f32(1)));
        }
        Value bias = builder.constant(Tensor.filled(TensorType.f32(32), weight));
        Value filter = builder.constant(Tensor.filled(TensorType.f32(5, 16, 32), weight));
        Value x = builder.input(port, TensorType.f32(1, 40, 16));
        Value y = builder.add(new Convolution(x, filter, Optional.of(bias), List.of(2), List.of(2), List.of(2), List.of(1), 1));
        Graph graph = builder.output("y", builder.add(new Unary(y, Unary.Kind.RELU))).build();
        return Kernels.of(graph, Fusion.parse("convolution > unary(relu)")).get(0).kernel();
    }
}
