package io.sextant.cli.compile;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.quantize.Plan;
import io.sextant.ir.quantize.RangeMethod;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import picocli.CommandLine.Option;

/** What the user asked for of quantisation. */
final class QuantisationOptions {
    private static final String INT8 = "int8";

    @Option(names = "--quantize", paramLabel = INT8, description = "Compute with integers of eight bits where that can be done.")
    private String quantize;

    @Option(names = "--calibrate", paramLabel = "NPY",
        description = "With --quantize: inputs as the model will see them, f32, the first axis counting them. A .npy file or a folder of "
            + "them; of a model with several inputs a folder with INPUT.npy for each. A fifth is held out to measure errors on.")
    private Path calibrate;

    @Option(names = "--calibration", paramLabel = "min-max|percentile|mse",
        description = "With --quantize: how ranges come of them (default: min-max).")
    private String calibration;

    @Option(names = "--keep-f32", paramLabel = "NODE,...|N",
        description = "With --quantize: layers that stay in f32, as the table names them (%%12), or how many: the most sensitive ones.")
    private String keep;

    @Option(names = "--rounding", paramLabel = "tflite|qdq",
        description = "With --quantize: the integers of TFLite or those of ONNX Runtime (default: qdq with --emit onnx, else tflite).")
    private String rounding;

    @Option(names = "--integer-ports", description = "With --quantize: inputs and outputs of the model become int8 too.")
    private boolean integerPorts;

    boolean asked() {
        return quantize != null;
    }

    /** @throws InvalidInput if an option does not fit the others or has no such value */
    void check() {
        if (quantize == null && (calibrate != null || calibration != null || keep != null || rounding != null || integerPorts)) {
            throw new InvalidInput("--calibrate, --calibration, --keep-f32, --rounding and --integer-ports belong to --quantize " + INT8);
        }
        if (quantize != null && !quantize.equals(INT8)) {
            throw new InvalidInput("--quantize '" + quantize + "': expected " + INT8);
        }
        method();
        keepCount();
        kept();
        plan(Rounding.QDQ);
    }

    Optional<Path> data() {
        return Optional.ofNullable(calibrate);
    }

    RangeMethod method() {
        return calibration == null ? RangeMethod.MIN_MAX : choice("--calibration", calibration, RangeMethod.values());
    }

    /** The plan before sensitive layers are kept. */
    Plan plan(Rounding usual) {
        Plan plan = Plan.of(rounding == null ? usual : choice("--rounding", rounding, Rounding.values())).keeping(kept());
        return integerPorts ? plan.withIntegerPorts() : plan;
    }

    /** How many of the most sensitive layers stay in f32, if that was said. */
    OptionalInt keepCount() {
        return keep != null && keep.matches("[0-9]{1,6}") ? OptionalInt.of(Integer.parseInt(keep)) : OptionalInt.empty();
    }

    /** Ids of layers that stay in f32. */
    Set<Integer> kept() {
        Set<Integer> kept = new HashSet<>();
        if (keep != null && keepCount().isEmpty()) {
            for (String node : keep.split(",", -1)) {
                if (!node.strip().matches("%[0-9]{1,9}")) {
                    throw new InvalidInput("--keep-f32 '" + keep + "': expected layers, e.g. %12,%17, or how many, e.g. 3");
                }
                kept.add(Integer.parseInt(node.strip().substring(1)));
            }
        }
        return kept;
    }

    private static <E extends Enum<E>> E choice(String option, String text, E[] values) {
        for (E value : values) {
            if (name(value).equals(text)) {
                return value;
            }
        }
        throw new InvalidInput(option + " '" + text + "': expected " + String.join(", ", List.of(values).stream()
            .map(QuantisationOptions::name).toList()));
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
