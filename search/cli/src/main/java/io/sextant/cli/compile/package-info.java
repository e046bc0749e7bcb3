/**
 * The command {@code compile}: a model rewritten by rules, checked, quantised if asked, and written in another form.
 */
package io.sextant.cli.compile;
