package io.sextant.ir.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sextant.ir.graph.GraphBuilder;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.op.Dense;
import io.sextant.ir.op.Unary;
import io.sextant.ir.op.Value;
import io.sextant.ir.tensor.Tensor;
import io.sextant.ir.type.TensorType;
import java.io.StringReader;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PictureAndTextTest {
    private static final String HOSTILE = "</svg><script>alert('1')</script>\u0000 & \"x\"";

    private static MemoryPlan plan() {
        GraphBuilder builder = new GraphBuilder("dense");
        Value x = builder.input(HOSTILE, TensorType.f32(1, 64));
        Value wide = builder.add(new Dense(x, builder.constant(Tensor.zeros(TensorType.f32(64, 1024))), Optional.empty()));
        Value relu = builder.add(new Unary(wide, Unary.Kind.RELU));
        Value y = builder.add(new Dense(relu, builder.constant(Tensor.zeros(TensorType.f32(1024, 8))), Optional.empty()));
        return MemoryPlan.of(builder.output("y", y).build(), Fusion.NONE, new Storing(Sharing.IN_PLACE, 16, kernel -> 32), Effort.USUAL);
    }

    @Test
    void thePictureIsXmlWithARectangleForEachLife() throws Exception {
        MemoryPlan plan = plan();
        String svg = LifetimePicture.svg(plan.arena());
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        NodeList rectangles = document.getElementsByTagName("rect");
        assertEquals(plan.arena().spans().size(), rectangles.getLength());
        double height = 0;
        for (int i = 0; i < rectangles.getLength(); i++) {
            Element rectangle = (Element) rectangles.item(i);
            height = Math.max(height, Double.parseDouble(rectangle.getAttribute("height")));
            double left = Double.parseDouble(rectangle.getAttribute("x"));
            assertTrue(left >= 90 && left + Double.parseDouble(rectangle.getAttribute("width")) <= 960, "within the picture");
        }
        assertEquals(354.0 * 4096 / plan.arena().peakBytes(), height, 0.01);
    }

    @Test
    void namesAreEscapedAndBothSchemesHaveColours() {
        String svg = LifetimePicture.svg(plan().arena());
        assertFalse(svg.contains("<script"), svg);
        assertTrue(svg.contains("&lt;script&gt;") && svg.contains("prefers-color-scheme: dark"), svg);
    }

    @Test
    void theTextSaysPeakBoundGapAndWhatLiesThere() {
        String text = MemoryText.of(plan());
        assertTrue(text.startsWith("memory: peak 4,384 bytes, lower bound 4,384 bytes, gap 0.0 %" + System.lineSeparator()
            + "  fullest in step 1 of 3, dense 64->1024"), text);
        assertTrue(text.contains("4,096 bytes at") && text.contains("256 bytes at") && text.contains("32 bytes at"), text);
    }
}
