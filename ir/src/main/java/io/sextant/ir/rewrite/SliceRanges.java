package io.sextant.ir.rewrite;

import io.sextant.ir.op.Reshape;
import io.sextant.ir.op.Slice;
import io.sextant.ir.op.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a slice keeps of each dimension of its operand. */
final class SliceRanges {
    private final List<Range> ranges;

    private SliceRanges(List<Range> ranges) {
        this.ranges = ranges;
    }

    SliceRanges(Slice slice) {
        this(IntStream.range(0, slice.starts().size()).mapToObj(axis -> new Range(slice.starts().get(axis), slice.ends().get(axis),
            slice.steps().get(axis), slice.input().type().dim(axis))).toList());
    }

    /** From start to before end in steps, of so many. */
    private record Range(int start, int end, int step, int extent) {
        static Range whole(int extent) {
            return new Range(0, extent, 1, extent);
        }

        int kept() {
            return (end - start - 1) / step + 1;
        }

        boolean isWhole() {
            return kept() == extent;
        }
    }

    boolean isWhole(int axis) {
        return ranges.get(axis).isWhole();
    }

    /** Extents of what is kept. */
    List<Integer> shape() {
        return ranges.stream().map(Range::kept).toList();
    }

    /** The part of an operand that broadcasts to the result: what is repeated stays. */
    Value of(Value operand, Draft.Filling filling) {
        return of(operand, ranges.size(), filling);
    }

    /** The same, where dimensions of the operand from {@code count} on are none of the result's. */
    Value of(Value operand, int count, Draft.Filling filling) {
        int rank = operand.type().rank();
        int missing = ranges.size() - rank;
        return slice(operand, IntStream.range(0, rank).mapToObj(axis -> {
            int extent = operand.type().dim(axis);
            return extent == 1 || axis + missing >= count ? Range.whole(extent) : ranges.get(axis + missing);
        }).toList(), filling);
    }

    /** The part of an operand of the result's rank: {@code kept} dimensions, of which the result has one element, stay. */
    Value of(Value operand, List<Integer> kept, Draft.Filling filling) {
        return slice(operand, IntStream.range(0, ranges.size())
            .mapToObj(axis -> kept.contains(axis) ? Range.whole(operand.type().dim(axis)) : ranges.get(axis)).toList(), filling);
    }

    /** The part of a right factor: its last two dimensions stay. */
    Value ofBatch(Value operand, Draft.Filling filling) {
        return of(operand, ranges.size() - 2, filling);
    }

    private static Value slice(Value operand, List<Range> ranges, Draft.Filling filling) {
        return ranges.stream().allMatch(Range::isWhole) ? operand : filling.add(new Slice(operand, ranges.stream().map(Range::start).toList(),
            ranges.stream().map(Range::end).toList(), ranges.stream().map(Range::step).toList()));
    }

    /** Of the operand of a transpose. */
    SliceRanges before(List<Integer> permutation) {
        List<Range> before = new ArrayList<>(ranges);
        IntStream.range(0, permutation.size()).forEach(axis -> before.set(permutation.get(axis), ranges.get(axis)));
        return new SliceRanges(before);
    }

    /** Of the operand of a reshape, if each dimension that is not kept whole is one of the operand, with as many elements behind it. */
    Optional<SliceRanges> before(Reshape reshape) {
        List<Integer> extents = reshape.input().type().shape().dims();
        List<Range> before = new ArrayList<>(extents.stream().map(Range::whole).toList());
        long behind = 1;
        for (int axis = ranges.size() - 1; axis >= 0; axis--) {
            Range range = ranges.get(axis);
            if (!range.isWhole()) {
                int same = axisWith(extents, range.extent(), behind);
                if (same < 0) {
                    return Optional.empty();
                }
                before.set(same, range);
            }
            behind *= range.extent();
        }
        return Optional.of(new SliceRanges(before));
    }

    private static int axisWith(List<Integer> extents, int extent, long behind) {
        long product = 1;
        for (int axis = extents.size() - 1; axis >= 0; axis--) {
            if (product == behind && extents.get(axis) == extent) {
                return axis;
            }
            product *= extents.get(axis);
        }
        return -1;
    }
}
