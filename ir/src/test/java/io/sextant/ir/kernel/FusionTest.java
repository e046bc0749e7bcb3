package io.sextant.ir.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sextant.ir.InvalidInput;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FusionTest {
    @Test
    void readsAndPrintsChains() {
        Fusion fusion = Fusion.parse("convolution > batch_norm > binary(add) > unary(relu6,relu)", "dense>unary");
        assertEquals("convolution > batch_norm > binary(add) > unary(relu, relu6); dense > unary", fusion.toString());
        assertEquals(new Step("unary", Set.of("relu", "relu6")), fusion.chains().get(0).followers().get(2));
        assertEquals(fusion, Fusion.parse(fusion.toString().split("; ")));
        assertEquals("", Fusion.NONE.toString());
    }

    @Test
    void refusesWhatDoesNotExist() {
        refused("fusion step: there is no operator 'convolutoin'; did you mean 'convolution'?", "convolutoin > unary");
        refused("fusion step: there is no kind of unary 'rely'; did you mean 'relu'?", "unary(rely)");
        refused("fusion step: there is no kind of dense 'relu'; known: ", "dense(relu)");
        refused("fusion step '': expected an operator, or an operator with kinds as in unary(relu, relu6)", "dense > ");
    }

    private static void refused(String message, String chain) {
        assertEquals(message, assertThrows(InvalidInput.class, () -> Fusion.parse(chain)).getMessage());
    }
}
