package io.sextant.ir.onnx;

import io.sextant.ir.InvalidInput;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;

/** A process that reads models from its input, one after the other, and says of each how that went. */
final class ImportWorker {
    static final int READ = 0;
    static final int REFUSED = 1;
    static final int BROKEN = 2;
    private static final int LONGEST_TRACE = 4000;

    private ImportWorker() {
    }

    /** @param arguments the folder in which the models' external data lies */
    public static void main(String[] arguments) throws IOException {
        ExternalData external = new ExternalData(Optional.of(Path.of(arguments[0])));
        DataInputStream models = new DataInputStream(new BufferedInputStream(System.in));
        DataOutputStream answers = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        OnnxImport.parse(firstModel(), "warm-up", external, ImportOptions.DEFAULT);
        answers.writeByte(READ);
        answers.flush();
        for (int length = models.readInt(); length >= 0; length = models.readInt()) {
            byte[] model = models.readNBytes(length);
            try {
                OnnxImport.parse(model, "damaged.onnx", external, ImportOptions.DEFAULT);
                answer(answers, READ, "");
            } catch (InvalidInput refused) {
                boolean clean = refused.getMessage().startsWith("damaged.onnx: ") && refused.getMessage().length() < 100_000
                    && refused.getMessage().chars().noneMatch(Character::isISOControl);
                answer(answers, clean ? REFUSED : BROKEN, refused.getMessage());
            } catch (Throwable broken) {
                StringWriter trace = new StringWriter();
                broken.printStackTrace(new PrintWriter(trace));
                answer(answers, BROKEN, trace.toString());
            }
        }
    }

    /** A first model, so that starting the process takes nothing from the time of the others. */
    private static byte[] firstModel() {
        return OnnxExport.toBytes(Networks.mobileNetV2());
    }

    private static void answer(DataOutputStream answers, int outcome, String message) throws IOException {
        answers.writeByte(outcome);
        answers.writeUTF(message.substring(0, Math.min(LONGEST_TRACE, message.length())));
        answers.flush();
    }
}
