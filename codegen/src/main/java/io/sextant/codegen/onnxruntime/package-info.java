/**
 * The backend onnxruntime: exports the graph as ONNX and runs it in a worker process through ONNX Runtime's Java API.
 */
package io.sextant.codegen.onnxruntime;
