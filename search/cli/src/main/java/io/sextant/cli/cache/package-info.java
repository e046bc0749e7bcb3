/**
 * What is kept in the program's folder: what there is, what of it is of this machine and of the versions in use, and what is to be
 * removed.
 */
package io.sextant.cli.cache;
