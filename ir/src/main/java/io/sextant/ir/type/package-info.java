/**
 * Element types, shapes and tensor types; constraints T1.. and the exception of all ill-typed IR.
 */
package io.sextant.ir.type;
