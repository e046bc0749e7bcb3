package io.sextant.ir.tflite.read;

import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A tensor as the file describes it.
 *
 * @param type with its quantisation where it is i8, u8 or i16; the shape is that of the file even where it is open
 * @param stored the quantisation that the file gives, of i32 too: that of a bias
 * @param isShapeOpen whether the file leaves the shape to the run
 * @param data of a constant: as many bytes as the type says
 */
record FileTensor(String name, TensorType type, Optional<Quantisation> stored, boolean isShapeOpen, Optional<ByteBuffer> data) {
    @Override
    public String toString() {
        return Quoted.text(name);
    }
}
