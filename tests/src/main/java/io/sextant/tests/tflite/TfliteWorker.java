package io.sextant.tests.tflite;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.InterpreterOptions;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/**
 * The process that TFLite runs in: answers requests on standard input until it ends. A request is kernels, model and inputs; the answer
 * an empty text and the tensors, or what failed. TFLite's own words go to standard error.
 */
final class TfliteWorker {
    private final DataInputStream in;
    private final DataOutputStream out;

    private TfliteWorker(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        System.setOut(System.err);
        TfliteWorker worker = new TfliteWorker(new DataInputStream(new BufferedInputStream(System.in)), out);
        int kernels = worker.in.read();
        while (kernels >= 0) {
            worker.serve((kernels << 24) + (worker.in.read() << 16) + (worker.in.read() << 8) + worker.in.read());
            kernels = worker.in.read();
        }
    }

    private void serve(int kernels) throws IOException {
        byte[] bytes = in.readNBytes(in.readInt());
        byte[][] inputs = new byte[in.readInt()][];
        int[] types = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            types[i] = in.readInt();
            inputs[i] = in.readNBytes(in.readInt());
        }
        try (BytePointer model = new BytePointer(bytes); FlatBufferModel parsed = FlatBufferModel.VerifyAndBuildFromBuffer(model, bytes.length);
            Interpreter interpreter = new Interpreter((Pointer) null)) {
            String failure = parsed == null || parsed.isNull() ? "TFLite takes this for no model"
                : invoke(parsed, interpreter, TfliteKernels.resolver(kernels), types, inputs);
            out.writeUTF(failure);
            if (failure.isEmpty()) {
                answer(interpreter);
            }
            out.flush();
        }
    }

    private static String invoke(FlatBufferModel model, Interpreter interpreter, OpResolver resolver, int[] types, byte[][] inputs) {
        InterpreterOptions options = new InterpreterOptions();
        options.SetPreserveAllTensors(true);
        InterpreterBuilder builder = new InterpreterBuilder(model, resolver, options);
        builder.SetNumThreads(1);
        if (builder.apply(interpreter) != 0 || interpreter.isNull()) {
            return "TFLite cannot build this model";
        }
        if (interpreter.AllocateTensors() != 0) {
            return "TFLite cannot allocate this model's tensors";
        }
        if (inputCount(interpreter) != inputs.length) {
            return "the model has " + inputCount(interpreter) + " inputs, got " + inputs.length;
        }
        for (int i = 0; i < inputs.length; i++) {
            TfLiteTensor tensor = interpreter.input_tensor(i);
            if (tensor.type() != types[i] || tensor.bytes() != inputs[i].length) {
                return "input " + i + " is of type " + tensor.type() + " and " + tensor.bytes() + " bytes, got type " + types[i] + " and "
                    + inputs[i].length + " bytes";
            }
            tensor.data().raw().put(inputs[i]);
        }
        return interpreter.Invoke() == 0 ? "" : "TFLite cannot run this model";
    }

    private static int inputCount(Interpreter interpreter) {
        IntPointer inputs = interpreter.inputs();
        return inputs == null ? 0 : (int) inputs.limit();
    }

    private void answer(Interpreter interpreter) throws IOException {
        int count = (int) interpreter.tensors_size();
        int known = 0;
        for (int i = 0; i < count; i++) {
            known += isKnown(interpreter.tensor(i)) ? 1 : 0;
        }
        out.writeInt(known);
        for (int i = 0; i < count; i++) {
            if (isKnown(interpreter.tensor(i))) {
                write(i, interpreter.tensor(i));
            }
        }
        IntPointer outputs = interpreter.outputs();
        out.writeInt((int) outputs.limit());
        for (int i = 0; i < outputs.limit(); i++) {
            out.writeInt(outputs.get(i));
        }
    }

    private static boolean isKnown(TfLiteTensor tensor) {
        return TfliteTypes.dtype(tensor.type()).isPresent() && tensor.dims() != null && !tensor.data().raw().isNull();
    }

    private void write(int index, TfLiteTensor tensor) throws IOException {
        out.writeInt(index);
        out.writeUTF(tensor.name() == null ? "" : tensor.name().getString());
        out.writeInt(tensor.type());
        out.writeInt(tensor.dims().size());
        for (int axis = 0; axis < tensor.dims().size(); axis++) {
            out.writeInt(tensor.dims().data(axis));
        }
        byte[] bytes = new byte[(int) tensor.bytes()];
        tensor.data().raw().get(bytes);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
