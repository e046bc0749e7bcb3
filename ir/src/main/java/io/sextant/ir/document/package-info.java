/**
 * YAML documents that people write: read strictly, so that a slip of the pen is a message with file, line and key and not a wrong
 * result, and written so that they can be edited. Knows files, near matches of names and how unusable input is reported.
 */
package io.sextant.ir.document;
