package io.sextant.search.space;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.document.YamlFile;
import io.sextant.ir.document.YamlNode;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.op.Unary;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.TensorType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads a space from its YAML file; {@code spaces/mnist1d.yaml} among this module's resources is the annotated example. Wherever an
 * option may be chosen, a single value fixes it and a list opens the choice.
 */
public final class SpaceFile {
    private static final int MAX_STAGES = 32;
    private static final int MAX_BLOCKS = 16;
    private static final int MAX_CHANNELS = 4096;
    private static final int MAX_RESOLUTION = 8192;
    private static final int MAX_KERNEL = 31;
    private static final int MAX_EXPANSION = 16;
    private static final long MAX_PARAMETERS = 1L << 28;

    private static final List<String> SPACE_KEYS = List.of("name", "input", "classes", "resolution", "width", "rounding",
        "block", "squeeze_divisor", "stem", "stages", "head");
    private static final List<String> STEM_KEYS = List.of("width", "kernel", "stride", "activation");
    private static final List<String> STAGE_KEYS = List.of("width", "stride", "activation", "depth", "kernel", "expansion", "squeeze");

    private static final List<String> HEAD_KEYS = List.of("pointwise", "hidden", "activation");

    private SpaceFile() {
    }

    /**
     * The space in the file {@code path}.
     *
     * @throws InvalidInput with file and line if it cannot be read or is no space
     */
    public static SearchSpace read(Path path) {
        return space(path.toString(), YamlFile.read(path, "a space in YAML: " + String.join(", ", SPACE_KEYS)));
    }

    /**
     * The space that {@code text} declares.
     *
     * @param source file name for messages
     * @throws InvalidInput with file and line if it is no space
     */
    public static SearchSpace parse(String text, String source) {
        return space(source, YamlFile.parse(source, text));
    }

    private static SearchSpace space(String source, YamlNode root) {
        root.withKeys(SPACE_KEYS);
        SpaceDeclaration declaration = new SpaceDeclaration(
            name(root.required("name", "mnist1d")), input(root.required("input", "f32[1x40x1]")),
            new SpaceDeclaration.Scales(resolutions(root),
                root.optional("width").map(width -> width.options(option -> option.decimal(0.01, 100))).orElse(List.of(1.0))),
            blocks(root), stem(root.required("stem", "{width: 16, kernel: 5, stride: 2, activation: relu}")), stages(root), head(root));
        root.optional("width").ifPresent(width -> requireDistinct(width, declaration));
        BlockSpace space = new BlockSpace(declaration);
        requireBuildable(source, space);
        return space;
    }

    private static void requireBuildable(String source, BlockSpace space) {
        try {
            Graph largest = space.largest(0);
            long elements = largest.constants().keySet().stream().mapToLong(constant -> constant.type().elements()).sum();
            if (elements > MAX_PARAMETERS) {
                throw new InvalidInput(source + ": its largest network has " + elements + " parameters, at most " + MAX_PARAMETERS
                    + " are read; lower width, expansion or depth");
            }
        } catch (IllTyped e) {
            throw new InvalidInput(source + ": its largest network cannot be built: " + e.getMessage(), e);
        }
    }

    /** The resolutions to choose from; none where there is but one, which is then the input's. */
    private static List<Integer> resolutions(YamlNode space) {
        List<Integer> resolutions = space.optional("resolution").map(node -> node.options(option -> option.integer(1, MAX_RESOLUTION)))
            .orElse(List.of());
        resolutions.stream().max(Integer::compare).ifPresent(largest -> {
            YamlNode node = space.required("input", "f32[1x224x224x3]");
            List<Integer> dims = input(node).shape().dims();
            if (!dims.subList(1, dims.size() - 1).stream().allMatch(largest::equals)) {
                throw node.wrong("the input at the largest resolution, " + largest + " in every spatial dimension");
            }
        });
        return resolutions.size() == 1 ? List.of() : resolutions;
    }

    private static SpaceDeclaration.Blocks blocks(YamlNode space) {
        return new SpaceDeclaration.Blocks(space.required("block", "fused").constant(BlockKind.class),
            space.optional("rounding").map(rounding -> rounding.integer(1, 64)).orElse(1),
            space.optional("squeeze_divisor").map(divisor -> divisor.integer(1, 64)).orElse(4));
    }

    private static StemDeclaration stem(YamlNode stem) {
        stem.withKeys(STEM_KEYS);
        return new StemDeclaration(width(stem), kernel(stem.required("kernel", "5")), stride(stem), activation(stem));
    }

    private static List<StageDeclaration> stages(YamlNode space) {
        String example = "a list with '- {width: 16, stride: 2, ...}' for each stage";
        YamlNode node = space.required("stages", "[{width: 16, stride: 2, ...}, ...]");
        List<YamlNode> stages = node.items(example);
        if (stages.isEmpty() || stages.size() > MAX_STAGES) {
            throw node.error("expected 1 to " + MAX_STAGES + " stages, found " + stages.size());
        }
        return stages.stream().map(SpaceFile::stage).toList();
    }

    private static StageDeclaration stage(YamlNode stage) {
        stage.withKeys(STAGE_KEYS);
        return new StageDeclaration(width(stage), stride(stage), activation(stage),
            stage.required("depth", "[1, 2]").options(depth -> depth.integer(1, MAX_BLOCKS)),
            new StageDeclaration.BlockChoices(
                stage.required("kernel", "[3, 5, 7]").options(SpaceFile::kernel),
                stage.required("expansion", "[1, 2, 4]").options(expansion -> expansion.integer(1, MAX_EXPANSION)),
                stage.optional("squeeze").map(squeeze -> squeeze.options(YamlNode::flag)).orElse(List.of(false))));
    }

    private static HeadDeclaration head(YamlNode space) {
        int classes = space.required("classes", "10").integer(1, 1_000_000);
        return space.optional("head").map(node -> head(node, classes)).orElse(HeadDeclaration.plain(classes));
    }

    private static HeadDeclaration head(YamlNode node, int classes) {
        node.withKeys(HEAD_KEYS);
        HeadDeclaration head = new HeadDeclaration(node.optional("pointwise").map(width -> width.integer(1, MAX_CHANNELS)),
            node.optional("hidden").map(units -> units.integer(1, MAX_CHANNELS)), activation(node), classes);
        if (head.isPlain()) {
            throw node.error("expected pointwise, hidden or both; for pooling and a classifier alone leave the head out");
        }
        return head;
    }

    private static int width(YamlNode layer) {
        return layer.required("width", "16").integer(1, MAX_CHANNELS);
    }

    private static int stride(YamlNode layer) {
        return layer.required("stride", "2").integer(1, 8);
    }

    private static Unary.Kind activation(YamlNode layer) {
        return layer.required("activation", "relu").constant(Unary.Kind.class);
    }

    private static String name(YamlNode node) {
        String expected = "lower-case letters, digits, '-' and '_', beginning with a letter or digit, at most 64";
        String text = node.text(expected);
        if (!text.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
            throw node.wrong(expected);
        }
        return text;
    }

    private static TensorType input(YamlNode node) {
        String expected = "one f32 sample, channels last: f32[1xLxC] or f32[1xHxWxC]";
        String text = node.text(expected);
        TensorType type = node.checked(() -> TensorType.parse(text));
        if (type.dtype() != DType.F32 || type.rank() < 3 || type.rank() > 4 || type.dim(0) != 1) {
            throw node.wrong(expected);
        }
        return type;
    }

    private static int kernel(YamlNode node) {
        int kernel = node.integer(1, MAX_KERNEL);
        if (kernel % 2 == 0) {
            throw node.wrong("an odd number, so that padding keeps the extent");
        }
        return kernel;
    }

    /** Two multipliers that round to the same channels everywhere would be two genotypes of one network. */
    private static void requireDistinct(YamlNode node, SpaceDeclaration declaration) {
        Map<List<Integer>, Double> seen = new HashMap<>();
        for (double multiplier : declaration.scales().widths()) {
            List<Integer> channels = Stream.of(Stream.of(declaration.stem().width()),
                    declaration.stages().stream().map(StageDeclaration::width), declaration.head().pointwise().stream(),
                    declaration.head().hidden().stream())
                .flatMap(widths -> widths).map(width -> declaration.blocks().channels(width * multiplier)).toList();
            Double twin = seen.put(channels, multiplier);
            if (twin != null) {
                throw node.error("options " + twin + " and " + multiplier + " give the same channels " + channels
                    + " after rounding; leave one out");
            }
        }
    }
}
