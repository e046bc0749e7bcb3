package io.sextant.search.space;

/** Which blocks add their input to their result. */
enum Residual {
    /** Those whose result has the type of the input. */
    MATCHING,
    /** All of the stage; the others are ill-typed. */
    ALWAYS,
    /** None. */
    NEVER
}
