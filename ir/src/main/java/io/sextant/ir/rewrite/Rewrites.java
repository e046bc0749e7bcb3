package io.sextant.ir.rewrite;

/** The named pipelines. */
public final class Rewrites {
    private static final int SMALL = 64;

    /**
     * One form for graphs that are the same but for how they are written, whatever their weights hold: dead code, operators that do
     * nothing, common subexpressions. What trains differently, such as a batch normalisation, stays as it is.
     */
    public static final Pipeline STRUCTURE = Pipeline.of("structure", new RemoveDeadCode(), new RemoveIdentities(), new ComposeReshapes(),
        new ComposeTransposes(), new OrderUnitAxes(), new ComposeSlices(), new TightenSlices(), new RemoveRepeatedActivations(),
        new RemoveCommonSubexpressions());

    /** As {@link #STRUCTURE}, with equal constants taken for one, and without sums and products that do nothing. Reads all weights. */
    public static final Pipeline CANONICAL = STRUCTURE.then("canonical", new ShareConstants(Integer.MAX_VALUE),
        new RemoveNeutralOperands());

    /**
     * As {@link #STRUCTURE}, with quantised types in the place of operators that have scales and zero points as operands, as models in ONNX
     * have them; {@link io.sextant.ir.quantize.form.SpellOutQuantisation} is the way back.
     */
    public static final Pipeline QUANTISED = STRUCTURE.then("quantised", new RecogniseRequantize(), new ComposeRequantizes(),
        new MoveIntegers(), new RecogniseQuantized());

    /**
     * What every backend wants: quantised types; functions by their names, as long as folding has not taken them apart; then constants and batch
     * normalisation folded, parallel convolutions merged, and nothing computed that a slice leaves out.
     */
    public static final Pipeline INFERENCE = QUANTISED
        .then("named", new ShareConstants(SMALL), new RemoveNeutralOperands(), new FoldConstants(), new ClampFromExtremes(),
            new ComposeClamps(), new RecogniseRelu(), new RecogniseSilu(), new RecogniseHardSigmoid(), new RecogniseHardSwish(),
            new RecogniseGelu(), new RecogniseLayerNorm())
        .then("inference", new ReshapeFromTranspose(), new DenseFromMatMul(), new FoldPad(), new FoldBatchNorm(),
            new ScaleIntoConvolution(), new ScaleIntoLayerNorm(), new MergeParallelConvolutions(), new SliceBeforeOperators());

    private Rewrites() {
    }
}
