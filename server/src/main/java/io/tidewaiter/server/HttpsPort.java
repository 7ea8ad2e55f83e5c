package io.tidewaiter.server;

import io.tidewaiter.server.http.EnvelopeErrorValve;
import io.tidewaiter.server.http.HeadersFilter;
import io.tidewaiter.server.keys.ServerCertificate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

/**
 * Tomcat with TLS and Spring MVC's dispatcher, on virtual threads.
 *
 * <p>Every bean is named here. Nothing is scanned for and nothing configures itself: that is a second of start-up, and
 * endpoints that nobody asked for.
 */
final class HttpsPort implements AutoCloseable {
    private static final String BUNDLE = "https";
    private static final int HEADER_BYTES_MAX = 32 << 10;
    private static final int SWALLOWED_BYTES_MAX = 16 << 20;
    private static final int CONNECTION_MILLIS = 20_000;

    private final ServletWebServerApplicationContext context;

    private HttpsPort(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    static HttpsPort open(ServerConfig config, ServerCertificate certificate, Routes routes) {
        ServletWebServerApplicationContext context = new ServletWebServerApplicationContext();
        context.registerBean(ServletWebServerFactory.class, () -> tomcat(config, certificate));
        context.registerBean(RouterFunctionMapping.class, () -> new RouterFunctionMapping(routes.router()));
        context.registerBean(HandlerFunctionAdapter.class, HandlerFunctionAdapter::new);
        context.registerBean("headers", FilterRegistrationBean.class, () -> {
            FilterRegistrationBean<HeadersFilter> filter = new FilterRegistrationBean<>(new HeadersFilter());
            filter.addUrlPatterns("/*");
            return filter;
        });
        context.registerBean("dispatcher", ServletRegistrationBean.class, () -> {
            ServletRegistrationBean<DispatcherServlet> servlet =
                    new ServletRegistrationBean<>(new DispatcherServlet(context), "/");
            servlet.setLoadOnStartup(1);
            return servlet;
        });
        context.refresh();
        return new HttpsPort(context);
    }

    int port() {
        WebServer server = context.getWebServer();
        return server == null ? -1 : server.getPort();
    }

    @Override
    public void close() {
        context.close();
    }

    private static TomcatServletWebServerFactory tomcat(ServerConfig config, ServerCertificate certificate) {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(config.port());
        factory.setAddress(address(config.bindAddress()));
        factory.setRegisterDefaultServlet(false);
        factory.setSsl(Ssl.forBundle(BUNDLE));
        factory.setSslBundles(new DefaultSslBundleRegistry(
                BUNDLE,
                SslBundle.of(new PemSslStoreBundle(
                        PemSslStoreDetails.forCertificate(
                                        certificate.certificate().toUri().toString())
                                .withPrivateKey(certificate.key().toUri().toString()),
                        null))));
        factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(EnvelopeErrorValve.class.getName());
            }
        });
        factory.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setProperty("server", "");
            connector.setXpoweredBy(false);
            if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
                http.setExecutor(new VirtualThreadExecutor("https-"));
                http.setMaxHttpRequestHeaderSize(HEADER_BYTES_MAX);
                http.setMaxSwallowSize(SWALLOWED_BYTES_MAX);
                http.setConnectionTimeout(CONNECTION_MILLIS);
            }
        });
        return factory;
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("bind to " + text + ": no such address on this machine", e);
        }
    }
}
