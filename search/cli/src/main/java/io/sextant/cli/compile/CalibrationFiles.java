package io.sextant.cli.compile;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.file.NpyFile;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.onnx.PortLayouts;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Samples from .npy files, read one by one. A model of one input takes a file, or all files of a folder in the order of their names; one
 * of several inputs a folder with a file INPUT.npy for each. The first axis counts samples, the others are those of the model file's
 * input: without its batch axis, or with it where its extent is another axis of the array.
 */
final class CalibrationFiles implements Samples {
    private static final String SUFFIX = ".npy";

    private final Graph graph;
    private final PortLayouts layouts;
    /** For each input, one after the other. */
    private final List<List<Rows>> files;

    /** Samples of one file for one input. */
    private record Rows(NpyFile file, TensorType stored, int count) {
        Tensor sample(int index) {
            return Tensor.of(stored, file.elements((long) index * stored.elements(), stored.elements()));
        }
    }

    CalibrationFiles(Path place, Graph graph, PortLayouts layouts) {
        this.graph = graph;
        this.layouts = layouts;
        List<Port> inputs = graph.inputs();
        files = inputs.size() == 1 ? List.of(paths(place).stream().map(path -> rows(path, inputs.get(0))).toList())
            : inputs.stream().map(input -> List.of(rows(named(place, input), input))).toList();
        for (int i = 1; i < files.size(); i++) {
            if (count(i) != count(0)) {
                throw new InvalidInput(place + ": as many samples for each input; '" + inputs.get(0).name() + "' has " + count(0) + ", '"
                    + inputs.get(i).name() + "' has " + count(i));
            }
        }
        if (count(0) == 0) {
            throw new InvalidInput(place + " holds no sample; give at least one");
        }
    }

    private static List<Path> paths(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> found = Files.list(place)) {
            List<Path> paths = found.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList();
            if (paths.isEmpty()) {
                throw new InvalidInput("there is no " + SUFFIX + " file in the folder " + place);
            }
            return paths;
        } catch (IOException e) {
            throw new InvalidInput(place + ": cannot be read: " + FileFailure.reason(e), e);
        }
    }

    private static Path named(Path folder, Port input) {
        if (!Files.isDirectory(folder)) {
            throw new InvalidInput("the model has several inputs: --calibrate names a folder with a file for each, e.g. "
                + input.name() + SUFFIX + ", got " + folder);
        }
        String name = input.name() + SUFFIX;
        if (name.contains("/")) {
            throw new InvalidInput("the model has several inputs, and no file can have the name of '" + input.name() + "'");
        }
        return folder.resolve(name);
    }

    private Rows rows(Path path, Port input) {
        TensorType type = input.value().type();
        if (type.dtype() != DType.F32) {
            throw new InvalidInput("input '" + input.name() + "' is " + type + "; only f32 inputs can be read from .npy files");
        }
        TensorType stored = layouts.inputs().containsKey(input.name())
            ? layouts.inputToOnnx(input.name(), Tensor.zeros(type)).type() : type;
        NpyFile file = NpyFile.open(path);
        List<Integer> sample = file.shape().isEmpty() ? List.of() : file.shape().subList(1, file.shape().size());
        List<Integer> dims = stored.shape().dims();
        if (!file.shape().isEmpty() && sample.equals(dims)) {
            return new Rows(file, stored, file.shape().get(0));
        }
        boolean rows = !file.shape().isEmpty() && !dims.isEmpty() && dims.get(0) > 0 && sample.equals(dims.subList(1, dims.size()));
        if (!rows || file.shape().get(0) % dims.get(0) != 0) {
            throw new InvalidInput(path + " has shape " + new Shape(file.shape()) + "; input '" + input.name() + "' takes " + stored
                + ", so samples are stacked as " + (dims.isEmpty() ? "[N]" : "[N" + tail(dims) + "]")
                + (dims.isEmpty() || dims.get(0) <= 1 ? "" : " with N a multiple of " + dims.get(0)));
        }
        return new Rows(file, stored, file.shape().get(0) / dims.get(0));
    }

    private static String tail(List<Integer> dims) {
        StringBuilder tail = new StringBuilder();
        dims.subList(1, dims.size()).forEach(dim -> tail.append('x').append(dim));
        return tail.toString();
    }

    private int count(int input) {
        return files.get(input).stream().mapToInt(Rows::count).sum();
    }

    @Override
    public int count() {
        return count(0);
    }

    @Override
    public List<Tensor> sample(int index) {
        return IntStream.range(0, files.size()).mapToObj(input -> graphForm(input, stored(input, index))).toList();
    }

    private Tensor stored(int input, int index) {
        int rest = index;
        for (Rows rows : files.get(input)) {
            if (rest < rows.count()) {
                return rows.sample(rest);
            }
            rest -= rows.count();
        }
        throw new IndexOutOfBoundsException(index);
    }

    /** The permutation back from the model file's layout. */
    private Tensor graphForm(int input, Tensor stored) {
        Port port = graph.inputs().get(input);
        List<Integer> permutation = layouts.inputs().get(port.name());
        if (permutation == null) {
            return stored;
        }
        List<Integer> back = new ArrayList<>(permutation);
        for (int axis = 0; axis < permutation.size(); axis++) {
            back.set(permutation.get(axis), axis);
        }
        return stored.transposed(back);
    }

    @Override
    public boolean areReal() {
        return true;
    }
}
