package io.tidewaiter.kql.function.number;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Units of one quantity, by the names that the language gives them. A value in a unit is the value in the base unit
 * after {@code factor * value + offset}; a unit whose offset is 0 is a multiple of the base.
 */
final class Units {
    private record Unit(double factor, double offset) {}

    private static final Map<String, Double> PREFIXES = Map.ofEntries(
            Map.entry("Nano", 1e-9),
            Map.entry("Micro", 1e-6),
            Map.entry("Milli", 1e-3),
            Map.entry("Centi", 1e-2),
            Map.entry("Deci", 1e-1),
            Map.entry("Deca", 1e1),
            Map.entry("Hecto", 1e2),
            Map.entry("Kilo", 1e3),
            Map.entry("Mega", 1e6),
            Map.entry("Giga", 1e9),
            Map.entry("Tera", 1e12));

    private static final double INCH = 0.0254;
    private static final double FOOT = 12 * INCH;
    private static final double POUND = 0.45359237;
    private static final double GRAVITY = 9.80665;
    private static final double US_GALLON = 231 * INCH * INCH * INCH;
    private static final double IMPERIAL_GALLON = 4.54609e-3;
    private static final double THERMAL_UNIT = 1055.05585262;

    /** Base radian. */
    static final Units ANGLE = new Units()
            .unit("Radian", 1, "Centi Deci Micro Milli Nano")
            .unit("Degree", Math.PI / 180, "Micro Milli Nano")
            .unit("Arcminute", Math.PI / 180 / 60, "")
            .unit("Arcsecond", Math.PI / 180 / 3600, "")
            .unit("Gradian", Math.PI / 200, "")
            .unit("NatoMil", Math.PI / 3200, "")
            .unit("Revolution", 2 * Math.PI, "");

    /** Base joule. */
    static final Units ENERGY = new Units()
            .unit("Joule", 1, "Milli Kilo Mega Giga")
            .unit("WattHour", 3600, "Kilo Mega Giga Tera")
            .unit("WattDay", 86_400, "Kilo Mega Giga Tera")
            .unit("Calorie", 4.184, "Kilo Mega")
            .unit("BritishThermalUnit", THERMAL_UNIT, "Kilo Mega Giga")
            .unit("ElectronVolt", 1.602176565e-19, "Kilo Mega Giga Tera")
            .unit("Erg", 1e-7, "")
            .unit("FootPound", FOOT * POUND * GRAVITY, "")
            .unit("HorsepowerHour", 550 * FOOT * POUND * GRAVITY * 3600, "")
            .unit("ThermEc", 1e5 * THERMAL_UNIT, "Deca")
            .unit("ThermImperial", 1.05505585257348e8, "Deca")
            .unit("ThermUs", 1.054804e8, "Deca");

    /** Base newton. */
    static final Units FORCE = new Units()
            .unit("Newton", 1, "Micro Milli Deca Kilo Mega")
            .unit("Dyn", 1e-5, "")
            .unit("KilogramForce", GRAVITY, "")
            .unit("KiloPond", GRAVITY, "")
            .unit("TonneForce", 1000 * GRAVITY, "")
            .unit("PoundForce", POUND * GRAVITY, "Kilo")
            .unit("OunceForce", POUND * GRAVITY / 16, "")
            .unit("ShortTonForce", 2000 * POUND * GRAVITY, "")
            .unit("Poundal", POUND * FOOT, "");

    /** Base meter. */
    static final Units LENGTH = new Units()
            .unit("Meter", 1, "Nano Micro Milli Centi Deci Deca Hecto Kilo")
            .unit("Angstrom", 1e-10, "")
            .unit("AstronomicalUnit", 1.495978707e11, "")
            .unit("LightYear", 9.4607304725808e15, "Kilo Mega")
            .unit("Parsec", 3.085677581491367e16, "Kilo Mega")
            .unit("SolarRadius", 6.957e8, "")
            .unit("Inch", INCH, "Micro")
            .unit("Mil", INCH / 1000, "")
            .unit("Hand", 4 * INCH, "")
            .unit("Foot", FOOT, "")
            .unit("UsSurveyFoot", 1200 / 3937.0, "")
            .unit("Yard", 3 * FOOT, "")
            .unit("Fathom", 6 * FOOT, "")
            .unit("Chain", 66 * FOOT, "")
            .unit("Shackle", 90 * FOOT, "")
            .unit("Mile", 5280 * FOOT, "")
            .unit("DataMile", 6000 * FOOT, "")
            .unit("NauticalMile", 1852, "")
            .unit("DtpPoint", INCH / 72, "")
            .unit("DtpPica", INCH / 6, "")
            .unit("PrinterPoint", INCH / 72.27, "")
            .unit("PrinterPica", INCH * 12 / 72.27, "")
            .unit("Twip", INCH / 1440, "");

    /** Base kilogram. */
    static final Units MASS = new Units()
            .unit("Gram", 1e-3, "Nano Micro Milli Centi Deci Deca Hecto Kilo")
            .unit("Tonne", 1000, "Kilo Mega")
            .unit("Pound", POUND, "Kilo Mega")
            .unit("Ounce", POUND / 16, "")
            .unit("Grain", POUND / 7000, "")
            .unit("Stone", 14 * POUND, "")
            .unit("ShortHundredweight", 100 * POUND, "")
            .unit("LongHundredweight", 112 * POUND, "")
            .unit("ShortTon", 2000 * POUND, "")
            .unit("LongTon", 2240 * POUND, "")
            .unit("Slug", POUND * GRAVITY / FOOT, "")
            .unit("EarthMass", 5.9722e24, "")
            .unit("SolarMass", 1.98947e30, "");

    /** Base meter per second. */
    static final Units SPEED = new Units()
            .rates("NanometerPer", 1e-9)
            .rates("MicrometerPer", 1e-6)
            .rates("MillimeterPer", 1e-3)
            .rates("CentimeterPer", 1e-2)
            .rates("DecimeterPer", 1e-1)
            .rates("MeterPer", 1)
            .rates("KilometerPer", 1000)
            .rates("InchPer", INCH)
            .rates("FootPer", FOOT)
            .rates("UsSurveyFootPer", 1200 / 3937.0)
            .rates("YardPer", 3 * FOOT)
            .unit("MilePerHour", 5280 * FOOT / 3600, "")
            .unit("Knot", 1852 / 3600.0, "");

    /** Base kelvin. */
    static final Units TEMPERATURE = new Units()
            .scale("Kelvin", 1, 0)
            .scale("DegreeCelsius", 1, 273.15)
            .scale("MillidegreeCelsius", 1e-3, 273.15)
            .scale("DegreeFahrenheit", 5 / 9.0, 459.67 * 5 / 9)
            .scale("DegreeRankine", 5 / 9.0, 0)
            .scale("DegreeDelisle", -2 / 3.0, 373.15)
            .scale("DegreeNewton", 100 / 33.0, 273.15)
            .scale("DegreeReaumur", 5 / 4.0, 273.15)
            .scale("DegreeRoemer", 40 / 21.0, 273.15 - 7.5 * 40 / 21)
            .scale("SolarTemperature", 5778, 0);

    /** Base cubic meter. */
    static final Units VOLUME = new Units()
            .unit("Liter", 1e-3, "Micro Milli Centi Deci Deca Hecto Kilo Mega")
            .unit("CubicMicrometer", 1e-18, "")
            .unit("CubicMillimeter", 1e-9, "")
            .unit("CubicCentimeter", 1e-6, "")
            .unit("CubicDecimeter", 1e-3, "")
            .unit("CubicMeter", 1, "Hecto Kilo")
            .unit("CubicHectometer", 1e6, "")
            .unit("CubicKilometer", 1e9, "")
            .unit("CubicInch", INCH * INCH * INCH, "")
            .unit("CubicFoot", FOOT * FOOT * FOOT, "Hecto Kilo Mega")
            .unit("CubicYard", 27 * FOOT * FOOT * FOOT, "")
            .unit("CubicMile", Math.pow(5280 * FOOT, 3), "")
            .unit("BoardFoot", FOOT * FOOT * FOOT / 12, "")
            .unit("AcreFoot", 1 / 0.000810714, "")
            .unit("UsGallon", US_GALLON, "Deci Deca Hecto Kilo Mega")
            .unit("UsQuart", US_GALLON / 4, "")
            .unit("UsPint", US_GALLON / 8, "")
            .unit("UsCustomaryCup", US_GALLON / 16, "")
            .unit("UsOunce", US_GALLON / 128, "")
            .unit("UsTablespoon", US_GALLON / 256, "")
            .unit("UsTeaspoon", US_GALLON / 768, "")
            .unit("UsLegalCup", 2.4e-4, "")
            .unit("UsBeerBarrel", 31 * US_GALLON, "")
            .unit("OilBarrel", 42 * US_GALLON, "")
            .unit("ImperialGallon", IMPERIAL_GALLON, "Kilo Mega")
            .unit("ImperialPint", IMPERIAL_GALLON / 8, "")
            .unit("ImperialOunce", IMPERIAL_GALLON / 160, "")
            .unit("ImperialBeerBarrel", 36 * IMPERIAL_GALLON, "")
            .unit("MetricCup", 2.5e-4, "")
            .unit("MetricTeaspoon", 5e-6, "")
            .unit("UkTablespoon", 1.5e-5, "")
            .unit("AuTablespoon", 2e-5, "");

    private static final String TILT = "Tilt";

    private final Map<String, Unit> byName = new HashMap<>();

    private Units() {}

    /** A unit that is a multiple of the base, and its decimal multiples, which are spelled as one word. */
    private Units unit(String name, double factor, String prefixes) {
        byName.put(name, new Unit(factor, 0));
        String rest = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
        for (String prefix : prefixes.isEmpty() ? new String[0] : prefixes.split(" ", -1)) {
            byName.put(prefix + rest, new Unit(factor * PREFIXES.getOrDefault(prefix, 1.0), 0));
        }
        return this;
    }

    private Units rates(String name, double perSecond) {
        byName.put(name + "Second", new Unit(perSecond, 0));
        byName.put(name + "Minute", new Unit(perSecond / 60, 0));
        byName.put(name + "Hour", new Unit(perSecond / 3600, 0));
        return this;
    }

    private Units scale(String name, double factor, double offset) {
        byName.put(name, new Unit(factor, offset));
        return this;
    }

    /** The value in another unit; null where a unit is not one of the quantity. */
    @Nullable
    Double convert(double value, String from, String to) {
        Unit source = unit(from);
        Unit target = unit(to);
        if (source == null || target == null) {
            return null;
        }
        double base = from.equals(TILT) ? Math.asin(value) : source.factor * value + source.offset;
        return to.equals(TILT) ? Math.sin(base) : (base - target.offset) / target.factor;
    }

    /** Tilt is the sine of an angle and no multiple of anything. */
    private @Nullable Unit unit(String name) {
        return this == ANGLE && name.equals(TILT) ? new Unit(1, 0) : byName.get(name);
    }
}
