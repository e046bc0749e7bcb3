/** Whether compiled code computes what its graph says, found out in a child process before anybody else runs it. */
package io.sextant.codegen.c.proof;
