/**
 * Files that people give and get: read with a bound, written whole or not at all, and why one could not be used, in words. Knows only
 * how unusable input is reported.
 */
package io.sextant.ir.file;
