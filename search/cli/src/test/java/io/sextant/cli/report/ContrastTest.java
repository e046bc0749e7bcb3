package io.sextant.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The colours of the style sheet, light, dark and printed, against WCAG 2.2: 4.5 for text (AA), 3 for what is drawn. */
class ContrastTest {
    private static final List<String> TEXTS = List.of("ink", "faint", "best", "winner", "limit", "good");
    private static final List<String> DRAWN = List.of("dominated", "untrained", "failed", "best", "winner", "limit", "good");

    @Test
    void everythingCanBeReadInEveryPalette() {
        Matcher roots = Pattern.compile(":root \\{([^}]*)}").matcher(Assets.styleSheet());
        Map<String, String> colours = new HashMap<>();
        int palettes = 0;
        while (roots.find()) {
            palettes++;
            Matcher colour = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6})").matcher(roots.group(1));
            while (colour.find()) {
                colours.put(colour.group(1), colour.group(2));
            }
            check(palettes, colours);
        }
        assertEquals(3, palettes);
    }

    private static void check(int palette, Map<String, String> colours) {
        TEXTS.forEach(name -> check(palette, colours, name, "surface", 4.5));
        DRAWN.forEach(name -> check(palette, colours, name, "surface", 3));
        List.of("ink", "faint", "best").forEach(name -> check(palette, colours, name, "page", 4.5));
        List.of("ink", "good", "faint").forEach(name -> check(palette, colours, name, "good-page", 4.5));
        List.of("ink", "limit", "faint").forEach(name -> check(palette, colours, name, "bad-page", 4.5));
        check(palette, colours, "ink", "target", 4.5);
        List.of("best", "winner").forEach(name -> check(palette, colours, name, "narrow", 3));
    }

    private static void check(int palette, Map<String, String> colours, String ink, String page, double least) {
        double a = luminance(colours.get(ink));
        double b = luminance(colours.get(page));
        double contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        assertTrue(contrast >= least, () -> ink + " on " + page + " in palette " + palette + " has " + contrast + ", needs " + least);
    }

    private static double luminance(String hex) {
        return 0.2126 * linear(hex, 1) + 0.7152 * linear(hex, 3) + 0.0722 * linear(hex, 5);
    }

    private static double linear(String hex, int at) {
        double value = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
