package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tensors whose elements stand in files beside the model (onnx.proto, {@code TensorProto.external_data}). A model may come from
 * anywhere, so only regular files inside the model's folder are opened, links out of it not followed, and the part that is claimed is
 * held against the file before it is mapped.
 */
final class ExternalData {
    private final Optional<Path> folder;
    private final Map<Path, Long> opened = new HashMap<>();

    /** @param folder where the model lies; empty if it is not from a file */
    ExternalData(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Size of all files of which something was read. */
    long openedBytes() {
        return opened.values().stream().mapToLong(size -> size).sum();
    }

    static boolean is(TensorProto proto) {
        return proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    /** {@code proto} with its elements inside, in raw form; itself if they are. */
    TensorProto inlined(TensorProto proto, long expectedBytes) {
        if (!is(proto)) {
            return proto;
        }
        Map<String, String> entries = new HashMap<>();
        for (StringStringEntryProto entry : proto.getExternalDataList()) {
            entries.put(entry.getKey(), entry.getValue());
        }
        Path file = file(entries.getOrDefault("location", ""));
        long offset = number(entries, "offset", 0);
        long length = number(entries, "length", expectedBytes);
        if (length != expectedBytes) {
            throw new InvalidInput("its type takes " + expectedBytes + " bytes, external data gives it " + length);
        }
        return proto.toBuilder().setRawData(mapped(file, offset, length)).clearExternalData().clearDataLocation().build();
    }

    private Path file(String location) {
        Path base = folder.orElseThrow(() -> new InvalidInput("its data is in another file (external data), which can be read "
            + "for a model that is a file itself"));
        try {
            Path relative = Path.of(location);
            boolean climbs = relative.isAbsolute() || location.startsWith("/") || location.startsWith("\\");
            for (Path part : relative) {
                climbs |= part.toString().equals("..");
            }
            if (location.isBlank() || climbs) {
                throw new InvalidInput("the location of its data is a path inside the model's folder, got " + Quoted.text(location));
            }
            Path file = base.resolve(relative);
            if (!Files.isRegularFile(file)) {
                throw new InvalidInput("its data is in " + Quoted.text(location) + ", which is no file beside the model");
            }
            if (!file.toRealPath().startsWith(base.toRealPath())) {
                throw new InvalidInput("its data is in " + Quoted.text(location) + ", a link out of the model's folder");
            }
            return file;
        } catch (InvalidPathException e) {
            throw new InvalidInput("the location of its data is no path: " + Quoted.text(location), e);
        } catch (IOException e) {
            throw new InvalidInput("its data in " + Quoted.text(location) + " cannot be read: " + FileFailure.reason(e), e);
        }
    }

    private static long number(Map<String, String> entries, String key, long otherwise) {
        String text = entries.get(key);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new InvalidInput("the " + key + " of its external data is a number of bytes, got " + Quoted.text(text));
        }
        return Long.parseLong(text);
    }

    private ByteString mapped(Path file, long offset, long length) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < length || offset > channel.size() - length) {
                throw new InvalidInput("its data is " + length + " bytes from " + offset + " of "
                    + Quoted.text(file.getFileName().toString())
                    + ", which has " + channel.size());
            }
            opened.put(file.toRealPath(), channel.size());
            return UnsafeByteOperations.unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, offset, length));
        } catch (IOException e) {
            throw new InvalidInput("its data in " + Quoted.text(file.getFileName().toString()) + " cannot be read: "
                + FileFailure.reason(e), e);
        }
    }
}
