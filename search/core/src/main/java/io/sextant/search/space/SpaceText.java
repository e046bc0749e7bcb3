package io.sextant.search.space;

import io.sextant.ir.quantize.Precision;
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
        line(text, "stem", String.format(Locale.ROOT, "{width: %d, kernel: %d, stride: %d%s, activation: %s%s}", stem.width(), stem.kernel(),
            stem.stride(), unless(Border.SAME, "padding", stem.padding()), name(stem.activation()), precision(stem.precision())));
        text.append("stages:\n");
        declaration.stages().forEach(stage -> text.append("  - ").append(stage(stage, declaration.blocks().kind())).append('\n'));
        if (!declaration.head().equals(HeadDeclaration.plain(declaration.head().classes()))) {
            line(text, "head", head(declaration.head()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    private static String stage(StageDeclaration stage, BlockKind usual) {
        StageDeclaration.Body body = stage.body();
        StageDeclaration.BlockChoices choices = stage.choices();
        String start = String.format(Locale.ROOT, "{width: %d%s, stride: %d", stage.width(), unless(usual, "block", body.kind()), body.stride());
        String middle = String.format(Locale.ROOT, "%s%s, activation: %s, depth: %s", unless(Border.SAME, "padding", body.padding()),
            unless(Residual.MATCHING, "residual", body.residual()), name(body.activation()), list(stage.depth()));
        String precision = choices.precision().equals(List.of(Precision.F32)) ? ""
            : ", precision: " + list(choices.precision().stream().map(SpaceText::name).toList());
        if (body.kind() == BlockKind.ATTENTION) {
            return start + middle + ", heads: " + list(choices.heads()) + ", expansion: " + list(choices.expansion()) + precision
                + "}";
        }
        String groups = choices.groups().equals(List.of(1)) ? "" : ", groups: " + list(choices.groups());
        return start + middle + ", kernel: " + list(choices.kernel()) + ", expansion: " + list(choices.expansion()) + ", squeeze: "
            + list(choices.squeeze()) + groups + precision + "}";
    }

    /** What was added to the form of spaces later is left out where it says nothing: the text of older spaces stays as it was. */
    private static String unless(Enum<?> usual, String key, Enum<?> value) {
        return value == usual ? "" : ", " + key + ": " + name(value);
    }

    private static String head(HeadDeclaration head) {
        String pointwise = head.pointwise().map(width -> "pointwise: " + width + ", ").orElse("");
        String hidden = head.hidden().map(units -> "hidden: " + units + ", ").orElse("");
        return "{" + pointwise + hidden + "activation: " + name(head.activation()) + precision(head.precision()) + "}";
    }

    private static String precision(Precision precision) {
        return unless(Precision.F32, "precision", precision);
    }

    private static String list(List<?> options) {
        return options.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String decimal(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
