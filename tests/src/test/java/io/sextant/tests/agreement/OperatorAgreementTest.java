package io.sextant.tests.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.interpret.Interpreter;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.tflite.read.TfliteImport;
import io.sextant.ir.tflite.write.TfliteExport;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each operator on integers: TFLite computes to the bit what the interpreter does, and what is read back is what was written. */
class OperatorAgreementTest {
    private static final int CASES = 20;

    static Iterable<String> operators() {
        return OperatorCases.names();
    }

    @ParameterizedTest
    @MethodSource("operators")
    void tfliteComputesTheSame(String operator) {
        AgreementTable.Row row = AgreementTable.row(operator, CASES);
        assertTrue(row.isExact(), row::toString);
        assertTrue(row.agreement().elements() > CASES, row::toString);
    }

    @ParameterizedTest
    @MethodSource("operators")
    void comesBackAsItWas(String operator) {
        for (int seed = 0; seed < CASES; seed++) {
            QuantisedCase example = OperatorCases.of(operator, seed);
            byte[] written = TfliteExport.bytes(example.graph());
            Graph read = TfliteImport.parse(written, "written");
            List<Tensor> ours = Interpreter.run(example.graph(), example.inputs());
            List<Tensor> back = Interpreter.run(read, example.inputs());
            assertEquals(new Agreement(ours.get(0).type().elements(), 0, 0), Agreement.between(ours.get(0), back.get(0)),
                operator + ", seed " + seed);
            assertEquals(ours.get(0).type(), back.get(0).type());
        }
    }
}
