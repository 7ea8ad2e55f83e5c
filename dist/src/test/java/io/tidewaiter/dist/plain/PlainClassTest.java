package io.tidewaiter.dist.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The class made plain answers what the compiled one answers, and links neither switches nor records. */
class PlainClassTest {
    /** Every kind of component that a record may have. */
    record Everything(
            int count,
            long size,
            short little,
            byte bits,
            char letter,
            boolean flag,
            float part,
            double share,
            String text,
            int[] numbers,
            List<String> words) {}

    record Nothing() {}

    sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Square(long side) implements Shape {}

        record Other(Object of) implements Shape {}

        /** In an interface, with a guard, with a pattern in a pattern and with null. */
        static String named(Object value) {
            return switch (value) {
                case null -> "null";
                case Circle(double radius) when radius > 10 -> "large circle";
                case Circle _ -> "circle";
                case Other(Square(long side)) -> "other square " + side;
                case Other(String text) when text.isEmpty() -> "other empty";
                case Other _ -> "other";
                case String text when text.length() > 3 -> "long text";
                case CharSequence text -> "text " + text;
                case int[] numbers -> "numbers " + numbers.length;
                default -> "?";
            };
        }
    }

    /** What a fresh loader of the made-plain classes says; reached over the interfaces of the JDK. */
    public static final class Answers implements Function<Object, Object> {
        @Override
        public Object apply(Object seed) {
            List<Object> values = values();
            List<Object> told = new ArrayList<>(sorted());
            for (Object one : values) {
                told.add(Shape.named(one));
                told.add(one instanceof Record ? one.hashCode() : 0);
                told.add(String.valueOf(one).replaceAll("@[0-9a-f]+", ""));
                for (Object other : values) {
                    told.add(one != null && one.equals(other));
                }
            }
            return told;
        }

        private static String begins(String text) {
            return text.substring(0, Math.min(1, text.length())).toLowerCase(Locale.ROOT);
        }

        /** By every way to make a comparator; a dozen times, for each has ties that only what follows breaks. */
        private static List<Object> sorted() {
            List<String> texts = new ArrayList<>(List.of("bb", "a", "ccc", "ab", "Bb", "", "B", "cab", "bac", "A"));
            List<Comparator<String>> orders = List.of(
                    Comparator.comparing(Answers::begins),
                    Comparator.comparing(String::length, Comparator.reverseOrder()),
                    Comparator.comparingInt(String::length),
                    Comparator.comparingLong(String::length),
                    Comparator.comparingDouble((String text) -> -text.length()).reversed(),
                    Comparator.comparingInt(String::length).thenComparing(Comparator.reverseOrder()),
                    Comparator.comparing(Answers::begins).thenComparing(text -> text.endsWith("b")),
                    Comparator.comparing(Answers::begins).thenComparing(text -> text, String.CASE_INSENSITIVE_ORDER),
                    Comparator.comparing(String::isEmpty).thenComparingInt(String::length),
                    Comparator.comparing(String::isEmpty).thenComparingLong(text -> -text.length()),
                    Comparator.comparing(String::isEmpty).thenComparingDouble(text -> text.hashCode() / 7.0),
                    Comparator.<String>naturalOrder().thenComparing(Comparator.comparing(Answers::begins)));
            List<Object> told = new ArrayList<>();
            for (Comparator<String> order : orders) {
                texts.sort(Comparator.reverseOrder());
                texts.sort(order);
                told.add(List.copyOf(texts));
            }
            List<String> withNull = new ArrayList<>(Arrays.asList("b", null, "a", null));
            withNull.sort(
                    Comparator.<String>nullsFirst(Comparator.naturalOrder()).thenComparing(Answers::begins));
            told.add(withNull);
            List<Function<String, Integer>> none = Arrays.asList((Function<String, Integer>) null);
            try {
                told.add(Comparator.comparing(none.getFirst()));
            } catch (NullPointerException e) {
                told.add("null");
            }
            return told;
        }

        private static List<Object> values() {
            int[] numbers = null; // an array's hash is its identity's: it would differ from one run to the next
            List<Object> values = new ArrayList<>();
            for (double share :
                    new double[] {0.0, -0.0, Double.NaN, Double.longBitsToDouble(0x7ff8000000000001L), 1.5}) {
                for (float part : new float[] {0f, -0f, Float.NaN}) {
                    values.add(new Everything(
                            1, 1L << 40, (short) -2, (byte) -3, 'x', true, part, share, "a", numbers, List.of()));
                }
            }
            values.add(new Everything(2, -1, (short) 0, (byte) 0, 'y', false, 1, 1, "", numbers, List.of("b")));
            values.add(new Everything(2, -1, (short) 0, (byte) 0, 'y', false, 1, 1, null, numbers, List.of("b")));
            values.add(new Everything(2, -2, (short) 0, (byte) 0, 'y', false, 1, 1, null, numbers, null));
            values.addAll(List.of(new Nothing(), new Nothing(), "text", "ab", CharBuffer.wrap("x"), 7, new int[2]));
            values.addAll(List.of(new Shape.Circle(1), new Shape.Circle(11), new Shape.Square(3)));
            values.addAll(List.of(new Shape.Other(new Shape.Square(3)), new Shape.Other(""), new Shape.Other("z")));
            values.add(new Shape.Other(null));
            values.add(null);
            return values;
        }
    }

    /** Loads the classes of this test anew, out of {@code files}. */
    private static final class Anew extends ClassLoader {
        private final Map<String, byte[]> files;

        Anew(Map<String, byte[]> files) {
            super(PlainClassTest.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] file = files.get(name);
            if (file == null) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defineClass(name, file, 0, file.length) : loaded;
        }
    }

    private static Map<String, byte[]> compiled() throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        for (Class<?> type : List.of(
                PlainClassTest.class,
                Everything.class,
                Nothing.class,
                Shape.class,
                Shape.Circle.class,
                Shape.Square.class,
                Shape.Other.class,
                Answers.class)) {
            String path = type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
                files.put(type.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static PlainClass plain() {
        return new PlainClass(PlainClassTest.class.getClassLoader());
    }

    private static Stream<CodeElement> code(byte[] file) {
        return ClassFile.of().parse(file).methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream());
    }

    private static List<String> made(byte[] file) {
        return code(file)
                .filter(InvokeInstruction.class::isInstance)
                .map(InvokeInstruction.class::cast)
                .filter(call -> call.owner().asInternalName().equals("java/util/Comparator"))
                .map(call -> call.name().stringValue())
                .filter(name -> name.contains("omparing"))
                .toList();
    }

    private static List<String> linked(byte[] file) {
        return code(file)
                .filter(InvokeDynamicInstruction.class::isInstance)
                .map(InvokeDynamicInstruction.class::cast)
                .map(call -> call.bootstrapMethod().owner().displayName() + " "
                        + call.name().stringValue())
                .filter(call -> !call.equals("ObjectMethods toString"))
                .filter(call -> call.startsWith("ObjectMethods") || call.startsWith("SwitchBootstraps"))
                .toList();
    }

    @Test
    void answersTheSameWithoutLinking() throws Exception {
        Map<String, byte[]> made = new HashMap<>();
        List<String> before = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : compiled().entrySet()) {
            before.addAll(linked(file.getValue()));
            before.addAll(made(file.getValue()));
            byte[] anew = plain().of(file.getValue());
            made.put(file.getKey(), anew);
            assertThat(linked(anew)).as(file.getKey()).isEmpty();
            assertThat(made(anew)).as(file.getKey()).isEmpty();
            assertThat(ClassFile.of().verify(anew)).isEmpty();
        }
        assertThat(before).contains("SwitchBootstraps typeSwitch", "ObjectMethods equals", "ObjectMethods hashCode");
        assertThat(before)
                .contains("comparing", "comparingInt", "comparingLong", "comparingDouble", "thenComparing")
                .contains("thenComparingInt", "thenComparingLong", "thenComparingDouble");
        Function<?, ?> theirs = (Function<?, ?>) new Anew(made)
                .loadClass(Answers.class.getName())
                .getDeclaredConstructor()
                .newInstance();
        assertThat(theirs.getClass()).isNotEqualTo(Answers.class);
        assertThat(theirs.apply(null)).isEqualTo(new Answers().apply("once"));
    }

    @Test
    void leavesOtherClassesAsTheyAre() throws IOException {
        String path = PlainClassTest.class.getName().replace('.', '/') + ".class";
        try (InputStream in = PlainClassTest.class.getClassLoader().getResourceAsStream(path)) {
            byte[] file = in.readAllBytes();
            assertThat(Arrays.equals(plain().of(file), file)).isTrue();
        }
    }
}
