/**
 * The clang and lld that come from Maven Central, and the native sources that they compile. Knows only the IR.
 */
package io.sextant.toolchain;
