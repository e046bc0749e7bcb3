package io.sextant.ir.tflite.read;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.tflite.schema.TfliteTypes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tensors of a subgraph, each read when it is first asked for. */
final class TensorTable {
    /** The schema's own limit is none; shapes of the IR have at most 8 dimensions. */
    private static final int MOST_DIMENSIONS = 8;

    private static final int SHAPE = 0;
    private static final int TYPE = 1;
    private static final int BUFFER = 2;
    private static final int NAME = 3;
    private static final int VARIABLE = 5;
    private static final int SPARSITY = 6;
    private static final int SIGNATURE = 7;
    private static final int BUFFER_DATA = 0;
    private static final int BUFFER_OFFSET = 1;

    private final FlatTable graph;
    private final int tensorField;
    private final FlatTable model;
    private final int bufferField;
    private final ReadBudget budget;
    private final int count;
    private final Map<Integer, FileTensor> read = new HashMap<>();

    TensorTable(FlatTable graph, int tensorField, FlatTable model, int bufferField, ReadBudget budget) {
        this.graph = graph;
        this.tensorField = tensorField;
        this.model = model;
        this.bufferField = bufferField;
        this.budget = budget;
        this.count = graph.count(tensorField);
    }

    void requireKnown(int index) {
        if (index < 0 || index >= count) {
            throw new InvalidInput("there is no tensor " + index + ", the model has " + count);
        }
    }

    /** @throws InvalidInput naming the tensor, if the IR has no such type or the file does not hold its data */
    FileTensor get(int index) {
        requireKnown(index);
        FileTensor known = read.get(index);
        if (known == null) {
            known = tensor(index);
            read.put(index, known);
        }
        return known;
    }

    private FileTensor tensor(int index) {
        FlatTable table = graph.entry(tensorField, index);
        String name = table.text(NAME);
        try {
            if (table.bool(VARIABLE) || table.has(SPARSITY)) {
                throw new InvalidInput("is " + (table.has(SPARSITY) ? "sparse" : "a variable") + ", which is not supported");
            }
            Shape shape = new Shape(table.ints(SHAPE, MOST_DIMENSIONS, "dimensions"));
            boolean open = !table.has(SHAPE) || table.ints(SIGNATURE, MOST_DIMENSIONS, "dimensions").stream().anyMatch(dim -> dim < 0);
            TensorType bare = new TensorType(dtype(table.i8(TYPE)), shape);
            Optional<Quantisation> stored = StoredQuantisation.read(table, bare, budget);
            TensorType type = bare.dtype() == DType.I32 ? bare : stored.map(bare::quantised).orElse(bare);
            return new FileTensor(name, type, stored, open, data(table.i32(BUFFER, 0), type));
        } catch (InvalidInput | IllTyped e) {
            throw new InvalidInput("tensor " + index + " " + Quoted.text(name) + ": " + e.getMessage(), e);
        }
    }

    private static DType dtype(int code) {
        return TfliteTypes.dtype(code)
            .orElseThrow(() -> new InvalidInput("is of type " + TfliteTypes.name(code) + ", which is not supported"));
    }

    private Optional<ByteBuffer> data(int buffer, TensorType type) {
        if (buffer == 0) {
            return Optional.empty();
        }
        if (buffer < 0 || buffer >= model.count(bufferField)) {
            throw new InvalidInput("there is no buffer " + buffer + ", the model has " + model.count(bufferField));
        }
        FlatTable table = model.entry(bufferField, buffer);
        if (table.i64(BUFFER_OFFSET) > 1) {
            throw new InvalidInput("its data lies behind the flatbuffer, which is not supported");
        }
        ByteBuffer data = table.elements(BUFFER_DATA, Byte.BYTES);
        if (data.limit() == 0) {
            return Optional.empty();
        }
        if (data.limit() != type.bytes()) {
            throw new InvalidInput(type + " takes " + type.bytes() + " bytes, its buffer has " + data.limit());
        }
        return Optional.of(data);
    }
}
