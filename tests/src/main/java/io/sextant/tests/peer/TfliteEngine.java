package io.sextant.tests.peer;

import io.sextant.device.run.Executor;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerLoop;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphHash;
import io.sextant.ir.tflite.write.TfliteExport;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;

/** TFLite as it comes, which hands float operators to XNNPACK. Inputs are f32. */
public final class TfliteEngine implements Executor {
    public static final String NAME = "TFLite";
    private static final int HEAP_MEBIBYTES = 64;

    private TfliteEngine() {
    }

    /** Main of the worker. */
    public static void main(String[] arguments) throws IOException {
        WorkerLoop.serveStandardStreams(new TfliteEngine());
    }

    /**
     * Writes {@code folder/KEY.tflite}.
     *
     * @throws io.sextant.ir.InvalidInput if TFLite has no counterpart of an operator
     */
    public static Program compile(Graph graph, Path folder) {
        String key = GraphHash.structure(graph);
        Path file = folder.resolve(key + ".tflite");
        TfliteExport.write(graph, file);
        return new Program(key, new Implementation("tflite", "2.20.0", "delegate=xnnpack"),
            WorkerCommand.ofJava(TfliteEngine.class, HEAP_MEBIBYTES), file);
    }

    @Override
    public Loaded load(Path artifact, int threads) {
        FlatBufferModel model = FlatBufferModel.BuildFromFile(new BytePointer(artifact.toString()));
        if (model == null || model.isNull()) {
            throw new IllegalArgumentException("TFLite takes " + artifact + " for no model");
        }
        BuiltinOpResolver resolver = new BuiltinOpResolver();
        Interpreter interpreter = new Interpreter((Pointer) null);
        InterpreterBuilder builder = new InterpreterBuilder(model, resolver);
        builder.SetNumThreads(threads);
        if (builder.apply(interpreter) != 0 || interpreter.isNull() || interpreter.AllocateTensors() != 0) {
            throw new IllegalArgumentException("TFLite cannot build " + artifact);
        }
        IntPointer inputs = interpreter.inputs();
        for (int i = 0; i < inputs.limit(); i++) {
            long floats = interpreter.input_tensor(i).bytes() / Float.BYTES;
            MadeUp.fill(new FloatPointer(interpreter.input_tensor(i).data().raw()).capacity(floats), 1);
        }
        return new LoadedModel(model, resolver, interpreter);
    }

    private record LoadedModel(FlatBufferModel model, BuiltinOpResolver resolver, Interpreter interpreter) implements Loaded {
        @Override
        public void run() {
            if (interpreter.Invoke() != 0) {
                throw new IllegalStateException("TFLite cannot run the model");
            }
        }

        @Override
        public void close() {
            interpreter.close();
            model.close();
            resolver.close();
        }
    }
}
