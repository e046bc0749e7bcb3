package io.sextant.codegen.c.emit;

import io.sextant.codegen.c.network.NetworkSource;
import io.sextant.codegen.c.network.WeightsFile;
import io.sextant.ir.kernel.PlacedKernel;
import java.util.List;
import java.util.Optional;

/** {@code NAME.h}: what a program that runs the network needs to know. */
record Header(Emission emission, NetworkSource source, List<Ports> ports, Optional<WeightsFile> mapped, String isa) {
    String text() {
        String name = emission.name().text();
        String upper = emission.name().upper();
        StringBuilder text = new StringBuilder();
        text.append("/*\n * ").append(Quoted.comment(emission.model())).append(" as C for ").append(isa).append(", made by ")
            .append(Quoted.comment(emission.maker())).append(".\n * f32; images are NHWC, channels last. ").append(name)
            .append("_run keeps nothing: threads may run it at once, each in an arena of its own.\n */\n")
            .append("#ifndef ").append(upper).append("_H\n#define ").append(upper).append("_H\n\n")
            .append("#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n")
            .append("/* Bytes of the arena, and what its address is a multiple of. Inputs, outputs and what is between them lie in it. */\n")
            .append("#define ").append(upper).append("_ARENA_BYTES ").append(source.arenaBytes()).append("UL\n")
            .append("#define ").append(upper).append("_ARENA_ALIGNMENT ").append(NetworkSource.ALIGNMENT).append("\n\n")
            .append(weights(upper))
            .append("\n/* Offsets are bytes from the arena's begin. An inference may overwrite its inputs: write all of them before each. */\n");
        ports.forEach(each -> text.append(each.macros()));
        text.append("\nstruct ").append(name).append("_port {\n    const char *name;\n    unsigned long offset; /* bytes from the arena's begin */\n")
            .append("    unsigned long floats;\n    int rank;\n    int shape[").append(mostAxes()).append("];\n};\n");
        ports.forEach(each -> text.append("extern ").append(each.declaration()).append(";\n"));
        return text.append(functions(name)).append("\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n").toString();
    }

    private String weights(String upper) {
        return mapped.map(file -> "/* weights.bin: packed weights, to be brought; their address is a multiple of " + NetworkSource.ALIGNMENT + ". CRC-32 of the file. */\n"
            + "#define " + upper + "_WEIGHTS_BYTES " + file.bytes() + "UL\n#define " + upper + "_WEIGHTS_CHECKSUM " + file.checksum() + "UL\n")
            .orElse("/* Weights are part of the object. */\n#define " + upper + "_WEIGHTS_BYTES 0UL\n");
    }

    private int mostAxes() {
        return ports.stream().flatMap(each -> each.ports().stream()).mapToInt(port -> port.value().type().rank()).max().orElse(0) + 1;
    }

    private String functions(String name) {
        String parameter = mapped.isPresent() ? ", const float *weights" : "";
        StringBuilder text = new StringBuilder("\n/* One inference. */\nvoid ").append(name).append("_run(float *arena").append(parameter)
            .append(");\n\n/*\n * The same in the arena whose address is trace[0]; adds the processor's cycles in layer i to trace[1 + i]:\n");
        List<PlacedKernel> layers = source.layers();
        for (int i = 0; i < layers.size(); i++) {
            text.append(" *   ").append(i).append("  ").append(Quoted.comment(layers.get(i).kernel().label())).append('\n');
        }
        return text.append(" */\nvoid ").append(name).append("_run_trace(long *trace").append(parameter).append(");\n").toString();
    }
}
