package chat.mongoose.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A real nginx with TLS on a free port of 127.0.0.1, under a certificate that it has made itself.
 * All that it writes lies in a folder of its own.
 */
public final class Nginx implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(20);
  private static final String LOOPBACK = "127.0.0.1";

  private final int port = FreePorts.next();
  private final Path folder = Workplace.newFolder("nginx");
  private final Path certificate = folder.resolve("certificate.pem");
  private final ChildProcess process;
  private final SSLContext tls;

  /**
   * Starts it and waits until it listens.
   *
   * @param site what an administrator would put into a file under {@code conf.d}; in it, port 443,
   *     the upstream's 127.0.0.1:8080 and the two files of the certificate are replaced
   */
  public Nginx(String site, Mongoose server) {
    var key = folder.resolve("key.pem");
    makeCertificate(key);
    tls = tls();
    var here =
        replaced(site, "listen 443 ssl", "listen " + LOOPBACK + ":" + port + " ssl")
            .transform(text -> replaced(text, LOOPBACK + ":8080", LOOPBACK + ":" + server.port()))
            .transform(text -> replaced(text, "/etc/ssl/chat.example.org.crt", "" + certificate))
            .transform(text -> replaced(text, "/etc/ssl/chat.example.org.key", "" + key));
    write("site.conf", here);
    var configuration = write("nginx.conf", configuration());
    process =
        ChildProcess.start(
            new ProcessBuilder(
                program(), "-p", "" + folder, "-c", "" + configuration, "-e", "stderr"),
            folder.resolve("nginx.log"));
    awaitListening();
  }

  private static String replaced(String text, String what, String by) {
    if (!text.contains(what)) {
      throw new IllegalArgumentException("There is no \"" + what + "\" in\n" + text);
    }
    return text.replace(what, by);
  }

  private String configuration() {
    return """
        daemon off;
        worker_processes 1;
        pid nginx.pid;
        events { worker_connections 1024; }
        http {
            access_log off;
            client_body_temp_path bodies;
            proxy_temp_path proxied;
            fastcgi_temp_path fastcgi;
            uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            include site.conf;
        }
        """;
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Debian has it where only root looks. */
  private static String program() {
    var sbin = Path.of("/usr/sbin/nginx");
    return Files.isExecutable(sbin) ? sbin.toString() : "nginx";
  }

  private void makeCertificate(Path key) {
    var command =
        ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout")
            .split(" ");
    var whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of("" + key, "-out", "" + certificate));
    try {
      var log = folder.resolve("openssl.log").toFile();
      var openssl = new ProcessBuilder(whole).redirectErrorStream(true).redirectOutput(log).start();
      if (!openssl.waitFor(30, TimeUnit.SECONDS) || openssl.exitValue() != 0) {
        openssl.destroyForcibly();
        throw new IllegalStateException("No certificate was made, see " + log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw ChildProcess.interrupted(e);
    }
  }

  private SSLContext tls() {
    try (InputStream in = Files.newInputStream(certificate)) {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "nginx", CertificateFactory.getInstance("X.509").generateCertificate(in));
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitListening() {
    var end = Instant.now().plus(START);
    while (!listens()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        close();
        throw new IllegalStateException("nginx does not listen:\n" + process.output());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private boolean listens() {
    try (var socket = new Socket(LOOPBACK, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Trusts the certificate and nothing else. */
  public SSLContext trust() {
    return tls;
  }

  /** An address below the context root. */
  public URI https(String path) {
    return URI.create("https://localhost:%d/mongoose/%s".formatted(port, path));
  }

  /** The WebSocket endpoint of RFC 7395. */
  public URI webSocket() {
    return URI.create("wss://localhost:%d/mongoose/xmpp-websocket".formatted(port));
  }

  /**
   * A connection by TLS.
   *
   * @param from an address of this machine, of which 127.0.0.0/8 has many
   */
  public Socket connect(String from) throws IOException {
    var plain = new Socket();
    plain.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    plain.connect(new InetSocketAddress(LOOPBACK, port));
    return tls.getSocketFactory().createSocket(plain, "localhost", port, true);
  }

  /** Its worker ends with it. */
  @Override
  public void close() {
    if (process.isAlive()) {
      process.stop();
    }
  }
}
