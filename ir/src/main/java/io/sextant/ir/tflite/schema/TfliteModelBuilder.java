package io.sextant.ir.tflite.schema;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.lite.schema.BuiltinOptionsUnion;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.OperatorT;
import org.tensorflow.lite.schema.QuantizationParametersT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;

/** Builds a TFLite file of one subgraph, tensor by tensor and operator by operator; a tensor is an index, quantised as its type is. */
public final class TfliteModelBuilder {
    /** Operators above it have no place in the byte that older readers look at, which then holds this. */
    private static final int PLACEHOLDER_CODE = 127;

    private final String name;
    private final List<TensorT> tensors = new ArrayList<>();
    private final List<byte[]> buffers = new ArrayList<>();
    private final List<Metadata> metadata = new ArrayList<>();
    private final List<OperatorCodeT> codes = new ArrayList<>();
    private final List<OperatorT> operators = new ArrayList<>();
    private final List<Integer> inputs = new ArrayList<>();
    private final List<Integer> outputs = new ArrayList<>();

    public TfliteModelBuilder(String name) {
        this.name = name;
        buffers.add(new byte[0]);
    }

    /** A named note on the model, in buffer {@code buffer}. */
    record Metadata(String name, int buffer) {
    }

    /** Adds a named note on the model, e.g. {@code min_runtime_version}. */
    public TfliteModelBuilder metadata(String noteName, byte[] note) {
        buffers.add(note.clone());
        metadata.add(new Metadata(noteName, buffers.size() - 1));
        return this;
    }

    public int input(String tensorName, TensorType type) {
        int index = tensor(tensorName, type);
        inputs.add(index);
        return index;
    }

    public TfliteModelBuilder output(int tensor) {
        outputs.add(tensor);
        return this;
    }

    /** A tensor that an operator makes. */
    public int tensor(String tensorName, TensorType type) {
        return add(tensorName, type, 0);
    }

    public int constant(String tensorName, Tensor data) {
        buffers.add(TensorBytes.of(data));
        return add(tensorName, data.type(), buffers.size() - 1);
    }

    private int add(String tensorName, TensorType type, int buffer) {
        TensorT tensor = new TensorT();
        tensor.setName(tensorName);
        tensor.setShape(type.shape().dims().stream().mapToInt(Integer::intValue).toArray());
        tensor.setType(TfliteTypes.code(type.dtype()).orElseThrow());
        tensor.setBuffer(buffer);
        type.quantisation().ifPresent(scheme -> tensor.setQuantization(parameters(scheme)));
        tensors.add(tensor);
        return tensors.size() - 1;
    }

    private static QuantizationParametersT parameters(Quantisation scheme) {
        float[] scales = new float[scheme.scales().size()];
        for (int i = 0; i < scales.length; i++) {
            scales[i] = scheme.scale(i);
        }
        return parameters(scales, scheme.zeroPoints().stream().mapToLong(Integer::longValue).toArray(), scheme.axis().orElse(0));
    }

    private static QuantizationParametersT parameters(float[] scales, long[] zeroPoints, int axis) {
        QuantizationParametersT parameters = new QuantizationParametersT();
        parameters.setScale(scales);
        parameters.setZeroPoint(zeroPoints);
        parameters.setQuantizedDimension(axis);
        return parameters;
    }

    /** Says how the integers of {@code tensor} stand for reals: one scale and zero point, or one of each per position on {@code axis}. */
    public TfliteModelBuilder quantised(int tensor, float[] scales, long[] zeroPoints, int axis) {
        tensors.get(tensor).setQuantization(parameters(scales, zeroPoints, axis));
        return this;
    }

    /** As {@link #operator(int, int, byte, Object, int[], int...)}, of version 1. */
    public TfliteModelBuilder operator(int code, byte optionsType, Object options, int[] operands, int... results) {
        return operator(code, 1, optionsType, options, operands, results);
    }

    /**
     * Appends an operator.
     *
     * @param code of {@code org.tensorflow.lite.schema.BuiltinOperator}
     * @param optionsType of {@code org.tensorflow.lite.schema.BuiltinOptions}, NONE where {@code options} is null
     * @param options of the class that {@code optionsType} names, e.g. {@code Conv2DOptionsT}
     * @param operands tensors; -1 for an optional one that is left out
     */
    public TfliteModelBuilder operator(int code, int version, byte optionsType, Object options, int[] operands, int... results) {
        BuiltinOptionsUnion union = new BuiltinOptionsUnion();
        union.setType(optionsType);
        union.setValue(options);
        OperatorT operator = new OperatorT();
        operator.setOpcodeIndex(codeIndex(code, version));
        operator.setInputs(operands);
        operator.setOutputs(results);
        operator.setBuiltinOptions(union);
        operators.add(operator);
        return this;
    }

    private int codeIndex(int code, int version) {
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i).getBuiltinCode() == code && codes.get(i).getVersion() == version) {
                return i;
            }
        }
        OperatorCodeT added = new OperatorCodeT();
        added.setBuiltinCode(code);
        added.setDeprecatedBuiltinCode((byte) Math.min(code, PLACEHOLDER_CODE));
        added.setVersion(version);
        codes.add(added);
        return codes.size() - 1;
    }

    /** The file, with the identifier TFL3. */
    public byte[] build() {
        SubGraphT graph = new SubGraphT();
        graph.setName(name);
        graph.setTensors(tensors.toArray(TensorT[]::new));
        graph.setInputs(indices(inputs));
        graph.setOutputs(indices(outputs));
        graph.setOperators(operators.toArray(OperatorT[]::new));
        return new TfliteFile(graph, codes, buffers, metadata).bytes();
    }

    private static int[] indices(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
