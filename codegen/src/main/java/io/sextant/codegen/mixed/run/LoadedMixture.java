package io.sextant.codegen.mixed.run;

import ai.onnxruntime.OrtException;
import io.sextant.codegen.c.run.CExecutor;
import io.sextant.codegen.c.run.NativeNetwork;
import io.sextant.device.run.Executor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.bytedeco.javacpp.BytePointer;

/** A mixed program that is ready to run. Its layers are its parts. */
final class LoadedMixture implements Executor.Loaded {
    private static final long SEED = 1;
    private static final String FLOAT = "FLOAT";

    private final MixedFile file;
    private final SharedMemory memory;
    private final List<ModelPart> models = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    /** One part's share of an inference. */
    private interface Step {
        void run() throws OrtException;
    }

    private LoadedMixture(MixedFile file, SharedMemory memory) {
        this.file = file;
        this.memory = memory;
    }

    /** @throws IllegalArgumentException if a part is not the one that the mixture was made of */
    static LoadedMixture open(MixedFile file, MixedExecutor.Sessions sessions) throws IOException, OrtException {
        for (MixedFile.Part part : file.parts()) {
            part.requireUnchanged();
        }
        Map<Integer, NativeNetwork> networks = new TreeMap<>();
        LoadedMixture loaded = new LoadedMixture(file, memory(file, networks));
        try {
            for (int i = 0; i < file.parts().size(); i++) {
                loaded.steps.add(networks.containsKey(i) ? loaded.compiled(i, networks.get(i)) : loaded.model(file.parts().get(i), sessions));
            }
            loaded.fillInputs();
        } catch (OrtException | RuntimeException e) {
            loaded.close();
            throw e;
        }
        return loaded;
    }

    /** @param networks takes those of compiled parts, by number of the part */
    private static SharedMemory memory(MixedFile file, Map<Integer, NativeNetwork> networks) {
        try {
            for (int i = 0; i < file.parts().size(); i++) {
                if (isCompiled(file.parts().get(i))) {
                    Path object = file.parts().get(i).file();
                    networks.put(i, new NativeNetwork(object, CExecutor.entry(object)));
                }
            }
            return new SharedMemory(file, networks);
        } catch (RuntimeException e) {
            networks.values().forEach(NativeNetwork::close);
            throw e;
        }
    }

    private static boolean isCompiled(MixedFile.Part part) {
        return part.engine().equals(MixedFile.C);
    }

    private Step compiled(int part, NativeNetwork network) {
        SharedMemory.Copy[] copies = memory.copiesFor(part).toArray(SharedMemory.Copy[]::new);
        return () -> {
            for (SharedMemory.Copy copy : copies) {
                copy.run();
            }
            network.run();
        };
    }

    private Step model(MixedFile.Part part, MixedExecutor.Sessions sessions) throws OrtException {
        ModelPart model = ModelPart.open(sessions.open(part.file()), part, file, memory);
        models.add(model);
        return model::run;
    }

    @Override
    public void run() throws OrtException {
        for (Step step : steps) {
            step.run();
        }
    }

    @Override
    public void compute(Path folder) throws IOException, OrtException {
        ByteBuffer given = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(CExecutor.INPUTS)));
        memory.poison();
        for (int input : file.inputs()) {
            int bytes = (int) file.values().get(input).bytes();
            memory.of(input).put(given.array(), given.position(), bytes);
            given.position(given.position() + bytes);
        }
        run();
        memory.requireGuards();
        try (OutputStream out = Files.newOutputStream(folder.resolve(CExecutor.OUTPUTS))) {
            for (int output : file.outputs()) {
                byte[] bytes = new byte[(int) file.values().get(output).bytes()];
                memory.of(output).get(bytes);
                out.write(bytes);
            }
        }
        fillInputs();
    }

    /** Nanoseconds of each part: the mean of the middle half. */
    @Override
    public double[] layers(int inferences) throws OrtException {
        long[][] nanos = new long[steps.size()][inferences];
        for (int i = 0; i < inferences; i++) {
            long before = System.nanoTime();
            for (int part = 0; part < nanos.length; part++) {
                steps.get(part).run();
                long after = System.nanoTime();
                nanos[part][i] = after - before;
                before = after;
            }
        }
        return Arrays.stream(nanos).mapToDouble(LoadedMixture::middle).toArray();
    }

    private static double middle(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return Arrays.stream(sorted, sorted.length / 4, sorted.length - sorted.length / 4).average().orElseThrow();
    }

    /** Uniform in [-1, 1); zeros, which are positions too, where elements are no f32. */
    private void fillInputs() {
        for (int input : file.inputs()) {
            BytePointer bytes = memory.of(input);
            if (!file.values().get(input).type().equals(FLOAT)) {
                BytePointer.memset(bytes, 0, file.values().get(input).bytes());
                continue;
            }
            FloatBuffer floats = bytes.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
            SplittableRandom random = new SplittableRandom(SEED);
            while (floats.hasRemaining()) {
                floats.put((float) (2 * random.nextDouble() - 1));
            }
        }
    }

    @Override
    public void close() {
        models.forEach(ModelPart::close);
        memory.close();
    }
}
