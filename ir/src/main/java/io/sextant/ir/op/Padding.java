package io.sextant.ir.op;

import java.util.List;

/** Zero padding before and after each spatial dimension. Written {@code before:after}, e.g. {@code [1,1]:[1,1]}. */
record Padding(List<Integer> before, List<Integer> after) {
    @Override
    public String toString() {
        return before + ":" + after;
    }
}
