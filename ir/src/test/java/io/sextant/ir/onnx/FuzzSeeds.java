package io.sextant.ir.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.sextant.ir.testing.RandomGraphs;
import io.sextant.ir.type.DType;
import java.util.ArrayList;
import java.util.List;

/** Whole models to damage: exported ones, and foreign ones with every operator that is read. */
final class FuzzSeeds {
    static final String EXTERNAL_FILE = "weights.bin";
    static final int EXTERNAL_BYTES = 1 << 16;
    private static final int NODES = 12;
    private static final int RANDOM = 50;

    private FuzzSeeds() {
    }

    static List<byte[]> all() {
        List<byte[]> seeds = new ArrayList<>();
        for (int seed = 0; seed < RANDOM; seed++) {
            seeds.add(OnnxExport.toBytes(RandomGraphs.graph(seed, NODES)));
        }
        seeds.add(OnnxExport.toBytes(Networks.mobileNetV2()));
        seeds.add(OnnxExport.toBytes(Networks.transformer()));
        seeds.add(external().bytes());
        seeds.add(choice().bytes());
        ImporterTest.all().forEach(each -> seeds.add(each.model().bytes()));
        return seeds;
    }

    private static ForeignModel choice() {
        GraphProto.Builder relu = GraphProto.newBuilder().addNode(NodeProto.newBuilder().setOpType("Relu").addInput("x").addOutput("p"));
        relu.addOutputBuilder().setName("p");
        GraphProto.Builder tanh = GraphProto.newBuilder().addNode(NodeProto.newBuilder().setOpType("Tanh").addInput("x").addOutput("q"));
        tanh.addOutputBuilder().setName("q");
        return new ForeignModel(17).input("x", 2, 3).tensor("c", ImportCases.ints(DType.BOOL, List.of(), 1))
            .node("If", "c", "y", branch("then_branch", relu), branch("else_branch", tanh)).output("y");
    }

    private static AttributeProto branch(String name, GraphProto.Builder graph) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.GRAPH).setG(graph).build();
    }

    private static ForeignModel external() {
        ForeignModel model = new ForeignModel(17).input("x", 1, 3, 6, 8).weights("w", 4, 3, 3, 3).node("Conv", "x w", "y").output("y");
        model.proto().getInitializerBuilder(0).clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", EXTERNAL_FILE)).addExternalData(entry("offset", "64")).addExternalData(entry("length",
                "432"));
        return model;
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
