package io.sextant.ir.text;

import io.sextant.ir.InvalidInput;
import io.sextant.ir.type.IllTyped;
import io.sextant.ir.type.Quantisation;
import io.sextant.ir.type.TensorType;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A position in a text, and the tokens from there on. */
final class Scanner {
    private static final Pattern TOKEN = Pattern.compile("%?[-+.A-Za-z0-9_]++|[^-+.A-Za-z0-9_\\s]");
    private static final String SCHEME = "[-+.,:@0-9Ee]{1,1048576}";
    private static final Pattern TYPE = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,15}\\[[^\\]\\s]{0,128}\\](?:<" + SCHEME + ">)?");
    private static final Pattern QUANTISATION = Pattern.compile(SCHEME);
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|([\"\\\\]))");
    private static final int SHOWN = 40;

    private final String text;
    private int position;

    Scanner(String text) {
        this.text = text;
    }

    void skip(int characters) {
        position += characters;
    }

    /** Moves over white space and comments; the offset of the next token. */
    int next() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c)) {
                position++;
            } else {
                break;
            }
        }
        return position;
    }

    boolean atEnd() {
        return next() == text.length();
    }

    /** Takes {@code symbol} if it comes next. */
    boolean take(String symbol) {
        boolean found = text.startsWith(symbol, next());
        if (found) {
            position += symbol.length();
        }
        return found;
    }

    /** Takes the whole word {@code word} if it comes next. */
    boolean takeWord(String word) {
        boolean found = peek().equals(word);
        if (found) {
            position += word.length();
        }
        return found;
    }

    void expect(String symbol) {
        if (!take(symbol)) {
            throw expected("'" + symbol + "'");
        }
    }

    /** Takes what {@code pattern} matches here; {@code what} names it where it does not. */
    String expect(Pattern pattern, String what) {
        Matcher matcher = pattern.matcher(text).region(next(), text.length());
        if (!matcher.lookingAt()) {
            throw expected(what);
        }
        position = matcher.end();
        return matcher.group();
    }

    TensorType type() {
        int start = next();
        String type = expect(TYPE, "a type such as f32[1x40x16]");
        return checked(start, () -> TensorType.parse(type));
    }

    Quantisation quantisation(String attribute) {
        int start = next();
        String scheme = expect(QUANTISATION, "a quantisation such as 0.5:-128 for " + attribute);
        return checked(start, () -> Quantisation.parse(scheme));
    }

    /** What {@code built} gives; broken constraints are told with the place. */
    <T> T checked(int offset, Supplier<T> built) {
        try {
            return built.get();
        } catch (IllTyped e) {
            throw at(offset, e);
        }
    }

    boolean startsWith(String symbol) {
        return text.startsWith(symbol, next());
    }

    /** A quoted string, its escapes resolved. */
    String quoted(String what) {
        int start = next();
        if (!take("\"")) {
            throw expected(what);
        }
        StringBuilder string = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '"') {
            string.append(text.charAt(position) == '\\' ? escape() : text.charAt(position++));
        }
        if (position == text.length()) {
            throw at(start, "this string has no closing quote");
        }
        position++;
        return string.toString();
    }

    private char escape() {
        Matcher matcher = ESCAPE.matcher(text).region(position, text.length());
        if (!matcher.lookingAt()) {
            throw at(position, "a backslash is followed by \", \\ or uXXXX");
        }
        position = matcher.end();
        return matcher.group(1) == null ? matcher.group(2).charAt(0) : (char) Integer.parseInt(matcher.group(1), 16);
    }

    InvalidInput expected(String what) {
        return at(next(), "expected " + what + ", found " + found());
    }

    InvalidInput at(int offset, String message) {
        return new InvalidInput(place(offset) + message);
    }

    /** A broken constraint, with the place of what breaks it. */
    InvalidInput at(int offset, IllTyped cause) {
        return new InvalidInput(place(offset) + cause.getMessage(), cause);
    }

    private String place(int offset) {
        int line = 1;
        int lineStart = 0;
        for (int end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', lineStart)) {
            line++;
            lineStart = end + 1;
        }
        return "line " + line + ", column " + (offset - lineStart + 1) + ": ";
    }

    /** The token that comes next, not taken; empty at the end. */
    String peek() {
        Matcher matcher = TOKEN.matcher(text).region(next(), text.length());
        return matcher.lookingAt() ? matcher.group() : "";
    }

    private String found() {
        String token = peek();
        if (token.isEmpty()) {
            return "the end";
        }
        return "'" + (token.length() > SHOWN ? token.substring(0, SHOWN) + "..." : token) + "'";
    }
}
