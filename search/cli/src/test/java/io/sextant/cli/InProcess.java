package io.sextant.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The program run in this process, and what it printed. */
record InProcess(int exitCode, String out, String err) {
    /** @param line the arguments with spaces between them; {@code @} stands for {@code folder} */
    static InProcess run(String line, Path folder) {
        PrintStream before = System.out;
        PrintStream errorsBefore = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(progress, true, StandardCharsets.UTF_8));
        try {
            String[] arguments = line.replace("@", folder.toString()).split(" +");
            int code = Main.commandLine().setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true)).execute(arguments);
            return new InProcess(code, out.toString(StandardCharsets.UTF_8), progress.toString(StandardCharsets.UTF_8) + err);
        } finally {
            System.setOut(before);
            System.setErr(errorsBefore);
        }
    }

    @Override
    public String toString() {
        return "exit code " + exitCode + "\n" + out + "\n" + err;
    }
}
