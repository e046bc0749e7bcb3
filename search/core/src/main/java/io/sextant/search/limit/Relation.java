package io.sextant.search.limit;

/** How a metric is held against a bound. */
public enum Relation {
    AT_MOST("<="),
    AT_LEAST(">=");

    private final String symbol;

    Relation(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }
}
