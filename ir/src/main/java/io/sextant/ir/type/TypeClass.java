package io.sextant.ir.type;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A set of element types with a name, of which an operator's operands may be. */
public enum TypeClass {
    FLOATING(DType.F32, DType.F16, DType.BF16),
    /** Integers that are computed with; i4 is a storage type. */
    INTEGER(DType.I64, DType.I32, DType.I16, DType.I8, DType.U8),
    NUMBER(DType.F32, DType.F16, DType.BF16, DType.I64, DType.I32, DType.I16, DType.I8, DType.U8),
    /** Numbers with a sign. */
    SIGNED(DType.F32, DType.F16, DType.BF16, DType.I64, DType.I32, DType.I16, DType.I8),
    /** What quantised values are made of. */
    QUANTISED(DType.I16, DType.I8, DType.I4, DType.U8),
    /** What can be dequantised: also sums of products of quantised values. */
    ACCUMULATED(DType.I32, DType.I16, DType.I8, DType.I4, DType.U8),
    /** Positions along an axis. */
    INDEX(DType.I64, DType.I32),
    BOOL(DType.BOOL),
    ANY(DType.values());

    private final Set<DType> types;

    TypeClass(DType... types) {
        this.types = Collections.unmodifiableSet(EnumSet.copyOf(List.of(types)));
    }

    public Set<DType> types() {
        return types;
    }

    public boolean contains(DType type) {
        return types.contains(type);
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For messages: {@code floating (f32, f16 or bf16)}; a class of one type by that type. */
    public String described() {
        List<String> names = types.stream().map(DType::text).toList();
        int last = names.size() - 1;
        if (last == 0 || this == ANY) {
            return text();
        }
        return text() + " (" + names.subList(0, last).stream().collect(Collectors.joining(", ")) + " or " + names.get(last) + ")";
    }

    /** The class written {@code text}, e.g. {@code floating}; empty if there is none. */
    public static Optional<TypeClass> parse(String text) {
        return Arrays.stream(values()).filter(types -> types.text().equals(text)).findFirst();
    }
}
