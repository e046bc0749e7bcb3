package io.sextant.codegen.onnxruntime;

import java.util.List;
import java.util.Locale;

/**
 * A network's time divided among its operators by ONNX Runtime's profile. The profiler adds about the same time to every operator,
 * so small ones look larger than they are: what the profile has more than the network takes is first taken off in equal parts, as
 * far as the smallest keeps a tenth of its own; then all are scaled to the total.
 *
 * @param nanoseconds per operator; they add up to the network's time
 * @param method      says so, with the numbers
 */
record ProfileDivision(List<Double> nanoseconds, String method) {
    private static final double LARGEST_CUT = 0.9;

    static ProfileDivision of(List<ProfiledNode> nodes, double totalNanos) {
        double profiled = nodes.stream().mapToDouble(ProfiledNode::medianMicros).sum() * 1e3;
        double smallest = nodes.stream().mapToDouble(ProfiledNode::medianMicros).min().orElseThrow() * 1e3;
        double cut = Math.max(0, Math.min((profiled - totalNanos) / nodes.size(), LARGEST_CUT * smallest));
        double scale = totalNanos / (profiled - cut * nodes.size());
        List<Double> nanoseconds = nodes.stream().map(node -> (node.medianMicros() * 1e3 - cut) * scale).toList();
        return new ProfileDivision(nanoseconds, String.format(Locale.ROOT,
            "ONNX Runtime's profiler, less %.2f us per operator, rescaled by %.2f to the unprofiled total", cut / 1e3, scale));
    }
}
