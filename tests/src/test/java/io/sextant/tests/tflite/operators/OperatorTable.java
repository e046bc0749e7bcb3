package io.sextant.tests.tflite.operators;

import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Pool;
import io.sextant.ir.op.Reduce;
import io.sextant.ir.op.Unary;
import io.sextant.ir.type.DType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.tensorflow.lite.schema.BuiltinOperator;

/** Generators of random cases of all operators whose integers TFLite defines, by name; a case is a function of its seed. */
final class OperatorTable {
    private final Map<String, LongFunction<OperatorCase>> generators = new LinkedHashMap<>();

    private OperatorTable() {
        for (DType dtype : List.of(DType.I8, DType.U8)) {
            products(dtype);
            windows(dtype);
            arithmetic(dtype);
            functions(dtype);
        }
        windows(DType.I16);
        arithmetic(DType.I16);
        add("ELU", DType.I8, ElementCases::new, ElementCases::elu);
        add("EXP", DType.I8, ElementCases::new, ElementCases::exp);
        add("ABS", DType.I8, ElementCases::new, cases -> cases.unary(Unary.Kind.ABS, BuiltinOperator.ABS));
        add("LOG", DType.I8, ElementCases::new, cases -> cases.unary(Unary.Kind.LOG, BuiltinOperator.LOG));
    }

    static Map<String, LongFunction<OperatorCase>> generators() {
        return new OperatorTable().generators;
    }

    private <C> void add(String name, DType dtype, BiFunction<Long, DType, C> cases, Function<C, OperatorCase> drawn) {
        generators.put(name + " " + dtype.text(), seed -> drawn.apply(cases.apply(seed, dtype)));
    }

    private void products(DType dtype) {
        add("CONV_2D", dtype, ProductCases::new, ProductCases::convolution);
        add("DEPTHWISE_CONV_2D", dtype, ProductCases::new, ProductCases::depthwise);
        add("FULLY_CONNECTED", dtype, ProductCases::new, ProductCases::dense);
        if (dtype == DType.I8) {
            add("CONV_2D in groups", dtype, ProductCases::new, ProductCases::grouped);
            add("BATCH_MATMUL", dtype, ProductCases::new, ProductCases::matMul);
        }
    }

    private void windows(DType dtype) {
        add("MAX_POOL_2D", dtype, WindowCases::new, cases -> cases.pool(Pool.Kind.MAX));
        add("AVERAGE_POOL_2D", dtype, WindowCases::new, cases -> cases.pool(Pool.Kind.AVERAGE));
        add("MEAN over an image", dtype, WindowCases::new, WindowCases::globalPool);
        add("MEAN", dtype, WindowCases::new, cases -> cases.reduce(Reduce.Kind.MEAN, BuiltinOperator.MEAN));
        add("SUM", dtype, WindowCases::new, cases -> cases.reduce(Reduce.Kind.SUM, BuiltinOperator.SUM));
        add("REDUCE_MAX", dtype, WindowCases::new, cases -> cases.reduce(Reduce.Kind.MAX, BuiltinOperator.REDUCE_MAX));
        add("REDUCE_MIN", dtype, WindowCases::new, cases -> cases.reduce(Reduce.Kind.MIN, BuiltinOperator.REDUCE_MIN));
        add("RESIZE_BILINEAR", dtype, WindowCases::new, WindowCases::bilinear);
        add("RESIZE_NEAREST_NEIGHBOR", dtype, WindowCases::new, WindowCases::nearest);
    }

    private void arithmetic(DType dtype) {
        for (Binary.Kind kind : List.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.MIN, Binary.Kind.MAX)) {
            add(kind.toString(), dtype, ElementCases::new, cases -> cases.binary(kind));
        }
        add("QUANTIZE of integers", dtype, ElementCases::new, ElementCases::requantize);
        add("QUANTIZE of reals", dtype, ElementCases::new, ElementCases::quantize);
        add("DEQUANTIZE", dtype, ElementCases::new, ElementCases::dequantize);
    }

    private void functions(DType dtype) {
        add("RELU", dtype, ElementCases::new, ElementCases::relu);
        add("RELU6", dtype, ElementCases::new, ElementCases::relu6);
        add("RELU_N1_TO_1", dtype, ElementCases::new, ElementCases::reluN1To1);
        add("HARD_SWISH", dtype, ElementCases::new, ElementCases::hardSwish);
        add("LEAKY_RELU", dtype, ElementCases::new, ElementCases::leakyRelu);
        add("GELU", dtype, ElementCases::new, ElementCases::gelu);
        add("LOGISTIC", dtype, ElementCases::new, ElementCases::logistic);
        add("TANH", dtype, ElementCases::new, ElementCases::tanh);
        add("SOFTMAX", dtype, ElementCases::new, ElementCases::softmax);
    }
}
