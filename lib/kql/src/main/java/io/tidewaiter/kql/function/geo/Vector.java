package io.tidewaiter.kql.function.geo;

/** A vector in space. */
record Vector(double x, double y, double z) {
    double dot(Vector other) {
        return x * other.x + y * other.y + z * other.z;
    }

    Vector cross(Vector other) {
        return new Vector(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    Vector plus(Vector other) {
        return new Vector(x + other.x, y + other.y, z + other.z);
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    Vector scaled(double factor) {
        return new Vector(x * factor, y * factor, z * factor);
    }
}
