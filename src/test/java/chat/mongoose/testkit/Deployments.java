package chat.mongoose.testkit;

import java.nio.file.Path;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What Arquillian deploys. */
public final class Deployments {

  private static final List<String> INSIDE =
      List.of(
          "archive.ArchiveIT",
          "archive.Samples",
          "auth.AccountsIT",
          "db.DatabaseIT",
          "muc.NamePassedOnIT",
          "muc.NameStoreIT",
          "muc.RoomStoreIT",
          "websocket.PeerAddressIT");

  private Deployments() {}

  /** Writes the WAR of this build with these classes in a library, as a site adds its own. */
  public static Path with(Path file, Class<?>... classes) {
    ShrinkWrap.create(ZipImporter.class, "mongoose.war")
        .importFrom(Workplace.built("mongoose.war").toFile())
        .as(WebArchive.class)
        .addAsLibrary(ShrinkWrap.create(JavaArchive.class, "site.jar").addClasses(classes))
        .as(ZipExporter.class)
        .exportTo(file.toFile(), true);
    return file;
  }

  /**
   * The WAR of this build as it is, all classes that run within it ({@link OneDeployment}) with
   * what they need, and AssertJ.
   */
  public static WebArchive mongoose() {
    var war =
        ShrinkWrap.create(ZipImporter.class, "mongoose.war")
            .importFrom(Workplace.built("mongoose.war").toFile())
            .as(WebArchive.class);
    INSIDE.forEach(name -> war.addClass("chat.mongoose." + name));
    return war.addAsLibrary(
        ShrinkWrap.create(JavaArchive.class, "assertj.jar").addPackages(true, "org.assertj"));
  }
}
