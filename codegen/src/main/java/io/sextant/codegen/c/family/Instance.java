package io.sextant.codegen.c.family;

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
 */
public record Instance(Map<String, String> macros, String text, WeightBlock packed, long scratchFloats) {
    public Instance {
        macros = Map.copyOf(macros);
    }

    /** The translation unit's part for this kernel, under the name {@code symbol}. */
    public String source(String symbol) {
        StringBuilder source = new StringBuilder("#define NAME(part) " + symbol + "##part\n");
        new TreeMap<>(macros).forEach((name, value) -> source.append("#define ").append(name).append(' ').append(value).append('\n'));
        source.append(text).append('\n');
        macros.keySet().forEach(name -> source.append("#undef ").append(name.replaceFirst("\\(.*", "")).append('\n'));
        return source.append("#undef NAME\n").toString();
    }
}
