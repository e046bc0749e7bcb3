package io.sextant.codegen.onnxruntime;

import io.sextant.ir.graph.Graph;
import io.sextant.ir.graph.Node;
import io.sextant.ir.graph.Port;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.kernel.Kernels;
import io.sextant.ir.kernel.PlacedKernel;
import io.sextant.ir.op.Op;
import io.sextant.ir.op.OpSchema;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * From the names of an optimised model back to the kernels of the graph that was exported. The export names nodes
 * {@code OPERATOR_INDEX} or {@code OPERATOR_INDEX_STEP}; ONNX Runtime keeps a name, or names what it made from several nodes after
 * the first node or after the last one's result, with something around it ({@code relu_5_nchwc}, {@code fused dense_24},
 * {@code silu_12/QuickGeluFusion/}). What it takes apart (HardSwish) loses its name and is known by its place.
 */
final class NodeTrace {
    private static final Pattern EXPORTED = Pattern.compile("(?:fused )?([a-z][a-z0-9_]*?)_([0-9]{1,6})(?:[_/].*)?");
    private static final Pattern LAYOUT_CHANGE = Pattern.compile(".*_(channels_last|channels_first|transposed)(_[0-9]+)?");

    private final OnnxRuntimeForm form;
    private final List<PlacedKernel> kernels;
    private final Map<Value, Integer> kernelOf = new HashMap<>();
    private final Map<String, Value> outputs = new HashMap<>();

    NodeTrace(Graph graph, Fusion fusion) {
        form = OnnxRuntimeForm.of(graph);
        kernels = Kernels.of(graph, fusion);
        for (int i = 0; i < kernels.size(); i++) {
            for (Node node : kernels.get(i).nodes()) {
                kernelOf.put(node.result(), i);
            }
        }
        for (Port output : graph.outputs()) {
            outputs.put(output.name(), output.value());
        }
    }

    /**
     * For each operator of a profile, in the order in which they run, its kernel; empty for changes of layout and for what cannot
     * be traced. Operators without a known name belong to the one kernel between their neighbours' that has no operator yet.
     */
    List<Optional<PlacedKernel>> kernels(List<ProfiledNode> profile) {
        List<Optional<Integer>> traced = new ArrayList<>(profile.stream().map(this::byName).toList());
        for (int begin = 0; begin < profile.size(); begin++) {
            int end = begin;
            while (end < profile.size() && traced.get(end).isEmpty()) {
                end++;
            }
            if (end > begin) {
                int after = begin == 0 ? -1 : traced.get(begin - 1).orElseThrow();
                int before = end == profile.size() ? kernels.size() : traced.get(end).orElseThrow();
                List<Integer> free = IntStream.range(after + 1, before).boxed()
                    .filter(i -> !traced.contains(Optional.of(i))).toList();
                for (int i = begin; i < end && free.size() == 1; i++) {
                    traced.set(i, isLayoutChange(profile.get(i)) ? Optional.empty() : Optional.of(free.get(0)));
                }
                begin = end;
            }
        }
        return traced.stream().map(index -> index.map(kernels::get)).toList();
    }

    private static boolean isLayoutChange(ProfiledNode node) {
        return node.operator().startsWith("Reorder") || LAYOUT_CHANGE.matcher(node.name()).matches();
    }

    private Optional<Integer> byName(ProfiledNode node) {
        if (isLayoutChange(node)) {
            return Optional.empty();
        }
        String name = node.name().replaceFirst("_nchwc$", "");
        if (outputs.containsKey(name)) {
            return Optional.ofNullable(kernelOf.get(outputs.get(name)));
        }
        Matcher matcher = EXPORTED.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int index = Integer.parseInt(matcher.group(2));
        List<Node> nodes = form.graph().nodes();
        boolean exported = index < nodes.size() && isNameOf(matcher.group(1), nodes.get(index).op());
        return exported ? form.source(index).map(kernelOf::get) : Optional.empty();
    }

    /** Operators are named by their mnemonic or by their kind, e.g. {@code relu}, {@code max_pool}. */
    private static boolean isNameOf(String name, Op op) {
        return name.equals(op.mnemonic()) || OpSchema.of(op.getClass()).components(op).stream()
            .anyMatch(part -> part instanceof Enum<?> kind && name.contains(kind.name().toLowerCase(Locale.ROOT)));
    }
}
