package io.tidewaiter.advisory.redhat;

import java.util.Map;

/** Red Hat's products beside the system, as far as the repositories of each are known by their content sets. */
public final class LayeredProducts {
    /**
     * The product as CPEs name it, by the word with which the names of its repositories begin: facts of Red Hat's public
     * mapping of the two ({@code repository-to-cpe.json}).
     */
    public static final Map<String, String> BY_REPOSITORY = Map.of(
            "rhocp", "openshift",
            "openstack", "openstack",
            "satellite", "satellite",
            "satellite-capsule", "satellite_capsule",
            "ansible-automation-platform", "ansible_automation_platform",
            "jb-eap", "jboss_enterprise_application_platform",
            "rh-sso", "red_hat_single_sign_on",
            "rhceph", "ceph_storage");

    /**
     * The mark behind the release in versions of the product's own builds, {@code 1.2-3.el9ost}, by the product: facts of
     * the builds that Red Hat's documents name.
     */
    public static final Map<String, String> BY_MARK = Map.of(
            "ost", "openstack",
            "sat", "satellite",
            "ap", "ansible_automation_platform",
            "eap", "jboss_enterprise_application_platform",
            "sso", "red_hat_single_sign_on",
            "cp", "ceph_storage");

    private LayeredProducts() {}
}
