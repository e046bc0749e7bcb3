package io.sextant.ir.op;

import io.sextant.ir.type.IllTyped;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** What an operator's record says of it: mnemonic, operands and attributes, in declaration order. */
public final class OpSchema {
    /** How a component takes part in the operator. */
    public enum Role { OPERAND, OPTIONAL_OPERAND, OPERAND_LIST, ATTRIBUTE }

    /** A component; {@code attributeType} is the Java type of an attribute (enum, int, float, boolean, or List for integers). */
    public record Part(String name, Role role, Class<?> attributeType) {
    }

    private static final Map<Class<?>, OpSchema> SCHEMAS = new ConcurrentHashMap<>();
    private static final Map<String, OpSchema> BY_MNEMONIC = new LinkedHashMap<>();

    static {
        for (Class<?> type : Op.class.getPermittedSubclasses()) {
            OpSchema schema = new OpSchema(type);
            SCHEMAS.put(type, schema);
            BY_MNEMONIC.put(schema.mnemonic, schema);
        }
    }

    private final String mnemonic;
    private final List<Part> parts;
    private final Method[] accessors;
    private final Constructor<?> constructor;

    private OpSchema(Class<?> type) {
        mnemonic = snakeCase(type.getSimpleName());
        RecordComponent[] components = type.getRecordComponents();
        accessors = Arrays.stream(components).map(OpSchema::accessor).toArray(Method[]::new);
        parts = Arrays.stream(components).map(OpSchema::part).toList();
        try {
            constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record has its canonical constructor: " + type, e);
        }
    }

    public static OpSchema of(Class<? extends Op> type) {
        return SCHEMAS.get(type);
    }

    public static Optional<OpSchema> named(String mnemonic) {
        return Optional.ofNullable(BY_MNEMONIC.get(mnemonic));
    }

    /** All operators' schemas. */
    public static List<OpSchema> all() {
        return List.copyOf(BY_MNEMONIC.values());
    }

    public String mnemonic() {
        return mnemonic;
    }

    public List<Part> parts() {
        return parts;
    }

    /** The component values of {@code op}, in the order of {@link #parts()}. */
    public List<Object> components(Op op) {
        List<Object> values = new ArrayList<>(accessors.length);
        for (Method accessor : accessors) {
            values.add(component(op, accessor));
        }
        return values;
    }

    private Object component(Op op, Method accessor) {
        try {
            return accessor.invoke(op);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + accessor + " of " + mnemonic, e);
        }
    }

    /** Without the check of access on each call, which takes longer than the call: operands are read wherever graphs are looked at. */
    private static Method accessor(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        return accessor;
    }

    /**
     * Builds the operator from component values in the order of {@link #parts()}.
     *
     * @throws IllTyped if the operator's constraints do not hold
     */
    public Op create(List<?> values) {
        try {
            return (Op) constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("constructor of " + mnemonic + " failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot build " + mnemonic, e);
        }
    }

    List<Value> operands(Op op) {
        List<Value> operands = new ArrayList<>(accessors.length);
        for (int i = 0; i < accessors.length; i++) {
            Role role = parts.get(i).role();
            if (role == Role.OPERAND) {
                operands.add((Value) component(op, accessors[i]));
            } else if (role == Role.OPTIONAL_OPERAND) {
                ((Optional<?>) component(op, accessors[i])).ifPresent(operand -> operands.add((Value) operand));
            } else if (role == Role.OPERAND_LIST) {
                ((List<?>) component(op, accessors[i])).forEach(operand -> operands.add((Value) operand));
            }
        }
        return operands;
    }

    Op mapOperands(Op op, UnaryOperator<Value> map) {
        List<Object> mapped = new ArrayList<>();
        for (Object value : components(op)) {
            if (value instanceof Value operand) {
                mapped.add(map.apply(operand));
            } else if (value instanceof Optional<?> optional) {
                mapped.add(optional.map(operand -> map.apply((Value) operand)));
            } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Value) {
                mapped.add(list.stream().map(operand -> map.apply((Value) operand)).toList());
            } else {
                mapped.add(value);
            }
        }
        return create(mapped);
    }

    private static Part part(RecordComponent component) {
        Role role = Role.ATTRIBUTE;
        if (component.getType() == Value.class) {
            role = Role.OPERAND;
        } else if (component.getType() == Optional.class) {
            role = Role.OPTIONAL_OPERAND;
        } else if (component.getGenericType() instanceof ParameterizedType generic
            && generic.getActualTypeArguments()[0] == Value.class) {
            role = Role.OPERAND_LIST;
        }
        return new Part(component.getName(), role, component.getType());
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
