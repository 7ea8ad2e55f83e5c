package io.tidewaiter.catalog.javaarchive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.lang.Layouts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a jar is, one decision a line. */
class JarIdentityTest {
    /** File, its descriptors, its attributes; what it is (or UNKNOWN), and what lies in it besides. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log4j-core-2.14.1.jar    | org.apache.logging.log4j:log4j-core:2.14.1      |  | org.apache.logging.log4j/log4j-core@2.14.1 |
            log4j-core.jar           | org.apache.logging.log4j:log4j-core:2.14.1      |  | org.apache.logging.log4j/log4j-core@2.14.1 |
            app.jar                  | com.acme:orders-service:1.0                     |  | com.acme/orders-service@1.0                |
            guava-31.1-jre.jar       | com.google.guava:guava:31.1-jre                 |  | com.google.guava/guava@31.1-jre            |
            htrace-core4-4.1.0.jar   | com.fasterxml.jackson.core:jackson-core:2.4.0 org.apache.htrace:htrace-core4:4.1.0 | | org.apache.htrace/htrace-core4@4.1.0 | com.fasterxml.jackson.core/jackson-core@2.4.0
            log4j-api-2.17.0.jar     | log4j:log4j:1.2.17 org.apache.logging.log4j:log4j-api:2.17.0 | | org.apache.logging.log4j/log4j-api@2.17.0 | log4j/log4j@1.2.17
            log4j-api-2.17.0-tests.jar | a:log4j-api:1 b:log4j-api:2.17.0               |  | b/log4j-api@2.17.0                         | a/log4j-api@1
            spring-core-5.3.9.jar    | org.objenesis:objenesis:3.2                     | Implementation-Title: spring-core | org.springframework/spring-core@5.3.9 | org.objenesis/objenesis@3.2
            spring-core-5.3.9.jar    |                                                 | Implementation-Title: spring-core, Implementation-Version: 5.3.9 | org.springframework/spring-core@5.3.9 |
            spring-core.jar          |                                                 | Implementation-Title: spring-core, Implementation-Version: 5.3.9 | org.springframework/spring-core@5.3.9 |
            renamed.jar              |                                                 | Implementation-Title: spring-core, Implementation-Version: 5.3.9 | org.springframework/spring-core@5.3.9 |
            spring-boot-admin-server-2.5.jar |                                         |  | UNKNOWN                                    |
            spring-boot-starter-web-2.5.5.jar |                                        |  | org.springframework.boot/spring-boot-starter-web@2.5.5 |
            kotlin-stdlib-1.8.21.jar |                                                 | Implementation-Version: 1.8.21-release-380(1.8.21) | org.jetbrains.kotlin/kotlin-stdlib@1.8.21 |
            hibernate-core-5.6.15.Final.jar |                                          |  | org.hibernate/hibernate-core@5.6.15.Final  |
            picocli-shell-jline3-4.7.5.jar  |                                          |  | info.picocli/picocli-shell-jline3@4.7.5 |
            jetty-servlet-api-4.0.6.jar     |                                          |  | org.eclipse.jetty.toolchain/jetty-servlet-api@4.0.6 |
            org.mortbay.jasper.apache-el-10.0.27.jar |                                 |  | org.mortbay.jasper/apache-el@10.0.27 |
            lib/boot/org.graalvm.sdk.graal-sdk-23.0.1.jar |                            |  | org.graalvm.sdk/graal-sdk@23.0.1 |
            hibernate-core-6.2.0.Final.jar  |                                          |  | org.hibernate.orm/hibernate-core@6.2.0.Final |
            groovy-all-2.4.3.jar     |                                                 |  | org.codehaus.groovy/groovy-all@2.4.3       |
            groovy-4.0.1.jar         |                                                 |  | org.apache.groovy/groovy@4.0.1             |
            groovy.jar               |                                                 |  | UNKNOWN                                    |
            bcprov-jdk15on-1.68.jar  |                                                 |  | org.bouncycastle/bcprov-jdk15on@1.68       |
            jackson-databind-2.9.8.jar |                                               | Bundle-SymbolicName: com.fasterxml.jackson.core.jackson-databind | com.fasterxml.jackson.core/jackson-databind@2.9.8 |
            jackson-databind-2.9.8.jar |                                               | Bundle-SymbolicName: com.fasterxml.jackson.core.jackson-databind;singleton:=true | com.fasterxml.jackson.core/jackson-databind@2.9.8 |
            acme-3.3.jar             |                                                 | Bundle-SymbolicName: com.github.owner.acme | UNKNOWN |
            acme-3.3.jar             |                                                 | 'Bundle-SymbolicName: com.github.owner.acme, Implementation-Vendor-Id: com.github.owner' | com.github.owner/acme@3.3 |
            acme-3.3.jar             |                                                 | Implementation-Vendor-Id: com.github.owner | UNKNOWN |
            acme-1.2-api-2.14.1.jar  |                                                 | 'Bundle-SymbolicName: org.x.acme-1.2-api, Bundle-Version: 2.14.1' | org.x/acme-1.2-api@2.14.1 |
            git-client.hpi           |                                                 | 'Group-Id: org.jenkins-ci.plugins, Short-Name: git-client, Plugin-Version: 3.9.0 (private)' | org.jenkins-ci.plugins/git-client@3.9.0 |
            git-client.jar           |                                                 | 'Group-Id: org.jenkins-ci.plugins, Short-Name: git-client' | UNKNOWN |
            netty-transport-native-epoll-4.1.60.Final-linux-x86_64.jar | io.netty:netty-transport-native-epoll:4.1.60.Final | | io.netty/netty-transport-native-epoll@4.1.60.Final |
            tomcat-embed-core-9.0.54.jar |                                             |  | org.apache.tomcat.embed/tomcat-embed-core@9.0.54 |
            catalina.jar             |  | 'Bundle-SymbolicName: org.apache.tomcat-catalina, Bundle-Version: 10.1.20, Implementation-Version: 10.1.20' | org.apache.tomcat/tomcat-catalina@10.1.20 |
            catalina.jar             |  | 'Bundle-SymbolicName: org.apache.tomcat-catalina, Bundle-Version: 10.1.0.M1, Implementation-Version: 10.1.0-M1' | org.apache.tomcat/tomcat-catalina@10.1.0-M1 |
            servlet-api.jar          |  | 'Bundle-SymbolicName: org.apache.tomcat-servlet-api, Bundle-Version: 10.1.20, Implementation-Version: 6.0' | org.apache.tomcat/tomcat-servlet-api@10.1.20 |
            catalina.jar             |  | 'Bundle-SymbolicName: com.acme.tomcat-catalina, Bundle-Version: 10.1.20' | UNKNOWN |
            org.apache.ant_1.10.14.v20230922-1200.jar | | 'Bundle-SymbolicName: org.apache.ant, Bundle-Version: 1.10.14.v20230922-1200' | org.apache.ant/ant@1.10.14 |
            ecj-4.20.jar             |  | 'Bundle-SymbolicName: org.eclipse.jdt.core.compiler.batch, Bundle-Version: 3.26.0.v20210609-0549' | org.eclipse.jdt/ecj@3.26.0 |
            renamed.jar              |  | 'Bundle-SymbolicName: com.h2, Bundle-Version: 2.1.0' | UNKNOWN |
            renamed.jar              |  | 'Bundle-SymbolicName: org.rhino, Bundle-Version: 1.7.14' | UNKNOWN |
            renamed.jar              |  | 'Bundle-SymbolicName: org.apache.tomcat-embed-core, Bundle-Version: 9.0.54' | org.apache.tomcat.embed/tomcat-embed-core@9.0.54 |
            junit-platform-native-0.9.20.jar | | | UNKNOWN |
            asm-3.3.1.jar            |  |  | asm/asm@3.3.1 |
            asm-9.7.jar              |  |  | org.ow2.asm/asm@9.7 |
            retrofit-1.9.0.jar       |  |  | UNKNOWN |
            okhttp-2.7.5.jar         |  |  | UNKNOWN |
            jaeger-core-0.20.0.jar   |  |  | UNKNOWN |
            json-path-5.1.1.jar      |  |  | UNKNOWN |
            api-common-2.1.jar       |  |  | UNKNOWN |
            javax.inject-2.4.0.jar   |  |  | UNKNOWN |
            groovy-cps-1.32.jar      |  |  | UNKNOWN |
            micrometer-jvm-extras-0.2.2.jar | | | UNKNOWN |
            micrometer-registry-prometheus-1.9.0.jar | | | io.micrometer/micrometer-registry-prometheus@1.9.0 |
            spring-integration-azure-core-4.0.0.jar | | | UNKNOWN |
            spring-integration-core-5.5.1.jar | | | org.springframework.integration/spring-integration-core@5.5.1 |
            org.postgresql.postgresql-42.7.2.jar |  |  | org.postgresql/postgresql@42.7.2 |
            com.acme.postgresql-42.7.2.jar |  |  | UNKNOWN |
            postgresql-42.7.2.jar    |  | 'Bundle-SymbolicName: org.postgresql.jdbc, Implementation-Vendor-Id: org.postgresql' | org.postgresql/postgresql@42.7.2 |
            postgresql-9.4.1212.jar  |  |  | UNKNOWN |
            http4s-core_2.13-0.23.12.jar | | 'Implementation-Title: core, Implementation-Version: 0.23.12, Implementation-Vendor-Id: org.http4s' | org.http4s/http4s-core_2.13@0.23.12 |
            munit_3-1.0.0.jar        |  | 'Implementation-Vendor-Id: org.scalameta' | org.scalameta/munit_3@1.0.0 |
            munit_3-1.0.0.jar        |  | 'Implementation-Vendor-Id: scalameta' | UNKNOWN |
            munit_4-1.0.0.jar        |  | 'Implementation-Vendor-Id: org.scalameta' | UNKNOWN |
            velocity-1.7.jar         |  | 'Bundle-SymbolicName: org.apache.velocity, Implementation-Vendor-Id: org.apache' | org.apache.velocity/velocity@1.7 |
            other-1.7.jar            |  | 'Bundle-SymbolicName: org.apache.other, Implementation-Vendor-Id: org.apache' | UNKNOWN |
            zookeeper-3.4.6.jar      |  | 'Bundle-SymbolicName: org.apache.hadoop.zookeeper' | org.apache.zookeeper/zookeeper@3.4.6 |
            batik-dom-1.6-1.jar      |  |  | batik/batik-dom@1.6-1 |
            batik-dom-1.7.jar        |  |  | org.apache.xmlgraphics/batik-dom@1.7 |
            batik-dom.jar            |  |  | UNKNOWN |
            c3p0-0.9.1.2.jar         |  |  | c3p0/c3p0@0.9.1.2 |
            c3p0-0.9.5.5.jar         |  |  | com.mchange/c3p0@0.9.5.5 |
            jdom-1.jar               |  |  | UNKNOWN |
            jdom-1.1.3.jar           |  |  | org.jdom/jdom@1.1.3 |
            commons-httpclient-3.1.jar | |  | commons-httpclient/commons-httpclient@3.1 |
            apache-cassandra-4.1.3.jar | | 'Implementation-Title: Cassandra' | org.apache.cassandra/cassandra-all@4.1.3 |
            axis-1.4.jar             |  |  | org.apache.axis/axis@1.4 |
            axis-1.3.jar             |  |  | axis/axis@1.3 |
            axis.jar                 |  |  | org.apache.axis/axis@ |
            velocity-1.4.jar         |  |  | velocity/velocity@1.4 |
            velocity-1.5.jar         |  |  | org.apache.velocity/velocity@1.5 |
            batik-dom-1.6.1.jar      |  |  | org.apache.xmlgraphics/batik-dom@1.6.1 |
            batik-dom-1.6.jar        |  |  | batik/batik-dom@1.6 |
            htmlunit-1.13.jar        |  |  | htmlunit/htmlunit@1.13 |
            htmlunit-1.14.jar        |  |  | net.sourceforge.htmlunit/htmlunit@1.14 |
            gwt-servlet-2.9.0.jar    |  |  | com.google.gwt/gwt-servlet@2.9.0 |
            gwt-servlet-2.12.1.jar   |  |  | org.gwtproject/gwt-servlet@2.12.1 |
            grpc-gcp-1.4.1.jar       |  |  | com.google.cloud/grpc-gcp@1.4.1 |
            grpc-spring-boot-starter-5.1.jar |  |  | UNKNOWN |
            repository/org/acme/deep/plain/1.0/plain-1.0.jar | | | org.acme.deep/plain@1.0 |
            system/org/acme/plain/1.0/plain-1.0-linux.jar | a.b:shaded:3 | | org.acme/plain@1.0 | a.b/shaded@3
            system/org/acme/plain/1.0/plain-1.0.jar | org.real:plain:1.0 | | org.real/plain@1.0 |
            system/org/acme/plain/1.0/other-1.0.jar | | | UNKNOWN |
            system/plain/1.0/plain-1.0.jar | | | UNKNOWN |
            repository/plain/plain-x/1.0/plain-x-1.0.jar | | | plain/plain-x@1.0 |
            repository/team/plain/1.0/plain-1.0.jar | | | UNKNOWN |
            repository/releases/org/acme/plain/1.0/plain-1.0.jar | | | UNKNOWN |
            repository/org/acme/system/deep/plain/1.0/plain-1.0.jar | | | org.acme.system.deep/plain@1.0 |
            system/root/.m2/repository/org/acme/plain/1.0/plain-1.0.jar | | | org.acme/plain@1.0 |
            repo/org/acme/plain/1/plain-1.0.jar | | | UNKNOWN |
            repo/org/acme/plain/1/plain-1-2.jar | | | UNKNOWN |
            apps/org/acme/plain/1.0/plain-1.0.jar | | | UNKNOWN |
            maven-repo/org/acme/plain/debian/plain-debian.jar | | | UNKNOWN |
            files-2.1/org.acme/plain/1.0/0123456789abcdef0123456789abcdef01234567/plain-1.0.jar | | | org.acme/plain@1.0 |
            files-2.1/org.acme/plain/1.0/none/plain-1.0.jar | | | UNKNOWN |
            .ivy2/cache/org.acme/plain/jars/plain-1.0.jar | | | org.acme/plain@1.0 |
            .ivy2/cache/org.acme/plain/jars/other-1.0.jar | | | UNKNOWN |
            """)
    void decides(String file, String poms, String attributes, String main, String others) {
        Jars jar = Jars.jar().code();
        if (attributes != null) {
            jar.manifest(attributes.split(", "));
        }
        List<String> expected = new ArrayList<>();
        if (!main.equals("UNKNOWN")) {
            expected.add("maven:" + main);
        }
        for (String pom : poms == null ? new String[0] : poms.split(" ")) {
            String[] part = pom.split(":");
            jar.pom(part[0], part[1], part[2]);
            if (others != null && others.equals(part[0] + "/" + part[1] + "@" + part[2])) {
                expected.add("maven:" + others + " !/META-INF/maven/" + part[0] + "/" + part[1] + "/pom.properties");
            }
        }
        byte[] content = jar.bytes();
        assertThat(Jars.packages("lib/" + file, content)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Layouts.unread(Jars.facts("lib/" + file, content))).hasSize(main.equals("UNKNOWN") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "guava-31.1-jre, guava, 31.1-jre",
        "netty-all-4.1.60.Final-linux-x86_64, netty-all, 4.1.60.Final",
        "spring-core-5.3.9-sources, spring-core, 5.3.9",
        "a-1.2.3-SNAPSHOT, a, 1.2.3-SNAPSHOT",
        "a-1.0.redhat-00001, a, 1.0.redhat-00001",
        "catalina, catalina, ''",
        "-1.0, -1.0, ''",
        "app-all, app, ''"
    })
    void takesFileNamesApart(String stem, String name, String version) {
        assertThat(ArchiveName.of(stem + ".jar", List.of())).isEqualTo(new ArchiveName(stem, name, version));
    }

    /** Descriptor lines; what comes out, with the path's g and a where the lines do not tell. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            groupId=x;artifactId=y;version=1        | x y 1
            groupId = x;artifactId: y;version 1     | x y 1
            groupId:x.y;artifactId=  y;version:1=2  | x.y y 1=2
            groupId: x=y;artifactId;version         | x=y a _
            version=${project.version}              | g a _
            #groupId=x                              | g a _
            groupId=../../etc;version=1             | g a 1
            version=1 2                             | g a _
            version=1;version=2                     | g a 2
            """)
    void readsDescriptors(String lines, String expected) {
        Coordinates read = Coordinates.ofPomProperties(
                lines.replace(';', '\n').getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                "META-INF/maven/g/a/pom.properties");
        assertThat(read.group() + " " + read.artifact() + " " + (read.version().isEmpty() ? "_" : read.version()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Manifest-Version: 1.0\r\nBundle-Symbol\r\nBundle-SymbolicName: org.a\r\n .b-c\r\n\r\nName: x\r\nBundle-SymbolicName: z\r\n",
                "bundle-symbolicname:org.a.b-c;x=y\rBundle-SymbolicName: second\r\r",
                "X: y\nBundle-SymbolicName: org\n .a.\n b-c"
            })
    void readsMainAttributes(String manifest) {
        assertThat(JarAttributes.parse(manifest.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .symbolicName())
                .isEqualTo("org.a.b-c");
    }
}
