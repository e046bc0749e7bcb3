package io.sextant.codegen.c.network;

import io.sextant.codegen.c.family.CText;
import io.sextant.codegen.c.family.WeightBlock;
import java.util.List;

/** Where the weights of a translation unit are. */
public sealed interface PlacedWeights {
    /** What the functions of a network begin with. */
    String declaration(String entry, String exported);

    /** What follows the parameter of the functions. */
    default String parameter() {
        return "";
    }

    /** Their address inside of the functions. */
    default String expression(String entry) {
        return entry + "_weights";
    }

    /** In the object, read by the assembler: the C is short. */
    record Included(String file) implements PlacedWeights {
        @Override
        public String declaration(String entry, String exported) {
            return "__asm__(\".section .rodata\\n.balign 64\\n" + entry + "_weights:\\n.incbin \\\"" + file + "\\\"\\n.text\\n\");\n"
                + "extern const float " + entry + "_weights[] __attribute__((visibility(\"hidden\")));\n";
        }
    }

    /** Beside the object: who runs it brings them. */
    record Mapped(WeightsFile file) implements PlacedWeights {
        @Override
        public String declaration(String entry, String exported) {
            return exported + "const long " + entry + "_mapped[] = { " + file.bytes() + ", " + file.checksum() + " };\n";
        }

        @Override
        public String parameter() {
            return ", const float *weights";
        }

        @Override
        public String expression(String entry) {
            return "weights";
        }
    }

    /** As numbers in the text. clang takes seconds for each million. */
    record Array(List<WeightBlock> blocks) implements PlacedWeights {
        private static final int LINE = 12;

        public Array {
            blocks = List.copyOf(blocks);
        }

        @Override
        public String declaration(String entry, String exported) {
            StringBuilder text = new StringBuilder("static const float ").append(entry).append("_weights[] __attribute__((aligned(64))) = {");
            int count = 0;
            for (WeightBlock block : blocks) {
                for (float value : block.all()) {
                    text.append(count++ % LINE == 0 ? "\n    " : " ").append(CText.number(value)).append(',');
                }
            }
            return text.append("\n};\n").toString();
        }
    }
}
