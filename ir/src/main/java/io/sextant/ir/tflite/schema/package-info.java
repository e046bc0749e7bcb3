/**
 * What reading and writing TFLite files share: the built-in operators by code and name, element types, and the building of a file from
 * tensors and operators. Knows tensors and types.
 */
package io.sextant.ir.tflite.schema;
