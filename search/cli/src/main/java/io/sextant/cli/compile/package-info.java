/**
 * The command {@code compile}: a model rewritten by rules, checked, and written in another form.
 */
package io.sextant.cli.compile;
