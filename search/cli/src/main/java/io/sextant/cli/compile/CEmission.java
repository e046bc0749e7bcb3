package io.sextant.cli.compile;

import io.sextant.cli.progress.Progress;
import io.sextant.cli.terminal.ProgramVersion;
import io.sextant.codegen.c.CBackend;
import io.sextant.codegen.c.emit.CName;
import io.sextant.codegen.c.emit.Emission;
import io.sextant.codegen.c.emit.WeightsForm;
import io.sextant.ir.InvalidInput;
import io.sextant.ir.cost.GraphCost;
import io.sextant.ir.onnx.ImportedModel;
import io.sextant.ir.rewrite.Rewrites;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A model as C. */
record CEmission(Path model, ImportedModel read, CName name, WeightsForm weights) {
    /** Numbers in the text beyond these are worth a warning. */
    private static final long MANY = 1_000_000;

    /**
     * What was written.
     *
     * @param files   bytes by name
     * @param backend with its version, instruction set and tuning
     */
    record Written(Map<String, Long> files, String backend, WeightsForm weights) {
    }

    Written write(CFolder folder, CBackend backend, Progress progress) {
        long numbers = GraphCost.of(read.graph()).parameters();
        if (weights == WeightsForm.ARRAY && numbers > MANY) {
            System.err.println(String.format(Locale.ROOT, "warning: %,d weights as numbers in C, for which clang takes seconds by the million; "
                + "--weights incbin or mapped has them in a file", numbers));
        }
        progress.say("compiling, and comparing with the interpreter");
        String by = backend.implementation().id();
        Emission emission = new Emission(name, weights, model.getFileName().toString(),
            "Sextant " + ProgramVersion.text() + ", backend " + by + ", weights " + weights.text(), read.layouts());
        try {
            return new Written(folder.publish(to -> backend.emit(read.graph(), emission, to)), by, weights);
        } catch (UnsupportedOperationException refused) {
            throw new InvalidInput(model + " as C: " + refused.getMessage(), refused);
        }
    }

    Compiled compiled() {
        return new Compiled(model, read.graph(), Rewrites.INFERENCE.run(read.graph()),
            new SameResult(SameResult.Verdict.SAME,
                "the object's outputs are within the tolerance of another order of summation of the interpreter's (random input)"), Optional.empty());
    }
}
