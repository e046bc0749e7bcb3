/**
 * What a network is: quantities and units, types, tensors, operators, graphs, text form, reference interpreter, cost, kernels,
 * and ONNX in and out. This module knows no other: no device, no backend, no search.
 */
package io.sextant.ir;
