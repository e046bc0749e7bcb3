/**
 * Element types, shapes and tensor types; classes of element types and the signatures that operators are made of; constraints T1.. and
 * the exception of all ill-typed IR.
 */
package io.sextant.ir.type;
