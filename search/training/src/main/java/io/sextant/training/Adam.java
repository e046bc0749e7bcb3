package io.sextant.training;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Adam with decoupled weight decay (Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019, algorithm 2). */
final class Adam {
    private static final double FIRST_DECAY = 0.9;
    private static final double SECOND_DECAY = 0.999;
    private static final double EPSILON = 1e-8;

    private final Parameters parameters;
    private final double weightDecay;
    private final Tensor first;
    private final Tensor second;
    private int steps;

    Adam(Parameters parameters, double weightDecay) {
        this.parameters = parameters;
        this.weightDecay = weightDecay;
        this.first = torch.zeros_like(parameters.flat());
        this.second = torch.zeros_like(parameters.flat());
    }

    /** Moves the parameters against their gradient and clears it. */
    void step(double rate) {
        steps++;
        Tensor gradient = parameters.gradient();
        if (weightDecay > 0 && parameters.decayed() > 0) {
            parameters.flat().narrow(0, 0, parameters.decayed()).mul_(new Scalar(1 - rate * weightDecay));
        }
        first.lerp_(gradient, new Scalar(1 - FIRST_DECAY));
        second.mul_(new Scalar(SECOND_DECAY)).addcmul_(gradient, gradient, new Scalar(1 - SECOND_DECAY));
        Tensor deviation = second.sqrt().div_(new Scalar(Math.sqrt(1 - Math.pow(SECOND_DECAY, steps)))).add_(new Scalar(EPSILON));
        parameters.flat().addcdiv_(first, deviation, new Scalar(-rate / (1 - Math.pow(FIRST_DECAY, steps))));
        gradient.zero_();
    }
}
