/** Mixed programs in the process that runs them. Knows the running of compiled networks and ONNX Runtime's Java side, no graph. */
package io.sextant.codegen.mixed.run;
