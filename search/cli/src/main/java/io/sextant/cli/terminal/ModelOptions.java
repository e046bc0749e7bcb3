package io.sextant.cli.terminal;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.ImportOptions;
import io.sextant.ir.onnx.ImportedModel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What a command that reads a model fixes of it: the extents that its file leaves open. */
public final class ModelOptions {
    private static final int MOST = 1 << 24;

    @Option(names = "--batch", paramLabel = "N", description = "Samples at a time, where the file leaves that open (default: 1).")
    private String batch;

    @Option(names = "--dim", paramLabel = "NAME=N",
        description = "Extent of a dimension that the file leaves open, by its name, or by INPUT:AXIS where it has none; repeatable.")
    private List<String> dimensions = List.of();

    /** True if one of the options was given. */
    public boolean given() {
        return batch != null || !dimensions.isEmpty();
    }

    /** @throws InvalidInput that shows the right form */
    public ImportOptions options() {
        Map<String, Integer> extents = new LinkedHashMap<>();
        for (String dimension : dimensions) {
            int split = dimension.lastIndexOf('=');
            if (split < 1) {
                throw new InvalidInput("--dim '" + dimension + "': expected a name and an extent, e.g. --dim sequence=128");
            }
            String name = dimension.substring(0, split);
            if (extents.put(name, extent("--dim " + name, dimension.substring(split + 1))) != null) {
                throw new InvalidInput("--dim " + name + " is given twice");
            }
        }
        return new ImportOptions(extents, batch == null ? 1 : extent("--batch", batch));
    }

    /** The graph in a model file, with these extents. */
    public Graph read(Path model) {
        return readModel(model).graph();
    }

    /** As {@link #read}, with how an ONNX file's inputs and outputs hold those of the graph; as they are for other files. */
    public ImportedModel readModel(Path model) {
        ImportOptions options = options();
        Models.Form form = Models.form(model);
        if (form != Models.Form.ONNX && given()) {
            throw new InvalidInput(model + " is " + (form == Models.Form.TEXT ? "a graph in text form" : "a TFLite file")
                + ", in which every extent is fixed; leave --batch and --dim out");
        }
        return Models.read(model, form, options);
    }

    private static int extent(String option, String text) {
        if (!text.matches("[0-9]{1,8}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw new InvalidInput(option + " '" + text + "': expected a whole number from 1 to " + MOST);
        }
        return Integer.parseInt(text);
    }
}
