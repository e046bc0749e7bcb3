package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.InvalidProtocolBufferException;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Convolution;
import io.sextant.ir.op.Dequantize;
import io.sextant.ir.op.Quantize;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Casts and quantisation in ONNX Runtime, on what ONNX defines. */
class ConversionExportTest {
    private static final float[] REALS = {0, -0f, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, 7.4f, 7.5f, -7.9f, 3.1415927f, 1 / 3f, 6.999f};

    /** Between all types; i4, which is no input or output of ONNX Runtime, on the way from and to others. */
    @TestFactory
    Stream<DynamicTest> casts() {
        return Stream.of(DType.values()).flatMap(from -> Stream.of(DType.values()).map(to -> DynamicTest.dynamicTest(from.text() + " to "
            + to.text(), () -> cast(from, to))));
    }

    private static void cast(DType from, DType to) throws OrtException, IOException {
        GraphBuilder graph = new GraphBuilder("cast");
        DType given = from == DType.I4 ? DType.I8 : from;
        Value input = graph.input("x", new TensorType(given, Shape.of(REALS.length)));
        Value narrow = from == DType.I4 ? graph.add(new Cast(input, DType.I4)) : input;
        Value result = graph.add(new Cast(narrow, to));
        Value wide = to == DType.I4 ? graph.add(new Cast(result, DType.I32)) : result;
        agrees(graph.output("y", wide).build(), values(input.type(), to));
    }

    /** {@link #REALS} as far as the result is defined and agreed upon: nothing below 0 to u8, nothing to be rounded to i4. */
    private static Tensor values(TensorType type, DType to) {
        float[] reals = new float[REALS.length];
        int[] integers = new int[REALS.length];
        long[] longs = new long[REALS.length];
        for (int i = 0; i < REALS.length; i++) {
            reals[i] = to == DType.U8 ? Math.abs(REALS[i]) : to == DType.I4 ? (int) REALS[i] : REALS[i];
            integers[i] = type.dtype() == DType.BOOL ? i % 2 : i % 8;
            longs[i] = i % 8;
        }
        return switch (type.dtype().storage()) {
            case FLOATS -> Tensor.rounded(type, reals);
            case INTS -> Tensor.ofInts(type, integers);
            case LONGS -> Tensor.ofLongs(type, longs);
        };
    }

    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"I32", "I16", "I8", "U8"})
    void whatDoesNotFitWrapsAround(DType to) throws OrtException, IOException {
        GraphBuilder graph = new GraphBuilder("wrap");
        TensorType type = new TensorType(DType.I64, Shape.of(6));
        graph.output("y", graph.add(new Cast(graph.input("x", type), to)));
        agrees(graph.build(), Tensor.ofLongs(type, 200, -129, 1L << 32 | 5, -1, 65536, -40000));
    }

    /**
     * All of a type's integers with a margin, in steps that hit halves; of f16 whole numbers only, since ONNX Runtime truncates these
     * where ONNX rounds.
     */
    @ParameterizedTest
    @CsvSource({"I16, F32, -1", "I8, F32, -1", "I8, F32, 0", "I8, F32, 1", "U8, F32, -1", "U8, F32, 2", "I4, F32, -1", "I4, F32, 2",
        "I8, F16, -1", "U8, F16, -1"})
    void quantize(DType quantised, DType real, int axis) throws OrtException, IOException {
        GraphBuilder graph = new GraphBuilder("quantize");
        TensorType type = new TensorType(real, Shape.of(11, 3, 31));
        Value input = graph.input("x", type);
        Value values = graph.add(new Quantize(input, scales(graph, real, type, axis), zeros(graph, quantised, type, axis), Math.max(0, axis)));
        Value result = quantised == DType.I4 ? graph.add(new Cast(values, DType.I8)) : values;
        float[] reals = new float[type.elements()];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (i - reals.length / 2) * (real == DType.F16 ? 0.25f : 0.125f) * (quantised == DType.I16 ? 256 : 1);
        }
        agrees(graph.output("y", result).build(), Tensor.rounded(type, reals));
    }

    @ParameterizedTest
    @CsvSource({"I32, F32, -1", "I16, F32, -1", "I16, F32, 1", "I8, F32, -1", "I8, F32, 0", "U8, F32, 1", "I4, F32, -1", "I4, F32, 2",
        "I8, F16, -1", "U8, F16, 2"})
    void dequantize(DType quantised, DType real, int axis) throws OrtException, IOException {
        GraphBuilder graph = new GraphBuilder("dequantize");
        TensorType type = new TensorType(quantised == DType.I4 ? DType.I8 : quantised, Shape.of(2, 3, 31));
        Value input = graph.input("x", type);
        Value narrow = quantised == DType.I4 ? graph.add(new Cast(input, DType.I4)) : input;
        Value zeros = quantised == DType.I32 ? graph.constant(Tensor.zeros(new TensorType(DType.I32, Shape.of())))
            : zeros(graph, quantised, type, axis);
        Value result = graph.add(new Dequantize(narrow, scales(graph, real, type, axis), zeros, Math.max(0, axis)));
        int least = (int) Math.max(quantised.least(), -40_000);
        int range = (int) Math.min(quantised.greatest() - least + 1, 80_000);
        int[] integers = IntStream.range(0, type.elements()).map(i -> least + i * 433 % range).toArray();
        agrees(graph.output("y", result).build(), Tensor.ofInts(type, integers));
    }

    private static Value scales(GraphBuilder graph, DType real, TensorType type, int axis) {
        if (axis < 0) {
            return graph.constant(Tensor.rounded(new TensorType(real, Shape.of()), 0.25f));
        }
        float[] scales = new float[type.dim(axis)];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = (1 + i) / 8f;
        }
        return graph.constant(Tensor.rounded(new TensorType(real, Shape.of(scales.length)), scales));
    }

    private static Value zeros(GraphBuilder graph, DType quantised, TensorType type, int axis) {
        int[] zeros = IntStream.range(0, axis < 0 ? 1 : type.dim(axis)).map(i -> 3 - (quantised.least() < 0 ? i % 7 : -i)).toArray();
        return graph.constant(Tensor.ofInts(new TensorType(quantised, axis < 0 ? Shape.of() : Shape.of(zeros.length)), zeros));
    }

    /**
     * A quantised convolution as exporters write it: a filter that is dequantised per output channel needs no transpose, nor does an
     * activation.
     */
    @ParameterizedTest
    @CsvSource({"I8, 17", "I4, 21"})
    void quantisedConvolution(DType weights, int opset) throws OrtException, IOException {
        GraphBuilder graph = new GraphBuilder("quantised");
        TensorType type = new TensorType(weights, Shape.of(3, 3, 4, 6));
        int[] integers = IntStream.range(0, type.elements()).map(i -> i * 7 % 16 - 8).toArray();
        Value filter = graph.add(new Dequantize(graph.constant(Tensor.ofInts(type, integers)),
            graph.constant(Tensor.of(TensorType.f32(6), 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f)),
            graph.constant(Tensor.zeros(new TensorType(weights, Shape.of(6)))), 3));
        Value scale = graph.constant(Tensor.of(TensorType.f32(), 1 / 64f));
        Value zero = graph.constant(Tensor.ofInts(new TensorType(DType.U8, Shape.of()), 128));
        Value input = graph.input("x", TensorType.f32(1, 5, 7, 4));
        Value quantised = graph.add(new Dequantize(graph.add(new Quantize(input, scale, zero, 0)), scale, zero, 0));
        List<Integer> ones = List.of(1, 1);
        Value result = graph.add(new Convolution(quantised, filter, Optional.empty(), ones, ones, ones, ones, 1));
        Graph built = graph.output("y", result).build();
        agrees(built, Tensor.random(input.type(), 3, 2));
        ModelProto model = ModelProto.parseFrom(OnnxExport.toBytes(built));
        assertEquals(List.of("DequantizeLinear", "QuantizeLinear", "DequantizeLinear", "Conv"),
            model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList());
        assertEquals(opset, model.getOpsetImport(0).getVersion());
        assertEquals(opset == 17 ? 8 : 10, model.getIrVersion());
    }

    /** Scales along the channels of a value that is held channels-first. */
    @Test
    void axesFollowTheLayout() throws OrtException, IOException {
        GraphBuilder graph = new GraphBuilder("between");
        Value input = graph.input("x", TensorType.f32(1, 5, 7, 4));
        List<Integer> ones = List.of(1, 1);
        List<Integer> zeros = List.of(0, 0);
        Value filter = graph.constant(Tensor.random(TensorType.f32(1, 1, 4, 3), 1, 1));
        Value made = graph.add(new Convolution(input, filter, Optional.empty(), ones, zeros, zeros, ones, 1));
        Value scales = graph.constant(Tensor.of(TensorType.f32(3), 0.01f, 0.02f, 0.04f));
        Value offsets = graph.constant(Tensor.ofInts(new TensorType(DType.I8, Shape.of(3)), 1, 2, 3));
        Value quantised = graph.add(new Quantize(made, scales, offsets, 3));
        graph.output("y", graph.add(new Dequantize(quantised, scales, offsets, 3)));
        agrees(graph.build(), Tensor.random(input.type(), 3, 1));
    }

    @Test
    void leastOpset() throws InvalidProtocolBufferException {
        assertEquals(17, opset(DType.F32, DType.I8));
        assertEquals(19, opset(DType.F16, DType.I8));
        assertEquals(21, opset(DType.F32, DType.I16));
        assertEquals(21, opset(DType.F16, DType.I4));
        assertEquals(22, opset(DType.BF16, DType.I8));
    }

    private static long opset(DType real, DType quantised) throws InvalidProtocolBufferException {
        GraphBuilder graph = new GraphBuilder("opset");
        TensorType type = new TensorType(real, Shape.of(3));
        graph.output("y", graph.add(new Quantize(graph.input("x", type), scales(graph, real, type, -1), zeros(graph, quantised, type, -1), 0)));
        return ModelProto.parseFrom(OnnxExport.toBytes(graph.build())).getOpsetImport(0).getVersion();
    }

    @Test
    void operatorsThatOnnxDoesNotHaveInFourBits() {
        GraphBuilder graph = new GraphBuilder("narrow");
        Value input = graph.input("x", new TensorType(DType.I4, Shape.of(3)));
        graph.output("y", graph.add(new Slice(input, List.of(0), List.of(2), List.of(1))));
        String message = assertThrows(InvalidInput.class, () -> OnnxExport.toBytes(graph.build())).getMessage();
        assertEquals("cannot write graph 'narrow' as ONNX: it has no slice of i4 (" + graph.build().nodes().get(0)
            + "); cast to i8 before it", message);
    }

    private static void agrees(Graph graph, Tensor... inputs) throws OrtException, IOException {
        NativeChecker.check(OnnxExport.toBytes(graph));
        OnnxRuntime.assertAgrees(graph, new ArrayList<>(List.of(inputs)), 1e-5f, graph.name());
    }
}
