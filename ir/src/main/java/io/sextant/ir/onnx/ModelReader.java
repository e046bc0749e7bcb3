package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Bytes to protocol buffer. An empty node takes two bytes in the file and a hundred and more in memory, so what is not plain tensor
 * data is bounded before it is parsed.
 */
final class ModelReader {
    private static final long MAX_STRUCTURE_BYTES = 16L << 20;
    /** Field numbers of onnx.proto that lead to tensors, by message, and the fields of a tensor that hold plain data. */
    private static final int RAW_DATA = 9;
    private static final int FLOAT_DATA = 4;
    private static final Message TENSOR = new Message(Map.of());
    private static final Message ATTRIBUTE = new Message(Map.of(5, TENSOR));
    private static final Message NODE = new Message(Map.of(5, ATTRIBUTE));
    private static final Message GRAPH = new Message(Map.of(1, NODE, 5, TENSOR));
    private static final int GRAPH_FIELD = 7;
    private static final Message MODEL = new Message(Map.of(GRAPH_FIELD, GRAPH));

    private record Message(Map<Integer, Message> parts) {
    }

    private ModelReader() {
    }

    static ModelProto read(byte[] bytes, String source) {
        ByteString whole = UnsafeByteOperations.unsafeWrap(bytes);
        try {
            long structure = bytes.length - dataBytes(whole.newCodedInput(), MODEL);
            if (structure > MAX_STRUCTURE_BYTES) {
                throw new InvalidInput(source + ": " + structure + " bytes describe the network beside its weights, at most "
                    + MAX_STRUCTURE_BYTES + " are read");
            }
            CodedInputStream input = whole.newCodedInput();
            input.enableAliasing(true);
            ModelProto model = ModelProto.parseFrom(input);
            if (!model.hasGraph()) {
                throw new InvalidInput(source + ": not an ONNX model: it holds no graph");
            }
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidInput(source + ": not a whole ONNX file: " + Quoted.bare(e.getMessage()), e);
        } catch (IOException e) {
            throw new InvalidInput(source + ": cannot be read: " + FileFailure.reason(e), e);
        }
    }

    /** Looks at the outermost fields only, so that a model of any size and with any operators passes. */
    static void requireModel(InputStream content, String source) {
        try {
            CodedInputStream input = CodedInputStream.newInstance(content);
            boolean graph = false;
            for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
                graph |= tag == (GRAPH_FIELD << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED);
                if (!input.skipField(tag)) {
                    throw new InvalidProtocolBufferException("unexpected end of a group");
                }
            }
            if (!graph) {
                throw new InvalidInput(source + ": not an ONNX model: it holds no graph");
            }
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidInput(source + ": not a whole ONNX file: " + Quoted.bare(e.getMessage()), e);
        } catch (IOException e) {
            throw new InvalidInput(source + ": cannot be read: " + FileFailure.reason(e), e);
        }
    }

    /** Bytes of plain tensor data inside {@code message}. */
    private static long dataBytes(CodedInputStream input, Message message) throws IOException {
        long data = 0;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                if (!input.skipField(tag)) {
                    throw new InvalidProtocolBufferException("unexpected end of a group");
                }
                continue;
            }
            int length = input.readRawVarint32();
            Message part = message.parts().get(field);
            if (part != null) {
                int outer = input.pushLimit(length);
                data += dataBytes(input, part);
                input.popLimit(outer);
            } else {
                input.skipRawBytes(length);
                data += message == TENSOR && (field == RAW_DATA || field == FLOAT_DATA) ? length : 0;
            }
        }
        return data;
    }
}
