package io.tidewaiter.kql.function.number;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Conversions between physical units. */
final class UnitFunctions {
    private static final String GROUP = "Units";

    private UnitFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                conversion("angle", Units.ANGLE, "1.2, 'Degree', 'Arcminute'", "72.0"),
                conversion("energy", Units.ENERGY, "1.2, 'Joule', 'BritishThermalUnit'", "0.001137381"),
                conversion("force", Units.FORCE, "1.2, 'Newton', 'Decanewton'", "0.12"),
                conversion("length", Units.LENGTH, "1.2, 'Meter', 'Foot'", "3.937007874"),
                conversion("mass", Units.MASS, "1.2, 'Kilogram', 'Pound'", "2.645547146"),
                conversion("speed", Units.SPEED, "1.2, 'MeterPerSecond', 'CentimeterPerHour'", "432000.0"),
                conversion("temperature", Units.TEMPERATURE, "1.2, 'Kelvin', 'DegreeCelsius'", "-271.95"),
                conversion("volume", Units.VOLUME, "1.2, 'CubicMeter', 'AcreFoot'", "9.72857E-4"));
    }

    private static ScalarFunction conversion(String quantity, Units units, String arguments, String value) {
        String name = "convert_" + quantity;
        return function(name, GROUP, "The " + quantity + " in another unit; null where there is no such unit.")
                .gives(KqlType.REAL)
                .takes(parameter("value", Kind.REAL), parameter("from", Kind.STRING), parameter("to", Kind.STRING))
                .java(a -> units.convert((Double) a[0], (String) a[1], (String) a[2]))
                .example("round(" + name + "(" + arguments + "), 9)", value)
                .example(name + "(1, 'x', 'y')", "null")
                .done();
    }
}
