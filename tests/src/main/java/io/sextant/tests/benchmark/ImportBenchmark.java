package io.sextant.tests.benchmark;

import io.sextant.codegen.onnxruntime.OnnxRuntimeModel;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.onnx.OnnxExport;
import io.sextant.ir.onnx.OnnxImport;
import io.sextant.ir.rewrite.FunctionalHash;
import io.sextant.ir.rewrite.Rewrites;
import io.sextant.ir.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What passes between a model file of MobileNetV3-Large (22 MB) and a graph that is ready for a backend. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ImportBenchmark {
    private static final String SOURCE = "mobilenet_v3_large.onnx";

    private byte[] model;
    private Graph imported;
    private Graph rewritten;

    /** The same model in every run. */
    @Setup
    public void write() {
        model = OnnxExport.toBytes(MobileNetV3Large.graph());
        imported = OnnxImport.parse(model, SOURCE);
        rewritten = Rewrites.INFERENCE.run(imported).graph();
    }

    /** Import, all passes and the hash, one after the other. */
    @Benchmark
    public String everything() {
        return FunctionalHash.structure(Rewrites.INFERENCE.run(OnnxImport.parse(model, SOURCE)).graph());
    }

    /** The same, and every weight of what comes out is made: weights are recipes until somebody reads them. */
    @Benchmark
    public String everythingWithWeights() {
        Graph graph = Rewrites.INFERENCE.run(OnnxImport.parse(model, SOURCE)).graph();
        graph.constants().values().forEach(Tensor::floats);
        return FunctionalHash.structure(graph);
    }

    @Benchmark
    public Graph parse() {
        return OnnxImport.parse(model, SOURCE);
    }

    @Benchmark
    public Graph rewrite() {
        return Rewrites.INFERENCE.run(imported).graph();
    }

    @Benchmark
    public String hash() {
        return FunctionalHash.structure(rewritten);
    }

    /** The peer: ONNX Runtime reads the same bytes and optimises the graph, ready to run. */
    @Benchmark
    public void sessionOfOnnxRuntime() {
        OnnxRuntimeModel.open(model).close();
    }
}
