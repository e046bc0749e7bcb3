package io.sextant.search.space;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.document.YamlFile;
import io.sextant.ir.document.YamlNode;
import io.sextant.ir.op.Unary;
import io.sextant.ir.quantize.Precision;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final List<String> STEM_KEYS = List.of("width", "kernel", "stride", "padding", "activation", "precision");
    private static final List<String> STAGE_KEYS = List.of("width", "block", "stride", "padding", "residual", "activation", "depth", "kernel", "expansion",
        "squeeze", "groups", "precision");
    private static final List<String> ATTENTION_KEYS = List.of("width", "block", "stride", "activation", "depth", "heads", "expansion",
        "precision");
    private static final List<String> HEAD_KEYS = List.of("pointwise", "hidden", "activation", "precision");

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
        SpaceDeclaration declaration = declaration(root);
        requireWellTyped(source, root, TypeCheck.of(declaration, new Decisions(declaration)));
        return new BlockSpace(declaration);
    }

    static SpaceDeclaration declaration(YamlNode root) {
        root.withKeys(SPACE_KEYS);
        SpaceDeclaration.Blocks blocks = blocks(root);
        SpaceDeclaration declaration = new SpaceDeclaration(
            name(root.required("name", "mnist1d")), input(root.required("input", "f32[1x40x1]")),
            new SpaceDeclaration.Scales(resolutions(root),
                root.optional("width").map(width -> width.options(option -> option.decimal(0.01, 100))).orElse(List.of(1.0))),
            blocks, stem(root.required("stem", "{width: 16, kernel: 5, stride: 2, activation: relu}")), stages(root, blocks.kind()),
            head(root));
        root.optional("width").ifPresent(width -> requireDistinct(width, declaration));
        return declaration;
    }

    /** Before any network is built. */
    private static void requireWellTyped(String source, YamlNode root, TypeCheck check) {
        check.refusal().ifPresent(refusal -> {
            throw node(root, refusal).error(refusal.message());
        });
        if (check.elements() > MAX_PARAMETERS) {
            throw new InvalidInput(source + ": its largest network has " + check.elements() + " parameters, at most " + MAX_PARAMETERS
                + " are read; lower width, expansion or depth");
        }
    }

    /** Where the file speaks of it; the whole document where it leaves the head to itself. */
    private static YamlNode node(YamlNode root, TypeCheck.Refusal refusal) {
        YamlNode node = switch (refusal.place().kind()) {
            case STEM -> root.required("stem", "{}");
            case STAGE -> root.required("stages", "[]").items("a list").get(refusal.place().stage());
            case HEAD -> root.optional("head").orElse(root);
        };
        return refusal.key().flatMap(node::optional).orElse(node);
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
        return new StemDeclaration(width(stem), kernel(stem.required("kernel", "5")), stride(stem), padding(stem), activation(stem),
            precision(stem));
    }

    private static List<StageDeclaration> stages(YamlNode space, BlockKind kind) {
        String example = "a list with '- {width: 16, stride: 2, ...}' for each stage";
        YamlNode node = space.required("stages", "[{width: 16, stride: 2, ...}, ...]");
        List<YamlNode> stages = node.items(example);
        if (stages.isEmpty() || stages.size() > MAX_STAGES) {
            throw node.error("expected 1 to " + MAX_STAGES + " stages, found " + stages.size());
        }
        return stages.stream().map(stage -> stage(stage, kind)).toList();
    }

    private static StageDeclaration stage(YamlNode stage, BlockKind usual) {
        BlockKind kind = stage.optional("block").map(node -> node.constant(BlockKind.class)).orElse(usual);
        boolean attention = kind == BlockKind.ATTENTION;
        stage.withKeys(attention ? ATTENTION_KEYS : STAGE_KEYS);
        StageDeclaration.Body body = new StageDeclaration.Body(kind, stride(stage), padding(stage),
            stage.optional("residual").map(residual -> residual.constant(Residual.class)).orElse(Residual.MATCHING), activation(stage));
        return new StageDeclaration(width(stage), body,
            stage.required("depth", "[1, 2]").options(depth -> depth.integer(1, MAX_BLOCKS)),
            new StageDeclaration.BlockChoices(
                attention ? List.of(1) : stage.required("kernel", "[3, 5, 7]").options(SpaceFile::kernel),
                stage.required("expansion", "[1, 2, 4]").options(expansion -> expansion.integer(1, MAX_EXPANSION)),
                stage.optional("squeeze").map(squeeze -> squeeze.options(YamlNode::flag)).orElse(List.of(false)),
                stage.optional("groups").map(groups -> groups(groups, kind)).orElse(List.of(1)),
                attention ? stage.required("heads", "[1, 2, 4]").options(heads -> heads.integer(1, MAX_CHANNELS)) : List.of(1),
                stage.optional("precision").map(precision -> precision.options(option -> option.constant(Precision.class)))
                    .orElse(List.of(Precision.F32))));
    }

    private static List<Integer> groups(YamlNode node, BlockKind kind) {
        if (kind == BlockKind.DEPTHWISE) {
            throw node.error("a depthwise block has as many groups as channels; leave groups out, or take 'block: fused'");
        }
        return node.options(groups -> groups.integer(1, MAX_CHANNELS));
    }

    private static Border padding(YamlNode layer) {
        return layer.optional("padding").map(padding -> padding.constant(Border.class)).orElse(Border.SAME);
    }

    private static HeadDeclaration head(YamlNode space) {
        int classes = space.required("classes", "10").integer(1, 1_000_000);
        return space.optional("head").map(node -> head(node, classes)).orElse(HeadDeclaration.plain(classes));
    }

    private static Precision precision(YamlNode layer) {
        return layer.optional("precision").map(precision -> precision.constant(Precision.class)).orElse(Precision.F32);
    }

    private static HeadDeclaration head(YamlNode node, int classes) {
        node.withKeys(HEAD_KEYS);
        Optional<Integer> pointwise = node.optional("pointwise").map(width -> width.integer(1, MAX_CHANNELS));
        Optional<Integer> hidden = node.optional("hidden").map(units -> units.integer(1, MAX_CHANNELS));
        boolean plain = pointwise.isEmpty() && hidden.isEmpty();
        if (plain) {
            node.optional("activation").ifPresent(activation -> activation.constant(Unary.Kind.class));
        }
        HeadDeclaration head = new HeadDeclaration(pointwise, hidden, plain ? Unary.Kind.RELU : activation(node), classes,
            precision(node));
        if (head.equals(HeadDeclaration.plain(classes))) {
            throw node.error("expected pointwise, hidden or both, or precision: i8; for pooling and a classifier alone leave the head out");
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
