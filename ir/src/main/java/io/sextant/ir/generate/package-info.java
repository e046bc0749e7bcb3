/**
 * Random well-typed graphs over all operators, each a function of its seed, with inputs on which they compute finite numbers as a rule
 * (after NNSmith, Liu et al., 2023, and NeuRI, Liu et al., 2023).
 */
package io.sextant.ir.generate;
