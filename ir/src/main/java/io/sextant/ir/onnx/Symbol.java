package io.sextant.ir.onnx;

import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;

/** What an ONNX name stands for: an IR tensor and the layout in which ONNX holds it. */
sealed interface Symbol {
    /** The type in IR order. */
    TensorType type();

    Layout layout();

    /** The same IR tensor, held in another layout. */
    Symbol heldIn(Layout layout);

    /** The shape in ONNX order. */
    default Shape onnxShape() {
        return new Shape(layout().toOnnx(type().shape().dims()));
    }

    /** A result or input of the graph. */
    record Activation(Value value, Layout layout) implements Symbol {
        @Override
        public TensorType type() {
            return value.type();
        }

        @Override
        public Symbol heldIn(Layout other) {
            return new Activation(value, other);
        }
    }

    /** A constant that has no value in the graph yet; {@code origin} is the ONNX name of {@code tensor}. */
    record Literal(String origin, Tensor tensor, Layout layout) implements Symbol {
        @Override
        public TensorType type() {
            return tensor.type();
        }

        @Override
        public Symbol heldIn(Layout other) {
            return new Literal(origin, tensor, other);
        }

        /** The tensor in ONNX order. */
        Tensor onnx() {
            return TensorPermutation.transpose(tensor, layout.axes());
        }
    }

    /** What a quantised constant stands for; {@code axis} is that of its IR tensor, 0 where there is one scale for all. */
    record Quantized(Literal literal, QuantizationImport.Scale scale, int axis, TensorType type) implements Symbol {
        @Override
        public Layout layout() {
            return literal.layout();
        }

        @Override
        public Symbol heldIn(Layout other) {
            return new Quantized((Literal) literal.heldIn(other), scale, axis, type);
        }
    }
}
