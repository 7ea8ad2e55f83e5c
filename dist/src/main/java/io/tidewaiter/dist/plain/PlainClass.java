package io.tidewaiter.dist.plain;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Gives a class methods of its own for what {@code java.lang.runtime} would link at run time: the choice among types of a
 * {@code switch} ({@code SwitchBootstraps.typeSwitch}) and a record's {@code equals} and {@code hashCode} ({@code
 * ObjectMethods}). They answer what those documents promise. What {@code Comparator} would make as a lambda that can be
 * serialized, {@link Orders} makes. Everything else of the class stays as it is.
 */
final class PlainClass {
    private static final String SWITCHES = "Ljava/lang/runtime/SwitchBootstraps;";
    private static final String RECORDS = "Ljava/lang/runtime/ObjectMethods;";
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
    private static final ClassDesc COMPARATOR = ClassDesc.of("java.util.Comparator");
    private static final ClassDesc ORDERS = Orders.class.describeConstable().orElseThrow();
    private static final int FACTOR = 31;

    private final ClassFile format;

    /** @param known has the files of all classes that the ones to come build on, for the types of their variables */
    PlainClass(ClassLoader known) {
        format = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(known)));
    }

    private record Method(String name, MethodTypeDesc type, Consumer<CodeBuilder> code) {}

    /** The class anew; the same bytes where it links nothing of the kind. */
    byte[] of(byte[] bytes) {
        ClassModel model = format.parse(bytes);
        ClassDesc self = model.thisClass().asSymbol();
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        List<Method> methods = new ArrayList<>();
        AtomicBoolean orders = new AtomicBoolean();
        byte[] plain = format.transformClass(model, ClassTransform.transformingMethodBodies((code, element) -> {
            Optional<Consumer<CodeBuilder>> instead = instead(self, element);
            if (instead.isPresent() && element instanceof InvokeDynamicInstruction call) {
                Method method = new Method("plain$" + methods.size(), call.typeSymbol(), instead.get());
                methods.add(method);
                code.invokestatic(self, method.name, method.type, isInterface);
            } else if (element instanceof InvokeInstruction call && makesOrder(call) && !self.equals(ORDERS)) {
                MethodTypeDesc type = call.opcode() == Opcode.INVOKESTATIC
                        ? call.typeSymbol()
                        : call.typeSymbol().insertParameterTypes(0, COMPARATOR);
                code.invokestatic(ORDERS, call.name().stringValue(), type);
                orders.set(true);
            } else {
                code.with(element);
            }
        }));
        if (methods.isEmpty()) {
            return orders.get() ? plain : bytes;
        }
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        return format.transformClass(
                format.parse(plain),
                ClassTransform.endHandler(built ->
                        methods.forEach(method -> built.withMethodBody(method.name, method.type, flags, method.code))));
    }

    /** Whether {@link Orders} has its like. */
    private static boolean makesOrder(InvokeInstruction call) {
        String name = call.name().stringValue();
        return call.owner().asSymbol().equals(COMPARATOR)
                && (name.startsWith("comparing") || name.startsWith("thenComparing"));
    }

    private static Optional<Consumer<CodeBuilder>> instead(ClassDesc self, CodeElement element) {
        if (!(element instanceof InvokeDynamicInstruction call)) {
            return Optional.empty();
        }
        List<ConstantDesc> constants = call.bootstrapArgs();
        String method = call.bootstrapMethod().methodName() + " " + call.name().stringValue();
        return switch (call.bootstrapMethod().owner().descriptorString()) {
            case SWITCHES -> {
                boolean byClass = method.startsWith("typeSwitch ")
                        && constants.stream().allMatch(ClassDesc.class::isInstance)
                        && !call.typeSymbol().parameterType(0).isPrimitive();
                yield byClass ? Optional.of(code -> choose(code, constants)) : Optional.empty();
            }
            case RECORDS ->
                switch (method) {
                    case "bootstrap equals" -> Optional.of(code -> equal(code, self, components(constants)));
                    case "bootstrap hashCode" -> Optional.of(code -> hash(code, self, components(constants)));
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    /** {@code (value, first) -> index of the first label from there on that it is of; their count; -1 for null}. */
    private static void choose(CodeBuilder code, List<ConstantDesc> labels) {
        Label present = code.newLabel();
        code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
        for (int i = 0; i < labels.size(); i++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(i).if_icmpgt(next);
            code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
            code.loadConstant(i).ireturn().labelBinding(next);
        }
        code.loadConstant(labels.size()).ireturn();
    }

    private record Component(String name, ClassDesc type) {}

    /** The getters behind the class and the joined names. */
    private static List<Component> components(List<ConstantDesc> constants) {
        return constants.stream()
                .skip(2)
                .map(DirectMethodHandleDesc.class::cast)
                .map(getter -> new Component(
                        getter.methodName(), getter.invocationType().returnType()))
                .toList();
    }

    private static void equal(CodeBuilder code, ClassDesc self, List<Component> components) {
        Label different = code.newLabel();
        Label another = code.newLabel();
        code.aload(0).aload(1).if_acmpne(another).iconst_1().ireturn().labelBinding(another);
        code.aload(1).instanceOf(self).ifeq(different);
        code.aload(1).checkcast(self).astore(2);
        for (Component component : components) {
            ClassDesc type = component.type;
            code.aload(0).getfield(self, component.name, type);
            code.aload(2).getfield(self, component.name, type);
            switch (TypeKind.from(type)) {
                case REFERENCE ->
                    code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                            .ifeq(different);
                case LONG -> code.lcmp().ifne(different);
                case DOUBLE, FLOAT ->
                    code.invokestatic(box(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                            .ifne(different);
                default -> code.if_icmpne(different);
            }
        }
        code.iconst_1().ireturn().labelBinding(different).iconst_0().ireturn();
    }

    private static void hash(CodeBuilder code, ClassDesc self, List<Component> components) {
        code.iconst_0();
        for (Component component : components) {
            ClassDesc type = component.type;
            code.bipush(FACTOR).imul().aload(0).getfield(self, component.name, type);
            if (type.isPrimitive()) {
                code.invokestatic(box(type), "hashCode", MethodTypeDesc.of(CD_int, type));
            } else {
                code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
            }
            code.iadd();
        }
        code.ireturn();
    }

    private static ClassDesc box(ClassDesc primitive) {
        String name = primitive.displayName();
        return ClassDesc.of(
                "java.lang",
                switch (name) {
                    case "int" -> "Integer";
                    case "char" -> "Character";
                    default -> Character.toUpperCase(name.charAt(0)) + name.substring(1);
                });
    }
}
