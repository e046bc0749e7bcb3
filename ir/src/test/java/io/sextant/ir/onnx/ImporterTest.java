package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator that is read, in the forms that it has in the opsets: with the results of ONNX Runtime. */
class ImporterTest {
    static Stream<ImportCases.Case> cases() {
        return all().stream();
    }

    static List<ImportCases.Case> all() {
        ImportCases cases = new ImportCases();
        ElementCases.addTo(cases);
        StructureCases.addTo(cases);
        LayerCases.addTo(cases);
        AttentionCases.addTo(cases);
        QuantizedCases.addTo(cases);
        ImageModels.addTo(cases);
        SequenceModels.addTo(cases);
        return cases.list();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithOnnxRuntime(ImportCases.Case each) throws OrtException {
        each.model().assertAgrees();
    }

    /** Filters stay i8 in the layout that convolutions want: nothing stands between them but the dequantisation. */
    @Test
    void quantisedWeightsStayQuantised() {
        ImportCases cases = new ImportCases();
        QuantizedCases.addTo(cases);
        ForeignModel model = cases.list().stream().filter(each -> each.name().equals("CNN in QDQ form")).findFirst().orElseThrow().model();
        assertEquals(List.of("quantize", "dequantize", "dequantize", "dequantize", "convolution", "relu", "quantize", "dequantize",
            "global_average_pool", "reshape", "dequantize", "dense", "quantize", "dequantize"), model.operators());
        assertEquals(List.of(TensorType.parse("i8[3x3x3x4]"), TensorType.parse("i8[4x5]")), model.read().constants().values().stream()
            .map(Tensor::type).filter(type -> type.dtype() == DType.I8 && type.rank() > 1).toList());
    }
}
