package io.sextant.codegen.c.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.codegen.c.CBackend;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.op.Binary;
import io.sextant.ir.op.Cast;
import io.sextant.ir.op.Value;
import io.sextant.ir.type.DType;
import io.sextant.ir.type.Shape;
import io.sextant.ir.type.TensorType;
import io.sextant.kernel.Isa;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CExecutorTest {
    @TempDir
    Path folder;

    private List<String> inputTypes(DType second) throws IOException {
        GraphBuilder graph = new GraphBuilder("typed");
        Value first = graph.input("x", TensorType.f32(6));
        Value other = graph.input("i", new TensorType(second, Shape.of(6)));
        Value cast = second == DType.F32 ? other : graph.add(new Cast(other, DType.F32));
        Graph whole = graph.output("y", graph.add(new Binary(first, cast, Binary.Kind.ADD))).build();
        Path home = Path.of(System.getProperty("sextant.test.home", folder.resolve("home").toString()));
        Path object = new CBackend(home, Isa.X86_64, CWorkers::command).compile(whole, folder).artifact();
        try (NativeNetwork network = new NativeNetwork(object, CExecutor.entry(object))) {
            return network.inputTypes();
        }
    }

    @Test
    void inputsAreMadeUpByTheirTypes() throws IOException {
        assertEquals(List.of("f32", "f32"), inputTypes(DType.F32));
        assertEquals(List.of("f32", "i64"), inputTypes(DType.I64));
        ByteBuffer elements = ByteBuffer.allocate(16);
        CExecutor.fill(elements, "i64");
        assertEquals(1, elements.getLong(0));
        assertEquals(1, elements.getLong(8));
        byte[] flags = new byte[4];
        CExecutor.fill(ByteBuffer.wrap(flags), "bool");
        assertArrayEquals(new byte[] {1, 1, 1, 1}, flags);
        ByteBuffer floats = ByteBuffer.allocate(8);
        CExecutor.fill(floats, "f32");
        assertTrue(Math.abs(floats.getFloat(0)) <= 1 && floats.getFloat(0) != floats.getFloat(4));
    }
}
