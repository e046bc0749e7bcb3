package io.sextant.ir.tflite.read;

/** Reads one kind of operator into a graph. */
@FunctionalInterface
interface OperatorImport {
    /**
     * Binds the operator's results.
     *
     * @throws io.sextant.ir.InvalidInput without the place, which the caller adds, if the operator cannot be read
     * @throws io.sextant.ir.type.IllTyped if an operator's constraints do not hold
     */
    void read(OperatorReading operator);
}
