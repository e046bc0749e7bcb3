/**
 * TFLite as the peer: models that are read or written here run in TFLite itself, without delegates, and every tensor is compared.
 */
package io.sextant.tests.tflite;
