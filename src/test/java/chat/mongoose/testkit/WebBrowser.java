package chat.mongoose.testkit;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine's own Chromium, without a window, under Playwright. Playwright's Java part comes from
 * Maven, the other one from {@code src/test/npm}; neither downloads a browser.
 *
 * <p>For the thread that made it.
 */
public final class WebBrowser implements AutoCloseable {

  private static final List<String> QUIET =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** For what must be on a page in the end, on a machine that does other things as well. */
  private static final int PATIENCE_MILLIS = 60_000;

  private final Playwright playwright;
  private final Browser browser;

  private WebBrowser(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * Starts it, with a profile of its own.
   *
   * @throws IllegalStateException if the machine has no Chromium or no Node
   */
  public static WebBrowser start() {
    return startWith();
  }

  /**
   * The same, with more arguments on its command line.
   *
   * @throws IllegalStateException if the machine has no Chromium or no Node
   */
  public static WebBrowser startWith(String... arguments) {
    System.setProperty("playwright.cli.dir", driver().toString());
    var environment =
        Map.of(
            "PLAYWRIGHT_NODEJS_PATH",
            program("node").toString(),
            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
            "1");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(program("chromium", "chromium-browser", "google-chrome"))
            .setArgs(Stream.concat(QUIET.stream(), Stream.of(arguments)).toList());
    return new WebBrowser(playwright, playwright.chromium().launch(options));
  }

  /** Playwright's browser, to open pages in. */
  public Browser get() {
    return browser;
  }

  /** What keeps people from using a page, as axe-core finds it. */
  public static List<String> barriers(Page page) {
    return barriers(page, "html");
  }

  /**
   * The same of a part of the page.
   *
   * @param part CSS selectors
   */
  @SuppressWarnings("unchecked")
  public static List<String> barriers(Page page, String part) {
    try {
      page.evaluate(Files.readString(Npm.inPackages("axe-core/axe.min.js")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return (List<String>)
        page.evaluate(
            """
            async part => (await axe.run(part)).violations
              .map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html).join())
            """,
            part);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  /** Playwright looks for a folder {@code package}; npm calls it playwright-core. */
  private static Path driver() {
    Path folder = Workplace.TARGET.resolve("playwright");
    Path link = folder.resolve("package");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Npm.inPackages("playwright-core"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** The first of these programs that is on the PATH. */
  private static Path program(String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No " + String.join(" or ", names)));
  }
}
