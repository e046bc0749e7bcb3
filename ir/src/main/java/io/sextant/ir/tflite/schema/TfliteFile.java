package io.sextant.ir.tflite.schema;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sextant.ir.tflite.schema.TfliteModelBuilder.Metadata;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.lite.schema.Buffer;
import org.tensorflow.lite.schema.MetadataT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.OperatorCode;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.SignatureDef;
import org.tensorflow.lite.schema.SignatureDefT;
import org.tensorflow.lite.schema.SubGraph;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorMapT;

/**
 * A file of one subgraph. Written table by table, since each buffer has to begin at a multiple of 16 bytes, as the schema says and code
 * on microcontrollers relies on; the library's own way to write a model aligns them to single bytes.
 */
final class TfliteFile {
    private static final int SCHEMA_VERSION = 3;
    private static final int BUFFER_ALIGNMENT = 16;
    private static final String SIGNATURE = "serving_default";

    private final FlatBufferBuilder file = new FlatBufferBuilder(1 << 12);
    private final SubGraphT graph;
    private final List<OperatorCodeT> codes;
    private final List<byte[]> buffers;
    private final List<Metadata> metadata;

    TfliteFile(SubGraphT graph, List<OperatorCodeT> codes, List<byte[]> buffers, List<Metadata> metadata) {
        this.graph = graph;
        this.codes = codes;
        this.buffers = buffers;
        this.metadata = metadata;
    }

    byte[] bytes() {
        int buffersAt = Model.createBuffersVector(file, buffers.stream().mapToInt(this::buffer).toArray());
        int codesAt = Model.createOperatorCodesVector(file, codes.stream().mapToInt(code -> OperatorCode.pack(file, code)).toArray());
        int graphAt = Model.createSubgraphsVector(file, new int[] {SubGraph.pack(file, graph)});
        int metadataAt = Model.createMetadataVector(file, metadata.stream().mapToInt(this::metadata).toArray());
        int signatureAt = Model.createSignatureDefsVector(file, new int[] {SignatureDef.pack(file, signature())});
        int description = file.createString(graph.getName());
        Model.finishModelBuffer(file, Model.createModel(file, SCHEMA_VERSION, codesAt, graphAt, description, buffersAt, 0, metadataAt,
            signatureAt));
        return file.sizedByteArray();
    }

    private int buffer(byte[] data) {
        if (data.length == 0) {
            Buffer.startBuffer(file);
            return Buffer.endBuffer(file);
        }
        file.startVector(1, data.length, BUFFER_ALIGNMENT);
        for (int i = data.length - 1; i >= 0; i--) {
            file.addByte(data[i]);
        }
        return Buffer.createBuffer(file, file.endVector());
    }

    private int metadata(Metadata note) {
        MetadataT table = new MetadataT();
        table.setName(note.name());
        table.setBuffer(note.buffer());
        return org.tensorflow.lite.schema.Metadata.pack(file, table);
    }

    /** Inputs and outputs by name, as those who run the model with TensorFlow's signatures look them up. */
    private SignatureDefT signature() {
        SignatureDefT signature = new SignatureDefT();
        signature.setSignatureKey(SIGNATURE);
        signature.setInputs(named(graph.getInputs()));
        signature.setOutputs(named(graph.getOutputs()));
        return signature;
    }

    private TensorMapT[] named(int[] tensors) {
        return Arrays.stream(tensors).mapToObj(tensor -> {
            TensorMapT entry = new TensorMapT();
            entry.setName(graph.getTensors()[tensor].getName());
            entry.setTensorIndex(tensor);
            return entry;
        }).toArray(TensorMapT[]::new);
    }
}
