package io.tidewaiter.advisory.redhat;

import java.util.Map;
import java.util.regex.Pattern;

/** Red Hat's products beside the system, as far as the repositories of each are known by their content sets. */
public final class LayeredProducts {
    /**
     * The product as CPEs name it, by the word with which the names of its repositories begin: facts of Red Hat's public
     * mapping of the two ({@code repository-to-cpe.json}).
     */
    public static final Map<String, String> BY_REPOSITORY = Map.ofEntries(
            Map.entry("rhocp", "openshift"),
            Map.entry("openstack", "openstack"),
            Map.entry("satellite", "satellite"),
            Map.entry("satellite-capsule", "satellite_capsule"),
            Map.entry("ansible-automation-platform", "ansible_automation_platform"),
            Map.entry("satellite-utils", "satellite_utils"),
            Map.entry("satellite-client", "rhel_satellite_client"),
            Map.entry("jb-coreservices", "jboss_core_services"),
            Map.entry("jb-eap", "jboss_enterprise_application_platform"),
            Map.entry("rh-sso", "red_hat_single_sign_on"),
            Map.entry("rhceph", "ceph_storage"));

    /** The same of repositories for the server of RHEL 7, {@code rhel-7-server-ose-3.11-rpms}. */
    public static final Map<String, String> BY_SERVER_REPOSITORY = Map.of(
            "ose", "openshift",
            "openstack", "openstack",
            "satellite", "satellite",
            "satellite-capsule", "satellite_capsule",
            "satellite-tools", "rhel_satellite_tools",
            "ansible", "ansible_engine",
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
            "jbcs", "jboss_core_services",
            "sso", "red_hat_single_sign_on",
            "cp", "ceph_storage");

    /** What products are built for: each has builds of its own for every release of the system. */
    private static final Pattern BUILT_FOR = Pattern.compile("el\\d+");

    private static final String COLLECTIONS = "rhel_software_collections";

    private LayeredProducts() {}

    /**
     * The stream of a product as the key of what it says: {@code openshift:4.16::el9}. Of the system, and where the
     * edition names a repository, {@code enterprise_linux:9::appstream}, the edition does not count.
     *
     * @param edition the last part of the CPE; empty for none
     */
    public static String stream(String product, String version, String edition) {
        boolean isBuiltForOne = isKnown(product) || product.equals(COLLECTIONS);
        String stream = product + ":" + version;
        return isBuiltForOne && BUILT_FOR.matcher(edition).matches() ? stream + "::" + edition : stream;
    }

    /** Whether it is a product whose repositories are known. */
    public static boolean isKnown(String product) {
        return BY_REPOSITORY.containsValue(product) || BY_SERVER_REPOSITORY.containsValue(product);
    }
}
