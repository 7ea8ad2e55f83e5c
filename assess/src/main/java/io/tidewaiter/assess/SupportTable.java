package io.tidewaiter.assess;

/**
 * When releases of distributions stop getting advisories. One period of support a line, tab-separated: ecosystem, last day,
 * name of the period, who has it (all, or the channels that show it, {@code *} for anything), source.
 *
 * <p>As of 2026-08-22: dates of Debian and Ubuntu from distro-info-data, the others from endoflife.date; the address is
 * where the publisher announces them. Of a release that is not listed no date is known.
 *
 * <p>A class and not a resource: the start-up cache holds it, where to read a resource opens the program's jar, a hundredth
 * of a short scan (ADR 14).
 */
final class SupportTable {
    /** Every line begins and ends with a line break. */
    static final String TEXT = """

            AlmaLinux:10	2035-05-31	security support	all	https://wiki.almalinux.org/release-notes/
            AlmaLinux:8	2029-05-31	security support	all	https://wiki.almalinux.org/release-notes/
            AlmaLinux:9	2032-05-31	security support	all	https://wiki.almalinux.org/release-notes/
            Alpine:v2.1	2012-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v2.2	2013-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v2.3	2013-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v2.4	2014-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v2.5	2014-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v2.6	2015-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v2.7	2015-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.0	2016-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.1	2016-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.10	2021-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.11	2021-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.12	2022-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.13	2022-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.14	2023-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.15	2023-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.16	2024-05-23	support	all	https://alpinelinux.org/releases/
            Alpine:v3.17	2024-11-22	support	all	https://alpinelinux.org/releases/
            Alpine:v3.18	2025-05-09	support	all	https://alpinelinux.org/releases/
            Alpine:v3.19	2025-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.2	2017-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.20	2026-04-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.21	2026-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.22	2027-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.23	2027-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.24	2028-06-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.3	2017-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.4	2018-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.5	2018-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.6	2019-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.7	2019-11-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.8	2020-05-01	support	all	https://alpinelinux.org/releases/
            Alpine:v3.9	2020-11-01	support	all	https://alpinelinux.org/releases/
            Amazon Linux:1	2020-12-31	standard support	all	https://aws.amazon.com/amazon-linux-ami/faqs/
            Amazon Linux:1	2023-12-31	maintenance support	all	https://aws.amazon.com/amazon-linux-ami/faqs/
            Amazon Linux:2	2026-06-30	support	all	https://aws.amazon.com/amazon-linux-2/faqs/
            Amazon Linux:2023	2029-06-30	maintenance support	all	https://docs.aws.amazon.com/linux/al2023/ug/release-cadence.html
            Azure Linux:1	2023-07-31	support	all	https://github.com/microsoft/azurelinux
            Azure Linux:2	2025-07-31	support	all	https://github.com/microsoft/azurelinux
            CentOS:5	2017-03-31	support	all	https://www.centos.org/centos-linux-eol/
            CentOS:6	2020-11-30	support	all	https://www.centos.org/centos-linux-eol/
            CentOS:7	2024-06-30	support	all	https://www.centos.org/centos-linux-eol/
            CentOS:8	2021-12-31	support	all	https://www.centos.org/centos-linux-eol/
            CentOS:stream10	2030-05-31	support	all	https://www.centos.org/cl-vs-cs/
            CentOS:stream8	2024-05-31	support	all	https://www.centos.org/cl-vs-cs/
            CentOS:stream9	2027-05-31	support	all	https://www.centos.org/cl-vs-cs/
            Container-Optimized OS:101	2024-10-21	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:105	2025-04-01	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:109	2025-09-24	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:113	2026-05-12	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:117	2026-09-01	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:121	2027-03-01	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:125	2027-09-01	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:129	2028-03-01	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:69	2019-12-01	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:73	2020-09-05	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:77	2021-04-01	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:81	2022-01-10	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:85	2022-09-01	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:89	2023-03-01	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:93	2023-10-24	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Container-Optimized OS:97	2024-03-27	support	all	https://cloud.google.com/container-optimized-os/docs/resources/support-policy
            Debian:10	2022-09-10	security support	all	https://wiki.debian.org/DebianReleases
            Debian:10	2024-06-30	LTS	all	https://wiki.debian.org/LTS
            Debian:10	2029-06-30	Freexian ELTS	apt-source:deb.freexian.com *	https://wiki.debian.org/LTS/Extended
            Debian:11	2024-08-14	security support	all	https://wiki.debian.org/DebianReleases
            Debian:11	2026-08-31	LTS	all	https://wiki.debian.org/LTS
            Debian:11	2031-06-30	Freexian ELTS	apt-source:deb.freexian.com *	https://wiki.debian.org/LTS/Extended
            Debian:12	2026-07-11	security support	all	https://wiki.debian.org/DebianReleases
            Debian:12	2028-06-30	LTS	all	https://wiki.debian.org/LTS
            Debian:12	2033-06-30	Freexian ELTS	apt-source:deb.freexian.com *	https://wiki.debian.org/LTS/Extended
            Debian:13	2028-08-09	security support	all	https://wiki.debian.org/DebianReleases
            Debian:13	2030-06-30	LTS	all	https://wiki.debian.org/LTS
            Debian:13	2035-06-30	Freexian ELTS	apt-source:deb.freexian.com *	https://wiki.debian.org/LTS/Extended
            Debian:3.0	2006-06-30	security support	all	https://wiki.debian.org/DebianReleases
            Debian:3.1	2008-03-31	security support	all	https://wiki.debian.org/DebianReleases
            Debian:4.0	2010-02-15	security support	all	https://wiki.debian.org/DebianReleases
            Debian:5.0	2012-02-06	security support	all	https://wiki.debian.org/DebianReleases
            Debian:6.0	2014-05-31	security support	all	https://wiki.debian.org/DebianReleases
            Debian:6.0	2016-02-29	LTS	all	https://wiki.debian.org/LTS
            Debian:7	2016-04-25	security support	all	https://wiki.debian.org/DebianReleases
            Debian:7	2018-05-31	LTS	all	https://wiki.debian.org/LTS
            Debian:7	2020-06-30	Freexian ELTS	apt-source:deb.freexian.com *	https://wiki.debian.org/LTS/Extended
            Debian:8	2018-06-17	security support	all	https://wiki.debian.org/DebianReleases
            Debian:8	2020-06-30	LTS	all	https://wiki.debian.org/LTS
            Debian:8	2025-06-30	Freexian ELTS	apt-source:deb.freexian.com *	https://wiki.debian.org/LTS/Extended
            Debian:9	2020-07-18	security support	all	https://wiki.debian.org/DebianReleases
            Debian:9	2022-06-30	LTS	all	https://wiki.debian.org/LTS
            Debian:9	2027-06-30	Freexian ELTS	apt-source:deb.freexian.com *	https://wiki.debian.org/LTS/Extended
            Fedora:1	2004-09-20	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:10	2009-12-17	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:11	2010-06-25	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:12	2010-12-02	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:13	2011-06-24	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:14	2011-12-09	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:15	2012-06-26	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:16	2013-02-12	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:17	2013-07-30	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:18	2014-01-14	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:19	2015-01-06	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:2	2005-04-11	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:20	2015-06-23	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:21	2015-12-01	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:22	2016-07-19	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:23	2016-12-20	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:24	2017-08-08	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:25	2017-12-12	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:26	2018-05-29	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:27	2018-11-30	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:28	2019-05-28	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:29	2019-11-26	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:3	2006-01-16	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:30	2020-05-26	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:31	2020-11-24	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:32	2021-05-25	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:33	2021-11-30	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:34	2022-06-07	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:35	2022-12-13	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:36	2023-05-16	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:37	2023-12-05	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:38	2024-05-21	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:39	2024-11-26	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:4	2006-08-07	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:40	2025-05-13	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:41	2025-12-15	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:42	2026-05-27	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:43	2026-12-09	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:44	2027-06-02	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:5	2007-07-02	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:6	2007-12-07	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:7	2008-06-13	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:8	2009-01-07	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Fedora:9	2009-07-10	support	all	https://docs.fedoraproject.org/en-US/releases/lifecycle/
            Mageia:1	2012-12-01	support	all	https://www.mageia.org/support/
            Mageia:10	2028-03-31	support	all	https://www.mageia.org/support/
            Mageia:2	2013-11-22	support	all	https://www.mageia.org/support/
            Mageia:3	2014-11-26	support	all	https://www.mageia.org/support/
            Mageia:4	2015-09-19	support	all	https://www.mageia.org/support/
            Mageia:5	2017-12-31	support	all	https://www.mageia.org/support/
            Mageia:6	2019-09-30	support	all	https://www.mageia.org/support/
            Mageia:7	2021-06-30	support	all	https://www.mageia.org/support/
            Mageia:8	2023-11-30	support	all	https://www.mageia.org/support/
            Mageia:9	2026-09-29	support	all	https://www.mageia.org/support/
            OpenWrt:17.01	2019-02-01	security support	all	https://openwrt.org/docs/guide-developer/security
            OpenWrt:18.06	2021-07-01	security support	all	https://openwrt.org/docs/guide-developer/security
            OpenWrt:19.07	2022-04-30	security support	all	https://openwrt.org/docs/guide-developer/security
            OpenWrt:21.02	2023-04-30	security support	all	https://openwrt.org/docs/guide-developer/security
            OpenWrt:22.03	2024-04-11	security support	all	https://openwrt.org/docs/guide-developer/security
            OpenWrt:23.05	2025-08-16	security support	all	https://openwrt.org/docs/guide-developer/security
            OpenWrt:24.10	2026-09-05	security support	all	https://openwrt.org/docs/guide-developer/security
            Oracle Linux:5	2017-06-30	Premier Support	all	https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf
            Oracle Linux:6	2021-03-31	Premier Support	all	https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf
            Oracle Linux:6	2024-12-31	Extended Support	repository:*_ELS*|repository:*_els*	https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf
            Oracle Linux:7	2024-12-31	Premier Support	all	https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf
            Oracle Linux:7	2028-06-30	Extended Support	repository:*_ELS*|repository:*_els*	https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf
            Oracle Linux:8	2029-07-31	Premier Support	all	https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf
            Oracle Linux:8	2032-07-31	Extended Support	repository:*_ELS*|repository:*_els*	https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf
            Oracle Linux:9	2032-06-30	Premier Support	all	https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf
            Oracle Linux:9	2035-06-30	Extended Support	repository:*_ELS*|repository:*_els*	https://www.oracle.com/a/ocom/docs/elsp-lifetime-069338.pdf
            Photon OS:1.0	2022-02-28	support	all	https://endoflife.date/vmware-photon
            Photon OS:2.0	2022-12-01	support	all	https://endoflife.date/vmware-photon
            Photon OS:3.0	2025-10-02	support	all	https://endoflife.date/vmware-photon
            Photon OS:4.0	2027-10-11	support	all	https://endoflife.date/vmware-photon
            Red Hat:enterprise_linux:10	2035-05-31	maintenance support	all	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:10	2039-05-31	Extended Life Cycle Support (ELS)	content-set:*-els-*|repository:*-els-*	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:4	2012-02-29	maintenance support	all	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:4	2017-03-31	Extended Life Cycle Support (ELS)	content-set:*-els-*|repository:*-els-*	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:5	2017-03-31	maintenance support	all	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:5	2020-11-30	Extended Life Cycle Support (ELS)	content-set:*-els-*|repository:*-els-*	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:6	2020-11-30	maintenance support	all	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:6	2024-06-30	Extended Life Cycle Support (ELS)	content-set:*-els-*|repository:*-els-*	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:7	2024-06-30	maintenance support	all	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:7	2029-05-31	Extended Life Cycle Support (ELS)	content-set:*-els-*|repository:*-els-*	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:8	2029-05-31	maintenance support	all	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:8	2033-05-31	Extended Life Cycle Support (ELS)	content-set:*-els-*|repository:*-els-*	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:9	2032-05-31	maintenance support	all	https://access.redhat.com/support/policy/updates/errata
            Red Hat:enterprise_linux:9	2036-05-31	Extended Life Cycle Support (ELS)	content-set:*-els-*|repository:*-els-*	https://access.redhat.com/support/policy/updates/errata
            Rocky Linux:10	2035-05-31	security support	all	https://wiki.rockylinux.org/rocky/version/
            Rocky Linux:8	2029-05-31	security support	all	https://wiki.rockylinux.org/rocky/version/
            Rocky Linux:9	2032-05-31	security support	all	https://wiki.rockylinux.org/rocky/version/
            SUSE:Linux Enterprise Micro 5.0	2022-03-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Micro 5.1	2025-10-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Micro 5.2	2026-04-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Micro 5.3	2026-10-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Micro 5.4	2027-04-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Micro 5.5	2027-10-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 10	2007-12-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 10 SP1	2008-11-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 10 SP1	2010-12-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 10 SP2	2010-04-11	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 10 SP2	2013-04-10	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 10 SP3	2011-10-11	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 10 SP3	2014-10-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 10 SP4	2013-07-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 10 SP4	2016-07-30	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 11	2010-12-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 11 SP1	2012-08-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 11 SP1	2015-08-30	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 11 SP2	2014-01-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 11 SP2	2017-01-30	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 11 SP3	2016-01-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 11 SP3	2019-01-30	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 11 SP4	2019-03-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 11 SP4	2022-03-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12	2016-06-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12	2019-07-01	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP1	2017-05-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP1	2020-05-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP2	2018-03-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP2	2021-03-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP3	2019-06-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP3	2022-06-30	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP4	2020-06-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP4	2023-06-30	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP5	2024-10-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 12 SP5	2027-10-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15	2019-12-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15	2022-12-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP1	2021-01-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP1	2024-01-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP2	2021-12-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP2	2024-12-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP3	2022-12-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP3	2025-12-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP4	2023-12-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP4	2026-12-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP5	2024-12-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP5	2027-12-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP6	2025-12-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP6	2028-12-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP7	2031-07-31	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 15 SP7	2034-07-31	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 16.0	2027-11-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Enterprise Server 16.0	2030-11-30	Long Term Service Pack Support (LTSS)	suse-product:SLES-LTSS/*|suse-product:SLES-LTSS-*|repository:*LTSS*	https://www.suse.com/lifecycle
            SUSE:Linux Micro 6.0	2028-06-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Micro 6.1	2028-11-30	general support	all	https://www.suse.com/lifecycle
            SUSE:Linux Micro 6.2	2029-11-30	general support	all	https://www.suse.com/lifecycle
            Ubuntu:10.04:LTS	2015-04-30	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:10.10	2012-04-10	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:11.04	2012-10-28	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:11.10	2013-05-09	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:12.04:LTS	2017-04-28	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:12.04:LTS	2019-04-26	Ubuntu Pro (ESM)	ubuntu-pro:esm-infra|ubuntu-pro:esm-package	https://ubuntu.com/about/release-cycle
            Ubuntu:12.10	2014-05-16	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:13.04	2014-01-27	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:13.10	2014-07-17	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:14.04:LTS	2019-04-25	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:14.04:LTS	2024-04-25	Ubuntu Pro (ESM)	ubuntu-pro:esm-infra|ubuntu-pro:esm-package	https://ubuntu.com/about/release-cycle
            Ubuntu:14.04:LTS	2026-04-28	Ubuntu Pro with the Legacy add-on	ubuntu-pro:esm-infra-legacy	https://ubuntu.com/about/release-cycle
            Ubuntu:14.10	2015-07-23	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:15.04	2016-02-04	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:15.10	2016-07-28	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:16.04:LTS	2021-04-30	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:16.04:LTS	2026-04-23	Ubuntu Pro (ESM)	ubuntu-pro:esm-infra|ubuntu-pro:esm-package	https://ubuntu.com/about/release-cycle
            Ubuntu:16.04:LTS	2028-04-25	Ubuntu Pro with the Legacy add-on	ubuntu-pro:esm-infra-legacy	https://ubuntu.com/about/release-cycle
            Ubuntu:16.10	2017-07-20	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:17.04	2018-01-13	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:17.10	2018-07-19	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:18.04:LTS	2023-05-31	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:18.04:LTS	2028-04-26	Ubuntu Pro (ESM)	ubuntu-pro:esm-infra|ubuntu-pro:esm-package	https://ubuntu.com/about/release-cycle
            Ubuntu:18.04:LTS	2030-04-30	Ubuntu Pro with the Legacy add-on	ubuntu-pro:esm-infra-legacy	https://ubuntu.com/about/release-cycle
            Ubuntu:18.10	2019-07-18	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:19.04	2020-01-23	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:19.10	2020-07-17	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:20.04:LTS	2025-05-29	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:20.04:LTS	2030-04-23	Ubuntu Pro (ESM)	ubuntu-pro:esm-infra|ubuntu-pro:esm-package	https://ubuntu.com/about/release-cycle
            Ubuntu:20.04:LTS	2032-04-27	Ubuntu Pro with the Legacy add-on	ubuntu-pro:esm-infra-legacy	https://ubuntu.com/about/release-cycle
            Ubuntu:20.10	2021-07-22	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:21.04	2022-01-20	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:21.10	2022-07-14	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:22.04:LTS	2027-06-01	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:22.04:LTS	2032-04-21	Ubuntu Pro (ESM)	ubuntu-pro:esm-infra|ubuntu-pro:esm-package	https://ubuntu.com/about/release-cycle
            Ubuntu:22.04:LTS	2034-04-25	Ubuntu Pro with the Legacy add-on	ubuntu-pro:esm-infra-legacy	https://ubuntu.com/about/release-cycle
            Ubuntu:22.10	2023-07-20	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:23.04	2024-01-25	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:23.10	2024-07-11	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:24.04:LTS	2029-05-31	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:24.04:LTS	2034-04-25	Ubuntu Pro (ESM)	ubuntu-pro:esm-infra|ubuntu-pro:esm-package	https://ubuntu.com/about/release-cycle
            Ubuntu:24.04:LTS	2036-04-29	Ubuntu Pro with the Legacy add-on	ubuntu-pro:esm-infra-legacy	https://ubuntu.com/about/release-cycle
            Ubuntu:24.10	2025-07-10	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:25.04	2026-01-15	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:25.10	2026-07-09	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:26.04:LTS	2031-05-29	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:26.04:LTS	2036-04-23	Ubuntu Pro (ESM)	ubuntu-pro:esm-infra|ubuntu-pro:esm-package	https://ubuntu.com/about/release-cycle
            Ubuntu:26.04:LTS	2038-04-27	Ubuntu Pro with the Legacy add-on	ubuntu-pro:esm-infra-legacy	https://ubuntu.com/about/release-cycle
            Ubuntu:4.10	2006-04-30	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:5.04	2006-10-31	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:5.10	2007-04-13	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:6.06:LTS	2011-06-01	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:6.10	2008-04-25	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:7.04	2008-10-19	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:7.10	2009-04-18	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:8.04:LTS	2013-05-09	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:8.10	2010-04-30	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:9.04	2010-10-23	standard support	all	https://ubuntu.com/about/release-cycle
            Ubuntu:9.10	2011-04-30	standard support	all	https://ubuntu.com/about/release-cycle
            openEuler:21.03	2021-09-30	support	all	https://www.openeuler.org/en/other/lifecycle/
            openEuler:21.09	2022-03-31	support	all	https://www.openeuler.org/en/other/lifecycle/
            openEuler:22.09	2023-03-31	support	all	https://www.openeuler.org/en/other/lifecycle/
            openEuler:23.03	2023-09-30	support	all	https://www.openeuler.org/en/other/lifecycle/
            openEuler:23.09	2024-03-31	support	all	https://www.openeuler.org/en/other/lifecycle/
            openEuler:24.09	2025-03-31	support	all	https://www.openeuler.org/en/other/lifecycle/
            openSUSE:11.0	2010-07-26	support	all	https://en.opensuse.org/Lifetime
            openSUSE:11.1	2011-01-14	support	all	https://en.opensuse.org/Lifetime
            openSUSE:11.2	2011-05-12	support	all	https://en.opensuse.org/Lifetime
            openSUSE:11.3	2012-01-20	support	all	https://en.opensuse.org/Lifetime
            openSUSE:11.4	2012-11-05	support	all	https://en.opensuse.org/Lifetime
            openSUSE:12.1	2013-05-15	support	all	https://en.opensuse.org/Lifetime
            openSUSE:12.2	2014-01-15	support	all	https://en.opensuse.org/Lifetime
            openSUSE:12.3	2015-01-29	support	all	https://en.opensuse.org/Lifetime
            openSUSE:13.1	2016-02-03	support	all	https://en.opensuse.org/Lifetime
            openSUSE:13.2	2017-01-17	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 15.0	2019-12-03	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 15.1	2021-02-02	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 15.2	2022-01-04	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 15.3	2022-12-31	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 15.4	2023-12-07	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 15.5	2024-12-31	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 15.6	2026-04-30	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 16.0	2027-10-31	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 42.1	2017-05-17	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 42.2	2018-01-26	support	all	https://en.opensuse.org/Lifetime
            openSUSE:Leap 42.3	2019-07-01	support	all	https://en.opensuse.org/Lifetime
            """;

    private SupportTable() {}
}
