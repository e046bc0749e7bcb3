package io.sextant.tests.tflite;

import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tensor.TensorBytes;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The parent's side of a {@link TfliteWorker}. */
final class TfliteProcess {
    private static final int LONGEST_MESSAGE = 2000;

    private final Process process;
    private final Path messages;
    private final DataInputStream in;
    private final DataOutputStream out;
    private long messagesRead;

    private TfliteProcess(Process process, Path messages) {
        this.process = process;
        this.messages = messages;
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    static TfliteProcess start() {
        try {
            Path messages = Files.createTempFile("tflite", ".err");
            messages.toFile().deleteOnExit();
            Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "-XX:ErrorFile=/dev/null", "-cp", System.getProperty("java.class.path"), TfliteWorker.class.getName())
                .redirectError(messages.toFile()).start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new TfliteProcess(process, messages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TfliteRun run(byte[] model, List<Tensor> inputs, TfliteRuntime.Kernels kernels) throws IOException {
        out.writeInt(kernels.ordinal());
        out.writeInt(model.length);
        out.write(model);
        out.writeInt(inputs.size());
        for (Tensor input : inputs) {
            byte[] bytes = TensorBytes.of(input);
            out.writeInt(TfliteTypes.code(input.type().dtype()));
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.flush();
        String failure = in.readUTF();
        if (!failure.isEmpty()) {
            throw new TfliteFailure(failure + newMessages());
        }
        return result();
    }

    private TfliteRun result() throws IOException {
        Map<Integer, Tensor> tensors = new HashMap<>();
        Map<Integer, String> names = new HashMap<>();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            int index = in.readInt();
            names.put(index, in.readUTF());
            tensors.put(index, tensor());
        }
        List<Tensor> outputs = new ArrayList<>();
        int outputCount = in.readInt();
        for (int i = 0; i < outputCount; i++) {
            outputs.add(tensors.get(in.readInt()));
        }
        return new TfliteRun(outputs, tensors, names);
    }

    private Tensor tensor() throws IOException {
        int code = in.readInt();
        List<Integer> dims = new ArrayList<>();
        int rank = in.readInt();
        for (int axis = 0; axis < rank; axis++) {
            dims.add(in.readInt());
        }
        byte[] bytes = in.readNBytes(in.readInt());
        return TensorBytes.tensor(new TensorType(TfliteTypes.dtype(code).orElseThrow(), new Shape(dims)), bytes);
    }

    /** What TFLite printed since the last failure. */
    private String newMessages() throws IOException {
        byte[] all = Files.readAllBytes(messages);
        String text = new String(all, (int) messagesRead, all.length - (int) messagesRead, StandardCharsets.UTF_8).strip();
        messagesRead = all.length;
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(LONGEST_MESSAGE, text.length()));
    }

    /** Ends it as a crash would. */
    void kill() {
        process.destroyForcibly();
    }

    /** Why it serves no more. */
    String died() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return "TFLite's process ended" + newMessages();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "TFLite's process ended";
        }
    }
}
