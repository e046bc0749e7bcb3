/** Whole networks as one translation unit, kernels and arena together, and the shared objects made of it. */
package io.sextant.codegen.c.network;
