package io.sextant.cli.report.data;

/** What became of a candidate. */
public enum Outcome {
    FRONT("on the front"),
    DOMINATED("dominated"),
    OVER_LIMIT("over a limit"),
    /** The search's number met every limit, but measuring it as a finalist did not. */
    REMEASURED_OVER("over when re-measured"),
    NOT_TRAINED("not trained"),
    /** Its network is that of an earlier candidate, which has the outcome. */
    DUPLICATE("the same as an earlier one"),
    FAILED("failed");

    private final String text;

    Outcome(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** True if it met every limit as far as is known. */
    public boolean within() {
        return switch (this) {
            case FRONT, DOMINATED, NOT_TRAINED -> true;
            case OVER_LIMIT, REMEASURED_OVER, DUPLICATE, FAILED -> false;
        };
    }
}
