/**
 * What is known of a network before anything of it is measured, and what follows: who is not worth proposing or measuring. Knows spaces,
 * limits and the memory planner, never a device.
 */
package io.sextant.search.screening;
