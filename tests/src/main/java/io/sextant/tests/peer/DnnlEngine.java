package io.sextant.tests.peer;

import io.sextant.device.run.Executor;
import io.sextant.device.run.Implementation;
import io.sextant.device.run.Program;
import io.sextant.device.run.WorkerCommand;
import io.sextant.device.run.WorkerLoop;
import io.sextant.ir.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;

/** Convolutions of oneDNN with what follows them as post-operations; weights in the layout that it prefers. One thread. */
public final class DnnlEngine implements Executor {
    public static final String NAME = "oneDNN";
    private static final int HEAP_MEBIBYTES = 64;
    private static final float WEIGHT_BOUND = 0.1f;

    /** How activations lie. */
    public enum Activations {
        /** As oneDNN itself would have them. */
        PREFERRED,
        /** In blocks of 16 channels. */
        BLOCKED;

        private memory.format_tag tag() {
            return this == BLOCKED ? memory.format_tag.nChw16c : memory.format_tag.any;
        }
    }

    private final engine cpu = new engine(engine.kind.cpu, 0);

    private DnnlEngine() {
    }

    /** Main of the worker. */
    public static void main(String[] arguments) throws IOException {
        WorkerLoop.serveStandardStreams(new DnnlEngine());
    }

    /** Writes {@code folder/KEY.dnnl}. */
    public static Program compile(Block block, Activations activations, Path folder) throws IOException {
        String text = activations + "\n" + block.text();
        String key = Sha256.of(text);
        Path file = Files.writeString(folder.resolve(key + ".dnnl"), text);
        List<String> command = Stream.concat(Stream.of("env", "OMP_NUM_THREADS=1"),
            WorkerCommand.ofJava(DnnlEngine.class, HEAP_MEBIBYTES).command().stream()).toList();
        return new Program(key, new Implementation("onednn", "3.11", "activations=" + activations.name().toLowerCase(Locale.ROOT)),
            new WorkerCommand(command), file);
    }

    @Override
    public Loaded load(Path artifact, int threads) throws IOException {
        String text = Files.readString(artifact);
        int first = text.indexOf('\n');
        Activations activations = Activations.valueOf(text.substring(0, first));
        Block block = Block.parse(text.substring(first + 1));
        List<Step> steps = new ArrayList<>();
        memory input = null;
        memory last = null;
        for (Block.Layer layer : block.layers()) {
            Step step = step(layer, block.extent(), activations.tag(), last, input);
            input = input == null ? step.source() : input;
            last = step.result();
            steps.add(step);
        }
        return new LoadedBlock(new stream(cpu), steps);
    }

    private record Step(convolution_forward primitive, IntMemoryMap arguments, memory source, memory result) {
    }

    private record LoadedBlock(stream queue, List<Step> steps) implements Loaded {
        @Override
        public void run() {
            steps.forEach(step -> step.primitive().execute(queue, step.arguments()));
            queue._wait();
        }

        @Override
        public void close() {
            queue.close();
        }
    }

    private Step step(Block.Layer layer, int extent, memory.format_tag tag, memory source, memory residual) {
        memory.desc from = source == null ? image(layer.in(), extent, tag) : source.get_desc();
        long[] filter = layer.depthwise() ? new long[] {layer.out(), 1, 1, layer.kernel(), layer.kernel()}
            : new long[] {layer.out(), layer.in(), 1, 1};
        memory.desc to = layer.residual() ? residual.get_desc() : image(layer.out(), extent, tag);
        long[] pads = {layer.kernel() / 2, layer.kernel() / 2};
        convolution_forward.primitive_desc described = new convolution_forward.primitive_desc(cpu, dnnl.dnnl_forward_inference,
            dnnl.dnnl_convolution_direct, from, new memory.desc(filter, memory.data_type.f32, memory.format_tag.any),
            new memory.desc(new long[] {layer.out()}, memory.data_type.f32, memory.format_tag.a), to, new long[] {1, 1}, pads, pads,
            attributes(layer, to), false);
        IntMemoryMap arguments = new IntMemoryMap();
        memory read = source == null ? filled(described.src_desc(), 1) : source;
        memory written = new memory(described.dst_desc(), cpu);
        arguments.put(dnnl.DNNL_ARG_SRC, read);
        arguments.put(dnnl.DNNL_ARG_WEIGHTS, filled(described.weights_desc(), WEIGHT_BOUND));
        arguments.put(dnnl.DNNL_ARG_BIAS, filled(described.bias_desc(), WEIGHT_BOUND));
        arguments.put(dnnl.DNNL_ARG_DST, written);
        if (layer.residual()) {
            arguments.put(dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | dnnl.DNNL_ARG_SRC_1, residual);
        }
        return new Step(new convolution_forward(described), arguments, read, written);
    }

    private static memory.desc image(int channels, int extent, memory.format_tag tag) {
        return new memory.desc(new long[] {1, channels, extent, extent}, memory.data_type.f32, tag);
    }

    private static primitive_attr attributes(Block.Layer layer, memory.desc residual) {
        post_ops after = new post_ops();
        if (layer.relu6()) {
            after.append_eltwise(dnnl.dnnl_eltwise_clip, 0, 6);
        }
        if (layer.residual()) {
            after.append_binary(dnnl.dnnl_binary_add, residual);
        }
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(after);
        return attributes;
    }

    private memory filled(memory.desc described, float bound) {
        memory made = new memory(described, cpu);
        MadeUp.fill(new FloatPointer(made.get_data_handle()).capacity(described.get_size() / Float.BYTES), bound);
        return made;
    }
}
