/**
 * What a run leaves behind: the folder runs/&lt;id&gt; with its journal, results, models and report.
 */
package io.sextant.cli.run;
