package io.tidewaiter.model.assess;

/** The verdict on an image. "Healthy" is only ever said where the reading was complete. */
public enum Health {
    HEALTHY("Healthy"),
    UNHEALTHY("Unhealthy"),
    UNVERIFIED("Unverified"),
    NOT_APPLICABLE("NotApplicable");

    private final String label;

    Health(String label) {
        this.label = label;
    }

    /** The spelling of every surface. */
    public String label() {
        return label;
    }

    /** The health that a label stands for. */
    public static Health ofLabel(String label) {
        for (Health health : values()) {
            if (health.label.equals(label)) {
                return health;
            }
        }
        throw new IllegalArgumentException("no health is called " + label);
    }
}
