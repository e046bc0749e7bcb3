package io.sextant.codegen.c.emit;

import io.sextant.codegen.c.network.NetworkCompiler;
import io.sextant.codegen.c.network.NetworkSource;
import io.sextant.codegen.c.network.PlacedWeights;
import io.sextant.codegen.c.network.WeightsFile;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.type.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of an emitted network: {@code NAME.c}, {@code NAME.h}, {@code weights.bin} unless weights are in the C, {@code main.c}, which
 * runs it on a file, and {@code libNAME.so}.
 */
public final class EmittedProgram {
    private static final String EXAMPLE = "main.c";
    /** What {@code main.c} says to compile it to. */
    private static final String PROGRAM = "main";
    private static final String WEIGHTS = "weights.bin";
    /** How the template calls the network where its name belongs. */
    private static final Pattern PLACEHOLDER = Pattern.compile("NETWORK(?=_)|(?<![A-Za-z])network(?=[_.][a-z])|(?<=lib)network(?=[.]so)");

    private final Emission emission;
    private final Graph graph;
    private final NetworkSource source;

    /**
     * @param graph whose ports are the model's
     * @throws UnsupportedOperationException if one of them is of other elements than f32
     */
    public EmittedProgram(Emission emission, Graph graph, NetworkSource source) {
        Stream.of(graph.inputs(), graph.outputs()).flatMap(List::stream).filter(port -> port.value().type().dtype() != DType.F32).findFirst()
            .ifPresent(port -> {
                throw new UnsupportedOperationException("C to take away has inputs and outputs of f32 only, and " + port.name() + " is "
                    + port.value().type());
            });
        this.emission = emission;
        this.graph = graph;
        this.source = source;
    }

    /** All files that there may be of this name, with the program that the example's own words have made of it; the C first. */
    public static List<String> files(CName name) {
        return List.of(name.text() + ".c", name.text() + ".h", WEIGHTS, EXAMPLE, "lib" + name.text() + ".so", PROGRAM);
    }

    /**
     * Writes all files, and compiles what was written.
     *
     * @return the object, which is not proven yet
     */
    public Path write(Path folder, NetworkCompiler compiler) throws IOException {
        String name = emission.name().text();
        PlacedWeights weights = weights(folder.resolve(WEIGHTS));
        Optional<WeightsFile> mapped = weights instanceof PlacedWeights.Mapped file ? Optional.of(file.file()) : Optional.empty();
        List<Ports> ports = Ports.of(emission, graph, source);
        Files.writeString(folder.resolve(name + ".h"), new Header(emission, source, ports, mapped, compiler.isa().text()).text());
        Files.writeString(folder.resolve(EXAMPLE), example());
        StringBuilder text = new StringBuilder(comment(compiler)).append("#include \"").append(name).append(".h\"\n\n");
        ports.forEach(each -> text.append("__attribute__((visibility(\"default\"))) ").append(each.table()));
        text.append('\n').append(source.text(name + "_run", weights));
        Path object = folder.resolve("lib" + name + ".so");
        compiler.compile(folder.resolve(name + ".c"), text.toString(), object);
        return object;
    }

    private PlacedWeights weights(Path file) throws IOException {
        if (emission.weights() == WeightsForm.ARRAY) {
            return new PlacedWeights.Array(source.weights());
        }
        WeightsFile written = WeightsFile.write(source.weights(), file);
        return emission.weights() == WeightsForm.MAPPED ? new PlacedWeights.Mapped(written) : new PlacedWeights.Included(WEIGHTS);
    }

    /** The template calls the network network. */
    private String example() throws IOException {
        try (InputStream in = EmittedProgram.class.getResourceAsStream("/io/sextant/codegen/c/emit/main.c")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return PLACEHOLDER.matcher(text).replaceAll(found -> found.group().equals("NETWORK") ? emission.name().upper()
                : emission.name().text());
        }
    }

    private String comment(NetworkCompiler compiler) {
        String name = emission.name().text();
        return "/*\n * " + Quoted.comment(emission.model()) + ", made by " + Quoted.comment(emission.maker())
            + "; see " + name + ".h. Freestanding C for clang, in this folder:\n *\n *   clang "
            + String.join(" ", compiler.arguments()) + " " + name + ".c -o lib" + name + ".so\n *\n"
            + " * (-fuse-ld=lld may be left out.) Each kernel is a template, whose macros are its extents and how it is tiled; vectors are clang's.\n"
            + " */\n";
    }
}
