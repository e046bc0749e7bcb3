/**
 * Data sets to train on, generated procedurally: nothing is downloaded.
 */
package io.sextant.training.data;
