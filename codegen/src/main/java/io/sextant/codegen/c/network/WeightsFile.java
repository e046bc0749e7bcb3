package io.sextant.codegen.c.network;

import io.sextant.codegen.c.family.WeightBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A file of packed weights, f32 in little-endian order, as the kernels of one network read them.
 *
 * @param bytes    of the file
 * @param checksum CRC-32 of its content
 */
public record WeightsFile(long bytes, long checksum) {
    /** Writes the weights of all kernels one after the other. */
    public static WeightsFile write(List<WeightBlock> blocks, Path file) throws IOException {
        CRC32 sum = new CRC32();
        long written = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (WeightBlock block : blocks) {
                float[] values = block.all();
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
                sum.update(bytes.array());
                written += bytes.capacity();
            }
        }
        return new WeightsFile(written, sum.getValue());
    }
}
