package io.sextant.ir.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Element types of ONNX files: as raw bytes, and listed as onnx.proto describes the fields. */
class TensorReaderTest {
    @ParameterizedTest
    @EnumSource(DType.class)
    void whatIsWrittenReadsBack(DType dtype) {
        TensorType type = new TensorType(dtype, Shape.of(3));
        Tensor tensor = switch (dtype.storage()) {
            case FLOATS -> Tensor.of(type, 1.5f, -2, Float.NEGATIVE_INFINITY);
            case LONGS -> Tensor.ofLongs(type, dtype.least(), 0, dtype.greatest());
            case INTS -> Tensor.ofInts(type, (int) dtype.least(), 1, (int) dtype.greatest());
        };
        Tensor back = TensorReader.read(TensorWriter.tensor("t", tensor));
        assertEquals(type, back.type());
        assertArrayEquals(TensorBytes.of(tensor), TensorBytes.of(back));
    }

    @Test
    void narrowFloatsAreListedByTheirBits() {
        assertArrayEquals(new float[] {1, -2}, listed(TensorProto.DataType.FLOAT16_VALUE, 2, 0x3C00, 0xC000).floats());
        assertArrayEquals(new float[] {1, -2}, listed(TensorProto.DataType.BFLOAT16_VALUE, 2, 0x3F80, 0xC000).floats());
    }

    @Test
    void halfBytesAreListedInPairs() {
        assertArrayEquals(new int[] {7, -8, -1, 1, -2}, listed(22, 5, 0x87, 0x1F, 0x0E).ints());
        assertArrayEquals(new int[] {-32768, 5}, listed(TensorProto.DataType.INT16_VALUE, 2, -32768, 5).ints());
        String message = assertThrows(InvalidInput.class, () -> listed(22, 5, 0x87, 0x1F)).getMessage();
        assertEquals("i4[5] takes 3 pairs, the file holds 2", message);
    }

    /** What is not 0 is true, as in C. */
    @Test
    void anyByteIsABool() {
        TensorProto.Builder proto = TensorProto.newBuilder().setDataType(TensorProto.DataType.BOOL_VALUE).addDims(3);
        assertArrayEquals(new int[] {0, 1, 1}, TensorReader.read(proto.setRawData(ByteString.copyFrom(new byte[] {0, 2, -1})).build()).ints());
    }

    private static Tensor listed(int type, int elements, Integer... data) {
        return TensorReader.read(TensorProto.newBuilder().setDataType(type).addDims(elements).addAllInt32Data(List.of(data)).build());
    }
}
