package io.sextant.cli.compile;

import io.sextant.cli.run.JsonText;
import io.sextant.cli.terminal.ExitCode;
import io.sextant.cli.terminal.ModelOptions;
import io.sextant.cli.terminal.OutputFile;
import io.sextant.cli.terminal.OutputOptions;
import io.sextant.codegen.c.emit.CName;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.file.AtomicFile;
import io.sextant.ir.file.FileFailure;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.ImportedModel;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.op.Rounding;
import io.sextant.ir.quantize.Plan;
import io.sextant.ir.quantize.PostTraining;
import io.sextant.ir.rewrite.Rewritten;
import io.sextant.ir.text.GraphText;
import io.sextant.ir.tflite.write.TfliteExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "compile", mixinStandardHelpOptions = true,
    description = {"Rewrites a model as backends want it, quantises it if asked, and writes it in text form, as ONNX, TFLite or C.",
        "The rewritten model is held against the model on random input before anything is written; with --quantize, that is its f32 form,"
            + " and errors of the integers are shown layer by layer.",
        "C comes as a folder: source, header, weights, an example that runs it, and the shared object, whose outputs were compared."},
    footer = {"", "Examples:", "  sextant compile model.onnx --emit onnx --out folded.onnx",
        "  sextant compile model.onnx --emit ir --passes structure",
        "  sextant compile model.onnx --quantize int8 --calibrate images.npy --emit tflite --out model.tflite",
        "  sextant compile model.onnx --emit c --out model-c"})
public final class CompileCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private ModelOptions reading;

    @Parameters(paramLabel = "MODEL", description = "An ONNX or TFLite file, or a graph in text form.")
    private Path model;

    /** What is written. */
    enum Form {
        IR, ONNX, TFLITE, C;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        byte[] bytes(Graph graph) {
            return switch (this) {
                case IR -> GraphText.print(graph).getBytes(StandardCharsets.UTF_8);
                case ONNX -> OnnxExport.toBytes(graph);
                case TFLITE -> TfliteExport.bytes(graph);
                case C -> throw new IllegalArgumentException("C is a folder of files");
            };
        }
    }

    @Option(names = "--emit", required = true, paramLabel = "ir|onnx|tflite|c",
        description = "The text form, ONNX, TFLite: f32, or i8 quantised with tflite rounding, or C: f32.")
    private Form form;

    @Option(names = "--out", paramLabel = "FILE", description = "Where it is written, of C a folder; text goes to standard output without it.")
    private Path out;

    @Option(names = "--force", description = "Replace the file, or the folder of C, if it is there.")
    private boolean force;

    @Option(names = "--passes", paramLabel = "NAMES",
        description = "structure, canonical or inference (the default), or the names of rules with commas between them.")
    private String passes;

    @Option(names = "--no-passes", description = "Rewrite nothing.")
    private boolean without;

    @Mixin
    private QuantisationOptions quantisation;

    @Mixin
    private COptions c;

    @Option(names = "--seed", defaultValue = "0", description = "Of the random input (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (without && passes != null) {
            throw new InvalidInput("--passes " + passes + " and --no-passes contradict each other; leave one of them out");
        }
        quantisation.check();
        if (quantisation.asked() && (without || passes != null)) {
            throw new InvalidInput("--quantize rewrites for inference first; leave --passes and --no-passes out");
        }
        if (form == Form.C) {
            return emitC();
        }
        if (c.given()) {
            throw new InvalidInput("--weights, --isa and --tuning belong to --emit c; leave them out with --emit " + form.text());
        }
        requireTarget();
        Optional<Plan> plan = quantisation.asked() ? Optional.of(plan()) : Optional.empty();
        ImportedModel read = reading.readModel(model);
        Graph before = read.graph();
        Rewritten rewritten = without ? new Rewritten(before, Map.of()) : Passes.named(passes == null ? Passes.USUAL : passes).run(before);
        Compiled compiled = plan.isPresent() ? quantised(read, rewritten, plan.get())
            : new Compiled(model, before, rewritten, check(before, rewritten.graph()), Optional.empty());
        report(compiled, form.bytes(compiled.result()));
        return ExitCode.DONE;
    }

    /** The program that was compiled is held against the model, so the rewriting needs no check of its own. */
    private int emitC() throws IOException {
        if (quantisation.asked() || without || passes != null) {
            throw new InvalidInput("--emit c writes f32, rewritten for inference; leave --quantize, --passes and --no-passes out");
        }
        if (out == null) {
            throw new InvalidInput("--emit c writes a folder; name it, e.g. --out model-c");
        }
        CName name = CName.of(model.getFileName().toString().replaceFirst("[.][^.]*$", ""));
        CFolder folder = new CFolder(out, name, force);
        ImportedModel read = reading.readModel(model);
        CEmission emission = new CEmission(model, read, name, c.weights());
        CEmission.Written written = c.write(emission, folder, output.progress());
        Compiled compiled = emission.compiled();
        System.out.println(output.json ? JsonText.indented(compiled.tree(out, written)) : compiled.text(out, written));
        return ExitCode.DONE;
    }

    /** What is written for a runtime is rounded as that does. */
    private Plan plan() {
        Plan plan = quantisation.plan(form == Form.ONNX ? Rounding.QDQ : Rounding.TFLITE);
        if (form == Form.TFLITE && plan.rounding() != Rounding.TFLITE) {
            throw new InvalidInput("--emit tflite writes what TFLite computes; leave --rounding qdq out, or write ONNX");
        }
        if (form == Form.ONNX && plan.rounding() != Rounding.QDQ) {
            throw new InvalidInput("--emit onnx writes what ONNX Runtime computes; leave --rounding tflite out, or write TFLite");
        }
        return plan;
    }

    private Compiled quantised(ImportedModel read, Rewritten rewritten, Plan plan) {
        Graph before = read.graph();
        Graph prepared = PostTraining.prepared(rewritten.graph(), plan.rounding());
        SameResult check = check(before, prepared);
        Samples samples = quantisation.data().<Samples>map(data -> new CalibrationFiles(data, prepared, read.layouts()))
            .orElseGet(() -> new RandomSamples(prepared, Quantisation.RANDOM_SAMPLES, seed));
        if (!samples.areReal()) {
            System.err.println("warning: ranges are those of random inputs between -1 and 1, not of real data, and so are the errors below; "
                + "name real inputs with --calibrate");
        }
        Quantisation made = Quantisation.of(prepared, plan, samples, quantisation, output.progress());
        return new Compiled(model, before, new Rewritten(prepared, rewritten.fired()), check, Optional.of(made));
    }

    /** Before work that takes its time. */
    private void requireTarget() {
        if (out == null && (form != Form.IR || output.json)) {
            throw new InvalidInput("--emit " + form.text() + (form == Form.IR ? " with --json" : "")
                + " writes a file; name it, e.g. --out rewritten." + form.text());
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
                + "; nothing was written." + (quantisation.asked() ? "" : " Without the rewriting: --no-passes"));
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
