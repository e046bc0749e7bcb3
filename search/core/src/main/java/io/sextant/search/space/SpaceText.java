package io.sextant.search.space;

import io.sextant.ir.op.Unary;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints a declaration as the YAML that {@link SpaceFile} reads: every field that the space has written
 * out, equal text for equal spaces. */
final class SpaceText {
    private SpaceText() {
    }

    static String of(SpaceDeclaration declaration) {
        StringBuilder text = new StringBuilder();
        line(text, "name", declaration.name());
        line(text, "input", declaration.input());
        line(text, "classes", declaration.head().classes());
        if (!declaration.scales().resolutions().isEmpty()) {
            line(text, "resolution", list(declaration.scales().resolutions()));
        }
        line(text, "width", list(declaration.scales().widths().stream().map(SpaceText::decimal).toList()));
        line(text, "rounding", declaration.blocks().rounding());
        line(text, "block", declaration.blocks().kind().name().toLowerCase(Locale.ROOT));
        line(text, "squeeze_divisor", declaration.blocks().squeezeDivisor());
        StemDeclaration stem = declaration.stem();
        line(text, "stem", String.format(Locale.ROOT, "{width: %d, kernel: %d, stride: %d, activation: %s}", stem.width(), stem.kernel(),
            stem.stride(), name(stem.activation())));
        text.append("stages:\n");
        declaration.stages().forEach(stage -> text.append("  - ").append(stage(stage)).append('\n'));
        if (!declaration.head().isPlain()) {
            line(text, "head", head(declaration.head()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    private static String stage(StageDeclaration stage) {
        return String.format(Locale.ROOT, "{width: %d, stride: %d, activation: %s, depth: %s, kernel: %s, expansion: %s, squeeze: %s}",
            stage.width(), stage.stride(), name(stage.activation()), list(stage.depth()), list(stage.choices().kernel()),
            list(stage.choices().expansion()), list(stage.choices().squeeze()));
    }

    private static String head(HeadDeclaration head) {
        String pointwise = head.pointwise().map(width -> "pointwise: " + width + ", ").orElse("");
        String hidden = head.hidden().map(units -> "hidden: " + units + ", ").orElse("");
        return "{" + pointwise + hidden + "activation: " + name(head.activation()) + "}";
    }

    private static String list(List<?> options) {
        return options.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String decimal(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String name(Unary.Kind activation) {
        return activation.name().toLowerCase(Locale.ROOT);
    }
}
