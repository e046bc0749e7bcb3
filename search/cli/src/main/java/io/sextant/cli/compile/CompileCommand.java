package io.sextant.cli.compile;

import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.ModelOptions;
import io.sextant.cli.terminal.OutputFile;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.rewrite.Rewritten;
import io.sextant.ir.text.GraphText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "compile", mixinStandardHelpOptions = true,
    description = {"Rewrites a model as backends want it, and writes it in text form or as ONNX.",
        "The result is held against the model on random input before anything is written."},
    footer = {"", "Examples:", "  sextant compile model.onnx --emit onnx --out folded.onnx",
        "  sextant compile model.onnx --emit ir --passes structure"})
public final class CompileCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private ModelOptions reading;

    @Parameters(paramLabel = "MODEL", description = "An ONNX file, or a graph in text form.")
    private Path model;

    /** What is written. */
    enum Form { IR, ONNX }

    @Option(names = "--emit", required = true, paramLabel = "ir|onnx", description = "The text form, or ONNX.")
    private Form form;

    @Option(names = "--out", paramLabel = "FILE", description = "Where it is written; text goes to standard output without it.")
    private Path out;

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    @Option(names = "--passes", paramLabel = "NAMES",
        description = "structure, canonical or inference (the default), or the names of rules with commas between them.")
    private String passes;

    @Option(names = "--no-passes", description = "Rewrite nothing.")
    private boolean without;

    @Option(names = "--seed", defaultValue = "0", description = "Of the random input (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() {
        if (without && passes != null) {
            throw new InvalidInput("--passes " + passes + " and --no-passes contradict each other; leave one of them out");
        }
        requireTarget();
        Graph before = reading.read(model);
        Rewritten rewritten = without ? new Rewritten(before, Map.of()) : Passes.named(passes == null ? Passes.USUAL : passes).run(before);
        SameResult check = check(before, rewritten.graph());
        byte[] bytes = form == Form.ONNX ? OnnxExport.toBytes(rewritten.graph())
            : GraphText.print(rewritten.graph()).getBytes(StandardCharsets.UTF_8);
        report(new Compiled(model, before, rewritten, check), bytes);
        return ExitCode.DONE;
    }

    /** Before work that takes its time. */
    private void requireTarget() {
        if (out == null && (form == Form.ONNX || output.json)) {
            throw new InvalidInput("--emit " + (form == Form.ONNX ? "onnx" : "ir with --json") + " writes a file; name it, e.g. --out rewritten."
                + (form == Form.ONNX ? "onnx" : "ir"));
        }
        if (out == null) {
            return;
        }
        if (Files.isDirectory(out)) {
            throw new InvalidInput(out + " is a folder; name a file with --out");
        }
        if (Files.exists(out) && !force) {
            throw new InvalidInput(out + " is there already; name another file with --out, or replace it with --force");
        }
        OutputFile.requireFolder(out);
    }

    private SameResult check(Graph before, Graph after) {
        if (before == after) {
            return new SameResult(SameResult.Verdict.SAME, "nothing was rewritten");
        }
        SameResult check = SameResult.of(before, after, seed);
        if (check.verdict() == SameResult.Verdict.DIFFERENT) {
            throw new IllegalStateException("the rewritten model does not compute what " + model + " does: " + check.words()
                + "; nothing was written. Without the rewriting: --no-passes");
        }
        return check;
    }

    /** What was asked for on standard output: the model, or where it is and how it came about. */
    private void report(Compiled compiled, byte[] bytes) {
        if (out == null) {
            System.out.print(new String(bytes, StandardCharsets.UTF_8));
            output.progress().say(compiled.text());
            return;
        }
        try {
            AtomicFile.write(out, bytes);
        } catch (IOException e) {
            throw new InvalidInput("cannot write " + out + ": " + FileFailure.reason(e), e);
        }
        System.out.println(output.json ? JsonText.indented(compiled.tree(out, bytes.length)) : compiled.text(out, bytes.length));
    }
}
