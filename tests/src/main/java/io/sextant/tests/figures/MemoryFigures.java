package io.sextant.tests.figures;

import io.sextant.ir.generate.GraphGenerator;
import io.sextant.ir.graph.Graph;
import io.sextant.ir.kernel.Fusion;
import io.sextant.ir.memory.ArenaPlan;
import io.sextant.ir.memory.Effort;
import io.sextant.ir.memory.MemoryPlan;
import io.sextant.ir.memory.PatchPlan;
import io.sextant.ir.memory.Sharing;
import io.sextant.ir.memory.Storing;
import io.sextant.tests.benchmark.EdgeNetworks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Arenas against what no order and placement can be below, for networks of edge devices and for generated graphs; the time that plans
 * take; and what patches save. Elements are f32; views, element-wise and depthwise kernels share storage with operands that die. The
 * peer of an arena is its lower bound.
 */
final class MemoryFigures implements FigureSet {
    private static final Fusion FUSION = Fusion.parse("convolution > binary(add) > unary", "dense > unary");
    private static final Storing STORING = Storing.with(Sharing.DEPTHWISE);
    private static final double GOAL_GAP = 0.02;
    private static final double GOAL_MILLIS = 1000;
    private static final double GOAL_PATCHES = 6;
    private static final double MOST_MACS = 2;
    private static final int GRAPHS = 200;
    private static final int QUICK_GRAPHS = 10;
    private static final int NODES = 24;

    private final List<Double> millis = new ArrayList<>();

    @Override
    public List<Figure> measure(boolean quick) {
        List<Figure> figures = new ArrayList<>();
        networks(quick).forEach((name, network) -> figures.add(gap(name, plan(network, FUSION))));
        figures.add(planningTime("networks above", millis));
        figures.addAll(generated(quick ? QUICK_GRAPHS : GRAPHS));
        figures.add(patches(quick ? 96 : 224));
        return figures;
    }

    private static Map<String, Graph> networks(boolean quick) {
        Map<String, Graph> networks = new LinkedHashMap<>();
        networks.put("MobileNetV2 1.0", EdgeNetworks.mobileNetV2(1, quick ? 96 : 224));
        networks.put("MobileNetV2 0.35", EdgeNetworks.mobileNetV2(0.35, quick ? 96 : 224));
        networks.put("MCUNet-like", EdgeNetworks.mcuNet());
        networks.put("MobileNetV1 0.25 (visual wake words)", EdgeNetworks.visualWakeWords());
        networks.put("ResNet-8 (image classification)", EdgeNetworks.imageClassification());
        networks.put("DS-CNN (keyword spotting)", EdgeNetworks.keywordSpotting());
        networks.put("autoencoder (anomaly detection)", EdgeNetworks.anomalyDetection());
        return networks;
    }

    private ArenaPlan plan(Graph graph, Fusion fusion) {
        long begun = System.nanoTime();
        ArenaPlan plan = MemoryPlan.of(graph, fusion, STORING, Effort.USUAL).arena();
        millis.add((System.nanoTime() - begun) / 1e6);
        return plan;
    }

    private static Figure gap(String name, ArenaPlan plan) {
        return new Figure(name + ", arena (peer: lower bound)", "<= 1.02", bytes(plan.lowerBound()), bytes(plan.peakBytes()),
            String.format(Locale.ROOT, "%.3f", 1 + plan.gap()), plan.gap() <= GOAL_GAP);
    }

    private static Figure planningTime(String what, List<Double> millis) {
        double median = median(millis);
        double most = millis.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return new Figure("planning of " + what + ", longest (median " + String.format(Locale.ROOT, "%.1f ms)", median), "<= 1000 ms", "-",
            String.format(Locale.ROOT, "%.1f ms", most), String.format(Locale.ROOT, "%.3f", most / GOAL_MILLIS), most <= GOAL_MILLIS);
    }

    private List<Figure> generated(int graphs) {
        millis.clear();
        Note.progress("planning " + graphs + " generated graphs");
        List<Double> gaps = IntStream.range(0, graphs).mapToObj(seed -> plan(GraphGenerator.sample(seed, NODES).graph(), Fusion.NONE).gap())
            .toList();
        double median = median(gaps);
        long optimal = gaps.stream().filter(gap -> gap == 0).count();
        double worst = gaps.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        String name = String.format(Locale.ROOT, "%d generated graphs, median of arena to lower bound (%d optimal, worst %.3f)", graphs, optimal,
            1 + worst);
        return List.of(new Figure(name, "<= 1.02", "1.000", String.format(Locale.ROOT, "%.3f", 1 + median),
            String.format(Locale.ROOT, "%.3f", 1 + median), median <= GOAL_GAP), planningTime("generated graphs", millis));
    }

    private static Figure patches(int size) {
        Note.progress("looking for patches of MobileNetV2 1.0");
        Graph graph = EdgeNetworks.mobileNetV2(1, size);
        long whole = MemoryPlan.of(graph, FUSION, STORING, Effort.USUAL).arena().peakBytes();
        PatchPlan plan = PatchPlan.best(graph, FUSION, STORING, MOST_MACS).orElseThrow();
        long peak = plan.arena().peakBytes();
        String name = String.format(Locale.ROOT, "MobileNetV2 1.0 by patches (peer: without; first %d kernels, grid %s, %.0f %% more MACs)",
            plan.patched(), plan.grid(), 100 * plan.recomputed());
        return new Figure(name, ">= 6x less", bytes(whole), bytes(peak), String.format(Locale.ROOT, "%.2f", (double) whole / peak),
            whole >= GOAL_PATCHES * peak);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static String bytes(long bytes) {
        return String.format(Locale.ROOT, "%,d B", bytes);
    }
}
