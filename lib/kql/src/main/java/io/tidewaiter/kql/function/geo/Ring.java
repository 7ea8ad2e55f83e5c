package io.tidewaiter.kql.function.geo;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A closed line on the sphere whose edges are geodesics, and the smaller of the two regions that it parts. It is seen
 * from the centre of the Earth on the plane that touches it in its middle (gnomonic projection), where geodesics are
 * straight lines; so it must lie within half of the Earth.
 */
final class Ring {
    private static final double SMALL = 1e-9;
    private static final int ROUNDS_MAX = 100;

    private final List<Point> points;
    private final Vector middle;
    private final Vector east;
    private final Vector north;

    private Ring(List<Point> points, Vector middle) {
        this.points = points;
        this.middle = middle;
        Vector across = Math.abs(middle.z()) < 0.9 ? new Vector(0, 0, 1) : new Vector(1, 0, 0);
        Vector side = across.cross(middle);
        this.east = side.scaled(1 / side.length());
        this.north = middle.cross(east);
    }

    /** Of points of which the last is the first again; empty where they are no ring (RFC 7946, 3.1.6), or a huge one. */
    static Optional<Ring> of(List<Point> closed) {
        if (closed.size() < 4 || !closed.getFirst().equals(closed.getLast())) {
            return Optional.empty();
        }
        List<Point> points = closed.subList(1, closed.size());
        if (new HashSet<>(points).size() < points.size()) {
            return Optional.empty();
        }
        return middle(points).map(middle -> new Ring(points, middle));
    }

    /**
     * A place from which all points are less than a quarter of the Earth away. Their mean is none where many lie close
     * together and few far off; so it is drawn to each that is too far until there is none (the perceptron's rule).
     */
    private static Optional<Vector> middle(List<Point> points) {
        Vector sum = points.stream().map(Point::vector).reduce(new Vector(0, 0, 0), Vector::plus);
        Vector middle = sum.length() < SMALL ? points.getFirst().vector() : sum.scaled(1 / sum.length());
        for (int round = 0; round < ROUNDS_MAX; round++) {
            boolean isDrawn = false;
            for (Point point : points) {
                if (point.vector().dot(middle) <= SMALL * middle.length()) {
                    middle = middle.plus(point.vector());
                    isDrawn = true;
                }
            }
            if (!isDrawn) {
                return Optional.of(middle.scaled(1 / middle.length()));
            }
        }
        return Optional.empty();
    }

    /** Whether the point is in the region; of regions with a common edge, one has the points on it. */
    boolean contains(Point point) {
        double depth = point.vector().dot(middle);
        if (depth <= SMALL) {
            return false;
        }
        double x = point.vector().dot(east) / depth;
        double y = point.vector().dot(north) / depth;
        boolean isInside = false;
        Vector before = points.getLast().vector();
        for (Point corner : points) {
            Vector at = corner.vector();
            double y1 = before.dot(north) / before.dot(middle);
            double y2 = at.dot(north) / at.dot(middle);
            if ((y1 > y) != (y2 > y)) {
                double x1 = before.dot(east) / before.dot(middle);
                double x2 = at.dot(east) / at.dot(middle);
                isInside ^= x < x1 + (y - y1) / (y2 - y1) * (x2 - x1);
            }
            before = at;
        }
        return isInside;
    }
}
