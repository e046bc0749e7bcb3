/** Compiled networks in the process that runs them: a worker with a short class path, or the one that times them. */
package io.sextant.codegen.c.run;
