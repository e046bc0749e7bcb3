package io.sextant.ir.type;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads {@code 0.5:0,0.25:0@3}. */
final class QuantisationText {
    private QuantisationText() {
    }

    static Quantisation parse(String text) {
        try {
            int at = text.indexOf('@');
            OptionalInt axis = at < 0 ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text.substring(at + 1)));
            List<Float> scales = new ArrayList<>();
            List<Integer> zeroPoints = new ArrayList<>();
            for (String pair : (at < 0 ? text : text.substring(0, at)).split(",", -1)) {
                int colon = pair.indexOf(':');
                scales.add(Float.parseFloat(pair.substring(0, Math.max(colon, 0))));
                zeroPoints.add(Integer.parseInt(pair.substring(colon + 1)));
            }
            return new Quantisation(scales, zeroPoints, axis);
        } catch (NumberFormatException e) {
            throw new IllTyped("type T6: expected a quantisation such as 0.5:-128, or 0.5:0,0.25:0@3 on an axis, got '"
                + text.substring(0, Math.min(text.length(), 60)) + "'");
        }
    }
}
