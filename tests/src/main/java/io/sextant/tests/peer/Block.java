package io.sextant.tests.peer;

import java.util.Arrays;
import java.util.List;

/**
 * A part of a network as a few convolutions on square images, one after the other, each with a bias.
 *
 * @param extent height and width of the images
 */
public record Block(int extent, List<Layer> layers) {
    /**
     * A convolution of stride 1 that keeps the extent.
     *
     * @param kernel   odd; with one that is not 1 the convolution is depthwise
     * @param relu6    whether ReLU6 follows
     * @param residual whether the block's input is added
     */
    public record Layer(int in, int out, int kernel, boolean relu6, boolean residual) {
        boolean depthwise() {
            return kernel > 1;
        }
    }

    public Block {
        layers = List.copyOf(layers);
    }

    /** Expansion with ReLU6 and projection with the residual. */
    public static Block pointwisePair(int channels, int expanded, int extent) {
        return new Block(extent, List.of(new Layer(channels, expanded, 1, true, false), new Layer(expanded, channels, 1, false, true)));
    }

    /** A 3 x 3 depthwise convolution with ReLU6. */
    public static Block depthwise(int channels, int extent) {
        return new Block(extent, List.of(new Layer(channels, channels, 3, true, false)));
    }

    /** One line for the extent and one for each layer. */
    String text() {
        StringBuilder text = new StringBuilder().append(extent);
        layers.forEach(layer -> text.append('\n').append(layer.in()).append(' ').append(layer.out()).append(' ').append(layer.kernel())
            .append(' ').append(layer.relu6()).append(' ').append(layer.residual()));
        return text.toString();
    }

    static Block parse(String text) {
        List<String> lines = text.lines().toList();
        return new Block(Integer.parseInt(lines.get(0)), lines.stream().skip(1).map(line -> line.split(" ")).map(words -> {
            int[] numbers = Arrays.stream(words).limit(3).mapToInt(Integer::parseInt).toArray();
            return new Layer(numbers[0], numbers[1], numbers[2], Boolean.parseBoolean(words[3]), Boolean.parseBoolean(words[4]));
        }).toList());
    }
}
