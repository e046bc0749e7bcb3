/**
 * Hashes that name contents. Knows nothing else.
 */
package io.sextant.ir.digest;
