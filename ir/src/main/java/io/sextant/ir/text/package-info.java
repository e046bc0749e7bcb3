/**
 * The text form of graphs, for people to read and for files: printing, parsing and near matches for misspelt names. Everything about an
 * operator is read from its {@link io.sextant.ir.op.OpSchema}, so a new operator needs no code here. Text is untrusted: whatever is
 * wrong with it is one message with line and column.
 */
package io.sextant.ir.text;
