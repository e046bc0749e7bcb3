package io.sextant.codegen.c.tuning;

import io.sextant.codegen.c.family.Families;
import io.sextant.codegen.c.family.Family;
import io.sextant.codegen.c.family.Lowered;
import io.sextant.codegen.c.family.Schedule;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Port;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.kernel.Kernel;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A kernel that is tuned: alone, with weights and inputs drawn at random, so that none of it depends on the network where it was met.
 *
 * @param body    the kernel's graph with these weights
 * @param offered what its family offers, most of them so many
 */
record Subject(Kernel kernel, Graph body, PlacedKernel placed, Family family, List<Schedule> offered) {
    private static final float BOUND = 1;

    static Subject of(PlacedKernel met, List<Schedule> offered, Isa isa) {
        Kernel kernel = met.kernel();
        Map<Value, Tensor> weights = new HashMap<>();
        kernel.body().constants().keySet().forEach(value -> weights.put(value, numbers(value.type(), value.id())));
        Graph body = kernel.body().withConstants(weights);
        PlacedKernel placed = new PlacedKernel(kernel, body.nodes(), body.inputs().stream().map(Port::value).toList(),
            List.copyOf(body.constants().keySet()));
        return new Subject(kernel, body, placed, new Families(new Lowered(isa, body.constants()::get)).of(placed), offered);
    }

    List<Tensor> inputs() {
        List<Tensor> inputs = new ArrayList<>();
        body.inputs().forEach(input -> inputs.add(numbers(input.value().type(), inputs.size())));
        return inputs;
    }

    /** Of floats as they are in networks; of others 0 and 1, the first of each row 1, lest a mask hides all of it. */
    private static Tensor numbers(TensorType type, int seed) {
        if (type.dtype().isFloating()) {
            return Tensor.random(type, seed, BOUND);
        }
        int row = type.rank() == 0 ? 1 : type.shape().last();
        int[] numbers = new SplittableRandom(seed).ints(type.elements(), 0, 2).toArray();
        for (int i = 0; i < numbers.length; i += row) {
            numbers[i] = 1;
        }
        return type.dtype().storage() == DType.Storage.LONGS ? Tensor.ofLongs(type, Arrays.stream(numbers).asLongStream().toArray())
            : Tensor.ofInts(type, numbers);
    }

    /** By the reference interpreter, which takes some seconds per 10^9 multiply-accumulates. */
    Tensor expected() {
        return Interpreter.run(body, inputs()).get(0);
    }
}
