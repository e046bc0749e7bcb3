package io.sextant.codegen.c.emit;

import io.sextant.ir.onnx.PortLayouts;

/**
 * What is asked for.
 *
 * @param model   how comments call what it was made of
 * @param maker   program and version that comments name
 * @param layouts how the model's file holds inputs and outputs
 */
public record Emission(CName name, WeightsForm weights, String model, String maker, PortLayouts layouts) {
}
