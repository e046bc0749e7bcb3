/** The agreement of exported models with TFLite, in brief. */
package io.sextant.tests.agreement;
