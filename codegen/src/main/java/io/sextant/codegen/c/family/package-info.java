/**
 * How kernels become C: a family knows the templates of {@code native} that do a kernel, the schedules to choose from, and how its weights
 * are packed. Knows nothing of networks, compilers or processes.
 */
package io.sextant.codegen.c.family;
