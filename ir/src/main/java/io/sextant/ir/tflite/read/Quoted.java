package io.sextant.ir.tflite.read;

/** Names from files, fit for a terminal: control characters replaced, long ones cut. */
final class Quoted {
    private static final int LONGEST = 80;

    private Quoted() {
    }

    static String text(String name) {
        String printable = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", "?");
        return "'" + (printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...") + "'";
    }
}
