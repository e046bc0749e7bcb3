package io.sextant.ir.onnx;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Damages a model: its bytes, or its meaning with the protocol buffer left whole. */
final class Damage {
    private Damage() {
    }

    static byte[] of(byte[] model, SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> bytes(model.clone(), random);
            case 1 -> spliced(model, random);
            default -> new MessageMutation(random).mutate(model, 1 + random.nextInt(3));
        };
    }

    private static byte[] bytes(byte[] model, SplittableRandom random) {
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            model[random.nextInt(model.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextInt(8));
        }
        return model;
    }

    /** A piece left out, doubled, or everything after it lost. */
    private static byte[] spliced(byte[] model, SplittableRandom random) {
        int from = random.nextInt(model.length);
        int to = from + random.nextInt(Math.min(64, model.length - from) + 1);
        int kind = random.nextInt(3);
        if (kind == 0) {
            return Arrays.copyOf(model, from);
        }
        int resume = kind == 1 ? to : from;
        byte[] spliced = Arrays.copyOf(model, to + model.length - resume);
        System.arraycopy(model, resume, spliced, kind == 1 ? from : to, model.length - resume);
        return kind == 1 ? Arrays.copyOf(spliced, from + model.length - to) : spliced;
    }
}
