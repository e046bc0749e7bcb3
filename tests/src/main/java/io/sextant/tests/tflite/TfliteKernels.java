package io.sextant.tests.tflite;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.TfLiteContext;
import org.bytedeco.tensorflowlite.TfLiteRegistration;
import org.bytedeco.tensorflowlite.presets.tensorflowlite;

/** Where TFLite finds its operators. */
final class TfliteKernels {
    /** More than any resolver takes. */
    private static final int RESOLVER_BYTES = 1 << 12;
    private static final String REFERENCE_CONSTRUCTOR = "_ZN6tflite3ops7builtin20BuiltinRefOpResolverC1Ev";

    private static OpResolver optimised;
    private static OpResolver reference;

    private TfliteKernels() {
    }

    static OpResolver resolver(int kernels) {
        return TfliteRuntime.Kernels.values()[kernels] == TfliteRuntime.Kernels.OPTIMISED ? optimised() : reference();
    }

    private static OpResolver optimised() {
        if (optimised == null) {
            optimised = new BuiltinOpResolverWithoutDefaultDelegates();
        }
        return optimised;
    }

    /** The preset does not know the class, but its library holds it: a constructor is a function of {@code this}. */
    private static OpResolver reference() {
        if (reference == null) {
            Loader.loadGlobal(Loader.load(tensorflowlite.class));
            PointerPointer<Pointer> function = new PointerPointer<>(1);
            function.put(Loader.addressof(REFERENCE_CONSTRUCTOR));
            Pointer resolver = Pointer.calloc(1, RESOLVER_BYTES);
            new TfLiteRegistration.Free_TfLiteContext_Pointer(function).call(new TfLiteContext(resolver), null);
            reference = new OpResolver(resolver);
        }
        return reference;
    }
}
