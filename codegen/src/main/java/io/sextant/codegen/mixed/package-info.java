/**
 * Networks that several backends run together, each a stretch of kernels: which, by the times of kernels in their places and the measured
 * cost of crossing from one backend to another; and programs of such stretches. Knows the backends {@code c} and {@code onnxruntime}.
 */
package io.sextant.codegen.mixed;
