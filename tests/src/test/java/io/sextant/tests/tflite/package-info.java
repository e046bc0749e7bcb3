/** Tests of the runs of TFLite, and of what is read and written against TFLite itself. */
package io.sextant.tests.tflite;
