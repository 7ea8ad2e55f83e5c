package io.tidewaiter.catalog.javaarchive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Groups of artifacts whose jars name none: those that are built with Gradle, Ant or Bazel. A fact a line, from Maven
 * Central; a name is here only if no other group on Central is known to publish jars of it, in these versions, that
 * have no descriptor either, but copies of the same ({@code axis:axis}, {@code jstl:jstl}).
 *
 * <p>{@code GROUP [FROM..TO] ARTIFACT…}: versions by their first numbers, both ends counted ({@code ..1.6} has 1.6.1 too);
 * an artifact that ends in {@code *} stands for all that begin so.
 */
final class KnownGroups {
    private static final String TABLE = """
            antlr ..2 antlr
            asm ..3 asm asm-analysis asm-commons asm-tree asm-util asm-xml
            axis ..1.3 axis
            batik ..1.6.0 batik-awt-util batik-bridge batik-css batik-dom batik-ext batik-gvt batik-parser batik-svg-dom
            batik ..1.6.0 batik-svggen batik-swing batik-transcoder batik-util batik-xml
            c3p0 ..0.9.1 c3p0
            cglib cglib cglib-nodep
            ch.qos.reload4j reload4j
            com.auth0 java-jwt jwks-rsa
            com.github.ben-manes.caffeine caffeine
            com.google.cloud grpc-gcp
            com.google.gwt ..2.9 gwt-dev gwt-servlet gwt-user
            com.google.protobuf protobuf-java protobuf-javalite protobuf-java-util
            com.google.re2j re2j
            com.graphql-java graphql-java graphql-java-extended-scalars
            com.h2database h2
            com.hierynomus asn-one smbj sshj
            com.jayway.jsonpath ..2 json-path json-path-assert
            com.mchange mchange-commons-java
            com.mchange 0.9.2.. c3p0
            com.mysql mysql-connector-j
            com.netflix.eureka eureka-client eureka-core
            com.netflix.hystrix hystrix-core hystrix-javanica
            com.netflix.zuul zuul-core
            com.squareup.moshi moshi moshi-kotlin moshi-adapters
            com.squareup.okhttp3 3.. okhttp okhttp-jvm okhttp-sse okhttp-tls okhttp-urlconnection
            com.squareup.okhttp3 3.. logging-interceptor
            com.squareup.okio okio okio-jvm
            com.squareup.retrofit2 2.. retrofit converter-gson converter-jackson converter-moshi converter-scalars
            com.typesafe.akka akka-actor_* akka-cluster_* akka-http-core_* akka-http_* akka-parsing_* akka-remote_*
            com.typesafe.akka akka-stream_*
            com.unboundid unboundid-ldapsdk
            commons-beanutils commons-beanutils commons-beanutils-core
            commons-cli commons-cli
            commons-codec commons-codec
            commons-collections commons-collections
            commons-configuration commons-configuration
            commons-dbcp commons-dbcp
            commons-digester commons-digester
            commons-discovery commons-discovery
            commons-el commons-el
            commons-fileupload commons-fileupload
            commons-httpclient commons-httpclient
            commons-io commons-io
            commons-lang commons-lang
            commons-logging commons-logging
            commons-net commons-net
            commons-pool commons-pool
            commons-validator commons-validator
            dom4j ..1 dom4j
            htmlunit ..1.13 htmlunit
            info.picocli picocli picocli-shell-jline2 picocli-shell-jline3
            io.grpc grpc-alts grpc-api grpc-auth grpc-census grpc-context grpc-core grpc-googleapis grpc-grpclb
            io.grpc grpc-inprocess grpc-kotlin-stub grpc-netty grpc-netty-shaded grpc-okhttp grpc-protobuf
            io.grpc grpc-protobuf-lite grpc-rls grpc-services grpc-servlet grpc-servlet-jakarta grpc-stub grpc-testing
            io.grpc grpc-util grpc-xds
            io.jaegertracing jaeger-client
            io.jaegertracing 1.. jaeger-core jaeger-thrift
            io.ktor ktor-client-core ktor-client-core-jvm ktor-http ktor-http-jvm ktor-http-cio ktor-http-cio-jvm
            io.ktor ktor-io ktor-io-jvm ktor-network ktor-network-jvm ktor-server-cio ktor-server-cio-jvm
            io.ktor ktor-server-core ktor-server-core-jvm ktor-server-netty ktor-server-netty-jvm
            io.ktor ktor-utils ktor-utils-jvm
            io.micrometer micrometer-commons micrometer-core micrometer-jakarta9 micrometer-java11 micrometer-java21
            io.micrometer micrometer-jetty11 micrometer-jetty12 micrometer-observation micrometer-observation-test
            io.micrometer micrometer-registry-* micrometer-spring-legacy micrometer-test micrometer-tracing
            io.micrometer micrometer-tracing-bridge-* micrometer-tracing-integration-test micrometer-tracing-reporter-*
            io.micrometer micrometer-tracing-test
            io.micronaut micronaut-aop micronaut-buffer-netty micronaut-context micronaut-core micronaut-http
            io.micronaut micronaut-http-client micronaut-http-client-core micronaut-http-netty micronaut-http-server
            io.micronaut micronaut-http-server-netty micronaut-inject micronaut-json-core micronaut-management
            io.micronaut micronaut-router micronaut-runtime micronaut-websocket
            io.opencensus opencensus-*
            io.opentelemetry opentelemetry-api opentelemetry-context opentelemetry-common opentelemetry-sdk*
            io.opentelemetry opentelemetry-exporter-*
            io.opentelemetry.javaagent opentelemetry-javaagent
            io.perfmark perfmark-api
            io.projectreactor 2.. reactor-core reactor-test reactor-tools
            io.projectreactor.netty reactor-netty reactor-netty-core reactor-netty-http
            io.reactivex rxjava-reactive-streams
            io.reactivex ..1 rxjava
            io.reactivex.rxjava2 2..2 rxjava
            io.reactivex.rxjava3 3.. rxjava
            io.rsocket rsocket-core rsocket-transport-netty rsocket-transport-local
            javax.inject ..1 javax.inject
            javax.servlet jstl
            log4j ..1 log4j
            mysql mysql-connector-java
            net.bytebuddy byte-buddy byte-buddy-agent
            net.java.dev.jna 4.. jna jna-platform
            net.jcip jcip-annotations
            net.sf.saxon Saxon-HE
            net.snowflake snowflake-jdbc
            net.sourceforge.htmlunit 1.14..2 htmlunit
            net.sourceforge.jtds jtds
            org.apache.ant ant ant-launcher ant-junit ant-antlr
            org.apache.axis axis
            org.apache.calcite calcite-core calcite-linq4j
            org.apache.calcite.avatica avatica-core avatica-metrics avatica-server
            org.apache.cassandra cassandra-all
            org.apache.derby derby derbyclient derbynet derbyshared derbytools
            org.apache.ftpserver ftplet-api ftpserver-core
            org.apache.geode geode-common geode-core geode-serialization geode-wan
            org.apache.groovy 4.. groovy groovy-all groovy-ant groovy-astbuilder groovy-cli-commons groovy-cli-picocli
            org.apache.groovy 4.. groovy-console groovy-datetime groovy-dateutil groovy-docgenerator groovy-groovydoc
            org.apache.groovy 4.. groovy-groovysh groovy-jaxb groovy-jmx groovy-json groovy-jsr223 groovy-macro
            org.apache.groovy 4.. groovy-nio groovy-servlet groovy-sql groovy-swing groovy-templates groovy-test
            org.apache.groovy 4.. groovy-test-junit5 groovy-testng groovy-xml groovy-yaml groovy-contracts groovy-ginq
            org.apache.groovy 4.. groovy-macro-library groovy-toml groovy-typecheckers
            org.apache.hadoop hadoop-client-api hadoop-client-runtime
            org.apache.hadoop hadoop-core
            org.apache.ivy 2.. ivy
            org.apache.kafka kafka-clients kafka-streams kafka-server-common kafka-raft kafka-metadata
            org.apache.kafka kafka_2.11 kafka_2.12 kafka_2.13 connect-api connect-runtime connect-json
            org.apache.lucene lucene-*
            org.apache.poi ooxml-schemas poi poi-excelant poi-ooxml poi-ooxml-full poi-ooxml-lite
            org.apache.poi poi-ooxml-schemas poi-scratchpad
            org.apache.solr solr-core solr-solrj
            org.apache.thrift libthrift
            org.apache.tomcat tomcat-annotations-api tomcat-api tomcat-catalina tomcat-catalina-ha tomcat-coyote
            org.apache.tomcat tomcat-dbcp tomcat-el-api tomcat-jasper tomcat-jasper-el tomcat-jaspic-api tomcat-jdbc
            org.apache.tomcat tomcat-jni tomcat-jsp-api tomcat-juli tomcat-servlet-api tomcat-storeconfig tomcat-tribes
            org.apache.tomcat tomcat-util tomcat-util-scan tomcat-websocket tomcat-websocket-api
            org.apache.tomcat tomcat-i18n-* tomcat-ssi tomcat-websocket-client-api
            org.apache.tomcat.embed tomcat-embed-core tomcat-embed-el tomcat-embed-jasper tomcat-embed-websocket
            org.apache.tomcat.embed tomcat-embed-logging-juli tomcat-embed-logging-log4j tomcat-embed-programmatic
            org.apache.velocity 1.5..1 velocity
            org.apache.xmlbeans 3.. xmlbeans
            org.apache.xmlgraphics 1.6.1.. batik-awt-util batik-bridge batik-css batik-dom batik-ext batik-gvt
            org.apache.xmlgraphics 1.6.1.. batik-parser batik-svg-dom batik-svggen batik-swing batik-transcoder
            org.apache.xmlgraphics 1.6.1.. batik-util batik-xml
            org.apache.zookeeper zookeeper
            org.apiguardian apiguardian-api
            org.asciidoctor asciidoctorj asciidoctorj-api asciidoctorj-pdf
            org.bouncycastle bcprov-* bcpkix-* bcpg-* bctls-* bcmail-* bcutil-* bcjmail-* bc-fips bcpkix-fips
            org.checkerframework checker-qual
            org.codehaus.groovy ..3 groovy groovy-all groovy-ant groovy-astbuilder groovy-cli-commons
            org.codehaus.groovy ..3 groovy-cli-picocli groovy-console groovy-datetime groovy-dateutil
            org.codehaus.groovy ..3 groovy-docgenerator groovy-groovydoc groovy-groovysh groovy-jaxb groovy-jmx
            org.codehaus.groovy ..3 groovy-json groovy-jsr223 groovy-macro groovy-nio groovy-servlet groovy-sql
            org.codehaus.groovy ..3 groovy-swing groovy-templates groovy-test groovy-test-junit5 groovy-testng
            org.codehaus.groovy ..3 groovy-xml groovy-yaml groovy-backports-compat23 groovy-bsf
            org.codehaus.jackson jackson-core-asl jackson-jaxrs jackson-mapper-asl jackson-xc
            org.conscrypt conscrypt-android conscrypt-openjdk conscrypt-openjdk-uber
            org.dom4j 2.. dom4j
            org.ehcache 3.. ehcache
            org.elasticsearch elasticsearch elasticsearch-core elasticsearch-x-content elasticsearch-secure-sm
            org.elasticsearch.client elasticsearch-rest-client elasticsearch-rest-high-level-client
            org.functionaljava functionaljava
            org.eclipse.jetty.toolchain jetty-jakarta-servlet-api jetty-jakarta-websocket-api jetty-javax-websocket-api
            org.eclipse.jetty.toolchain jetty-servlet-api
            org.graalvm.sdk graal-sdk
            org.gwtproject 2.10.. gwt-dev gwt-servlet gwt-user
            org.hibernate ..5 hibernate-core hibernate-entitymanager hibernate-envers hibernate-c3p0 hibernate-jcache
            org.hibernate.orm 6.. hibernate-core hibernate-envers hibernate-c3p0 hibernate-jcache
            org.hsqldb 2.. hsqldb
            org.jdom jdom2
            org.jdom 1.1..1 jdom
            org.jetbrains.kotlin kotlin-stdlib kotlin-stdlib-* kotlin-reflect kotlin-script-runtime kotlin-compiler*
            org.jetbrains.kotlin kotlin-daemon-embeddable kotlin-scripting-* kotlin-test kotlin-test-*
            org.jetbrains.kotlinx kotlinx-coroutines-* kotlinx-serialization-* kotlinx-datetime* kotlinx-html*
            org.jspecify jspecify
            org.junit.jupiter junit-jupiter junit-jupiter-api junit-jupiter-engine junit-jupiter-params
            org.junit.platform junit-platform-commons junit-platform-console junit-platform-console-standalone
            org.junit.platform junit-platform-engine junit-platform-jfr junit-platform-launcher junit-platform-reporting
            org.junit.platform junit-platform-runner junit-platform-suite junit-platform-suite-api
            org.junit.platform junit-platform-suite-commons junit-platform-suite-engine junit-platform-testkit
            org.junit.vintage junit-vintage-engine
            org.lz4 lz4-java
            org.mockito mockito-core mockito-inline mockito-junit-jupiter
            org.mortbay.jasper apache-el
            org.mongodb bson mongo-java-driver mongodb-driver mongodb-driver-core mongodb-driver-legacy
            org.mongodb mongodb-driver-reactivestreams mongodb-driver-sync
            org.mozilla rhino rhino-engine rhino-runtime
            org.msgpack msgpack-core jackson-dataformat-msgpack
            org.opensearch opensearch opensearch-core opensearch-x-content
            org.opentest4j opentest4j
            org.ow2.asm 4.. asm asm-analysis asm-commons asm-tree asm-util asm-xml
            org.pcollections pcollections
            org.postgresql 42.. postgresql
            org.projectlombok lombok
            org.python jython jython-slim jython-standalone
            org.springframework spring spring-aop spring-aspects spring-beans spring-context spring-context-indexer
            org.springframework spring-context-support spring-core spring-core-test spring-expression spring-instrument
            org.springframework spring-jcl spring-jdbc spring-jms spring-messaging spring-orm spring-oxm spring-r2dbc
            org.springframework spring-struts spring-test spring-tx spring-web spring-webflux spring-webmvc
            org.springframework spring-webmvc-portlet spring-websocket
            org.springframework.amqp spring-amqp spring-rabbit spring-rabbit-test spring-rabbit-stream
            org.springframework.batch spring-batch-core spring-batch-infrastructure spring-batch-integration
            org.springframework.boot spring-boot spring-boot-actuator spring-boot-actuator-autoconfigure
            org.springframework.boot spring-boot-autoconfigure spring-boot-devtools spring-boot-docker-compose
            org.springframework.boot spring-boot-jarmode-layertools spring-boot-jarmode-tools spring-boot-loader
            org.springframework.boot spring-boot-loader-classic spring-boot-loader-tools spring-boot-properties-migrator
            org.springframework.boot spring-boot-starter spring-boot-starter-* spring-boot-test
            org.springframework.boot spring-boot-test-autoconfigure spring-boot-testcontainers
            org.springframework.graphql spring-graphql
            org.springframework.integration spring-integration-amqp spring-integration-aws spring-integration-camel
            org.springframework.integration spring-integration-cassandra spring-integration-cloudevents
            org.springframework.integration spring-integration-core spring-integration-debezium
            org.springframework.integration spring-integration-event spring-integration-feed spring-integration-file
            org.springframework.integration spring-integration-ftp spring-integration-gemfire
            org.springframework.integration spring-integration-graphql spring-integration-groovy
            org.springframework.integration spring-integration-hazelcast spring-integration-http spring-integration-ip
            org.springframework.integration spring-integration-java-dsl spring-integration-jdbc spring-integration-jms
            org.springframework.integration spring-integration-jmx spring-integration-jpa spring-integration-kafka
            org.springframework.integration spring-integration-mail spring-integration-mongodb spring-integration-mqtt
            org.springframework.integration spring-integration-r2dbc spring-integration-redis spring-integration-rmi
            org.springframework.integration spring-integration-rsocket spring-integration-scripting
            org.springframework.integration spring-integration-security spring-integration-sftp spring-integration-smb
            org.springframework.integration spring-integration-splunk spring-integration-stomp
            org.springframework.integration spring-integration-stream spring-integration-syslog
            org.springframework.integration spring-integration-test spring-integration-test-support
            org.springframework.integration spring-integration-twitter spring-integration-webflux
            org.springframework.integration spring-integration-websocket spring-integration-ws spring-integration-xml
            org.springframework.integration spring-integration-xmpp spring-integration-zeromq spring-integration-zip
            org.springframework.integration spring-integration-zookeeper
            org.springframework.kafka spring-kafka spring-kafka-test
            org.springframework.ldap spring-ldap-core spring-ldap-test
            org.springframework.restdocs spring-restdocs-core spring-restdocs-mockmvc
            org.springframework.security spring-security-acl spring-security-aspects spring-security-cas
            org.springframework.security spring-security-config spring-security-core spring-security-crypto
            org.springframework.security spring-security-data spring-security-ldap spring-security-messaging
            org.springframework.security spring-security-oauth2-authorization-server spring-security-oauth2-client
            org.springframework.security spring-security-oauth2-core spring-security-oauth2-jose
            org.springframework.security spring-security-oauth2-resource-server spring-security-openid
            org.springframework.security spring-security-remoting spring-security-rsocket
            org.springframework.security spring-security-saml2-service-provider spring-security-taglibs
            org.springframework.security spring-security-test spring-security-web
            org.springframework.session spring-session-core spring-session-data-redis spring-session-jdbc
            org.springframework.ws spring-ws-core spring-xml
            org.testng testng
            org.tukaani xz
            org.wiremock 3.. wiremock wiremock-standalone
            org.xmlresolver xmlresolver
            struts ..1.2 struts
            taglibs ..1 standard
            velocity ..1.4 velocity
            wsdl4j wsdl4j
            xalan xalan
            xerces xercesImpl
            """;

    private static final Pattern NUMBER = Pattern.compile("\\G\\.?(\\d{1,9})(?!\\d)");
    private static final int NUMBERS_MAX = 4;

    private static final List<Known> PREFIXES = new ArrayList<>();
    private static final Map<String, List<Known>> EXACT = new HashMap<>();

    static {
        TABLE.lines().forEach(KnownGroups::add);
    }

    /** Of the versions between both, each as many numbers as tell; none where it is open. */
    private record Known(String group, String artifact, List<Integer> min, List<Integer> max) {
        boolean holds(List<Integer> version) {
            return version.isEmpty()
                    ? min.isEmpty() && max.isEmpty()
                    : compare(version, min) >= 0 && compare(version, max) <= 0;
        }

        /** By the numbers that the bound has: 1.6.1 is not above 1.6; what a version lacks is 0. */
        private static int compare(List<Integer> version, List<Integer> bound) {
            for (int i = 0; i < bound.size(); i++) {
                int order = Integer.compare(i < version.size() ? version.get(i) : 0, bound.get(i));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }

    private KnownGroups() {}

    private static void add(String line) {
        String[] words = line.split(" ");
        int range = words[1].indexOf("..");
        List<Integer> min = range < 0 ? List.of() : numbers(words[1].substring(0, range));
        List<Integer> max = range < 0 ? List.of() : numbers(words[1].substring(range + 2));
        for (int i = range < 0 ? 1 : 2; i < words.length; i++) {
            boolean prefix = words[i].endsWith("*");
            String artifact = prefix ? words[i].substring(0, words[i].length() - 1) : words[i];
            Known known = new Known(words[0], artifact, min, max);
            if (prefix) {
                PREFIXES.add(known);
            } else {
                EXACT.computeIfAbsent(artifact, a -> new ArrayList<>()).add(known);
            }
        }
    }

    /** The group of an artifact; empty where we do not know it. */
    static String of(String artifact, String version) {
        List<Integer> numbers = numbers(version);
        for (Known known : EXACT.getOrDefault(artifact, List.of())) {
            if (known.holds(numbers)) {
                return known.group;
            }
        }
        for (Known known : PREFIXES) {
            if (artifact.startsWith(known.artifact) && known.holds(numbers)) {
                return known.group;
            }
        }
        return "";
    }

    /** The numbers at the beginning, with dots between them; empty where there are none. */
    private static List<Integer> numbers(String version) {
        List<Integer> numbers = new ArrayList<>();
        Matcher number = NUMBER.matcher(version);
        while (number.find() && numbers.size() < NUMBERS_MAX) {
            numbers.add(Integer.parseInt(number.group(1)));
        }
        return numbers;
    }
}
