package io.sextant.ir.interpret;

import io.sextant.ir.op.Gru;
import io.sextant.ir.op.Lstm;
import io.sextant.ir.op.Recurrence;
import io.sextant.ir.type.TensorType;
import java.util.List;
import java.util.Optional;

/** Recurrent operators: one position after the other, each sample and direction by itself. */
final class Recurrences {
    /**
     * Weights (D, channels, columns), recurrent weights (D, hidden, columns) and bias (D, 2 columns), of which the first half goes with
     * the input. Gate g of element j is column g hidden + j.
     */
    record Gates(float[] weights, float[] recurrentWeights, Optional<float[]> bias, int channels, int columns) {
        /** One column of x W + b, for the channels x that begin at {@code offset} of the input. */
        double ofInput(int direction, int column, float[] input, int offset) {
            double sum = bias(direction, column);
            for (int k = 0; k < channels; k++) {
                sum += (double) input[offset + k] * weights[(direction * channels + k) * columns + column];
            }
            return sum;
        }

        /** One column of h R + c. */
        double ofState(int direction, int column, double[] state, int hidden) {
            double sum = bias(direction, columns + column);
            for (int k = 0; k < hidden; k++) {
                sum += state[k] * recurrentWeights[(direction * hidden + k) * columns + column];
            }
            return sum;
        }

        private double bias(int direction, int column) {
            return bias.isPresent() ? bias.get()[direction * 2 * columns + column] : 0;
        }
    }

    /** What a sequence leaves behind at one position, from what it left at the one before. */
    private interface Step {
        /** @param offset where the position's channels begin in the input */
        double[] next(int direction, int offset, double[] memory);
    }

    private Recurrences() {
    }

    static float[] gru(Gru op, Gates gates, float[] input, Optional<float[]> initial) {
        int hidden = op.hidden();
        Walk walk = new Walk(op.input().type(), op.direction(), hidden, 0);
        return walk.run(op.result() == Gru.Result.STATES, (direction, offset, state) -> {
            double[] reset = new double[hidden];
            for (int j = 0; j < hidden; j++) {
                int column = hidden + j;
                reset[j] = sigmoid(gates.ofInput(direction, column, input, offset) + gates.ofState(direction, column, state, hidden));
            }
            double[] kept = product(reset, state);
            double[] next = new double[hidden];
            for (int j = 0; j < hidden; j++) {
                double update = sigmoid(gates.ofInput(direction, j, input, offset) + gates.ofState(direction, j, state, hidden));
                int column = 2 * hidden + j;
                double remembered = op.linearBeforeReset() ? reset[j] * gates.ofState(direction, column, state, hidden)
                    : gates.ofState(direction, column, kept, hidden);
                next[j] = (1 - update) * Math.tanh(gates.ofInput(direction, column, input, offset) + remembered) + update * state[j];
            }
            return next;
        }, List.of(initial));
    }

    /** The memory is state and cell, one after the other. */
    static float[] lstm(Lstm op, Gates gates, float[] input, Optional<float[]> initial, Optional<float[]> initialCell) {
        int hidden = op.hidden();
        Walk walk = new Walk(op.input().type(), op.direction(), hidden, op.result() == Lstm.Result.LAST_CELL ? hidden : 0);
        return walk.run(op.result() == Lstm.Result.STATES, (direction, offset, memory) -> {
            double[] next = new double[2 * hidden];
            for (int j = 0; j < hidden; j++) {
                double[] sums = new double[Lstm.GATES];
                for (int gate = 0; gate < sums.length; gate++) {
                    int column = gate * hidden + j;
                    sums[gate] = gates.ofInput(direction, column, input, offset) + gates.ofState(direction, column, memory, hidden);
                }
                double cell = sigmoid(sums[2]) * memory[hidden + j] + sigmoid(sums[0]) * Math.tanh(sums[3]);
                next[hidden + j] = cell;
                next[j] = sigmoid(sums[1]) * Math.tanh(cell);
            }
            return next;
        }, List.of(initial, initialCell));
    }

    private static double[] product(double[] a, double[] b) {
        double[] product = new double[a.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = a[i] * b[i];
        }
        return product;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /**
     * The order in which positions are taken.
     *
     * @param taken where in the memory the values begin that are the result
     */
    private record Walk(TensorType input, Recurrence.Direction direction, int hidden, int taken) {
        /** @param initial what the memory begins with, (N, D, hidden) each; 0 where absent */
        float[] run(boolean all, Step step, List<Optional<float[]>> initial) {
            int length = input.dim(1);
            int directions = direction.count();
            float[] result = new float[input.dim(0) * directions * hidden * (all ? length : 1)];
            for (int n = 0; n < input.dim(0); n++) {
                for (int d = 0; d < directions; d++) {
                    boolean backwards = direction == Recurrence.Direction.REVERSE || d == 1;
                    double[] memory = start(n * directions + d, initial);
                    for (int k = 0; k < length; k++) {
                        int position = n * length + (backwards ? length - 1 - k : k);
                        memory = step.next(d, position * input.dim(2), memory);
                        write(memory, result, all ? position * directions + d : n * directions + d);
                    }
                }
            }
            return result;
        }

        private void write(double[] memory, float[] result, int row) {
            for (int j = 0; j < hidden; j++) {
                result[row * hidden + j] = (float) memory[taken + j];
            }
        }

        private double[] start(int row, List<Optional<float[]>> initial) {
            double[] memory = new double[initial.size() * hidden];
            for (int i = 0; i < memory.length; i++) {
                int at = row * hidden + i % hidden;
                memory[i] = initial.get(i / hidden).map(values -> values[at]).orElse(0f);
            }
            return memory;
        }
    }
}
