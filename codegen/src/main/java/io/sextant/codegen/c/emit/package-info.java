/** Networks as C to take away: source, header, weights, an example that runs them, and the shared object that was proven. */
package io.sextant.codegen.c.emit;
