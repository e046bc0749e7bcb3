package io.sextant.ir.generate;

import io.sextant.ir.op.Op;
import io.sextant.ir.op.Value;

/** Draws an operator whose first operand is a given value. */
interface Proposal {
    /** @throws io.sextant.ir.type.IllTyped if it does not fit the value, or what was drawn does not fit together */
    Op on(Value input);
}
