/**
 * Names that people type: what they may have meant when a name is unknown. Knows nothing else.
 */
package io.sextant.ir.naming;
