package io.tidewaiter.kql.function.geo;

import java.util.Optional;

/**
 * A place on a spherical Earth, as its longitude and latitude in radians and as the unit vector to it.
 */
record Point(double longitude, double latitude, Vector vector) {
    /** Of the sphere on which the language measures, in metres. */
    static final double EARTH_RADIUS = 6_371_010;

    /** In radians: between directions that doubles do not tell apart. */
    private static final double SAME = 1e-15;

    /** Of degrees; empty where they are none of the Earth. */
    static Optional<Point> of(double longitude, double latitude) {
        if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) {
            return Optional.empty();
        }
        double lambda = Math.toRadians(longitude);
        double phi = Math.toRadians(latitude);
        Vector vector = new Vector(Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi));
        return Optional.of(new Point(lambda, phi, vector));
    }

    /** In metres along the surface (haversine). */
    double distance(Point other) {
        double phi = Math.sin((other.latitude - latitude) / 2);
        double lambda = Math.sin((other.longitude - longitude) / 2);
        double h = phi * phi + Math.cos(latitude) * Math.cos(other.latitude) * lambda * lambda;
        return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(Math.min(1, h)));
    }

    /** Clockwise from north to the way to the other, in radians from 0 to 2π; empty where no one way is the shortest. */
    Optional<Double> azimuth(Point other) {
        if (vector.cross(other.vector).length() < SAME) {
            return Optional.empty();
        }
        double lambda = other.longitude - longitude;
        double east = Math.sin(lambda) * Math.cos(other.latitude);
        double north = Math.cos(latitude) * Math.sin(other.latitude)
                - Math.sin(latitude) * Math.cos(other.latitude) * Math.cos(lambda);
        return Optional.of(turn(Math.atan2(east, north)));
    }

    /** An angle as one from 0 to 2π. */
    static double turn(double angle) {
        return angle < 0 ? angle + 2 * Math.PI : angle;
    }
}
