package io.sextant.codegen.c.family;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A kernel as C: {@code static void NAME()(const float *const *in, const float *w, float *out, float *scratch)}, with the kernel's
 * activations in {@code in}, and its packed weights in {@code w}.
 *
 * @param macros what the template's macros stand for
 * @param text   the template, after what it needs
 * @param packed       weights, made when they are written
 * @param scratchFloats what the kernel needs while it runs
 * @param parts         templates that this one uses, each with macros of its own
 */
public record Instance(Map<String, String> macros, String text, WeightBlock packed, long scratchFloats, List<Part> parts) {
    /**
     * A template within another.
     *
     * @param name before the names of its functions: of a part {@code depthwise}, the function that its template calls
     *             {@code NAME(_line)} is {@code NAME(_depthwise_line)} outside
     */
    public record Part(String name, Map<String, String> macros, String text) {
        public Part {
            macros = Map.copyOf(macros);
        }
    }

    public Instance {
        macros = Map.copyOf(macros);
        parts = List.copyOf(parts);
    }

    /** A kernel of one template. */
    Instance(Map<String, String> macros, String text, WeightBlock packed, long scratchFloats) {
        this(macros, text, packed, scratchFloats, List.of());
    }

    /** The translation unit's part for this kernel, under the name {@code symbol}. */
    public String source(String symbol) {
        StringBuilder source = new StringBuilder();
        parts.forEach(part -> append(symbol + "_" + part.name, part.macros, part.text, source));
        append(symbol, macros, text, source);
        return source.toString();
    }

    private static void append(String symbol, Map<String, String> macros, String text, StringBuilder source) {
        source.append("#define NAME(part) ").append(symbol).append("##part\n");
        new TreeMap<>(macros).forEach((name, value) -> source.append("#define ").append(name).append(' ').append(value).append('\n'));
        source.append(text).append('\n');
        macros.keySet().forEach(name -> source.append("#undef ").append(name.replaceFirst("\\(.*", "")).append('\n'));
        source.append("#undef NAME\n");
    }
}
