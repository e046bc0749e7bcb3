/**
 * Search spaces: declared as data (YAML), counted, sampled, mutated and lowered to graphs.
 *
 * <p>{@link io.sextant.search.space.Spaces} finds a space by name or path, {@link io.sextant.search.space.SpaceFile} reads one. A
 * space is a chain of stages of inverted-residual or attention blocks over one or two spatial dimensions, and can be cut into the links of that
 * chain ({@link io.sextant.search.space.SpacePart}). Knows the IR, never a device or a strategy.
 */
package io.sextant.search.space;
