package chat.mongoose.testkit;

import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What Arquillian deploys. */
public final class Deployments {

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

  /** The WAR of this build as it is, and AssertJ for what runs inside. */
  public static WebArchive mongoose() {
    return ShrinkWrap.create(ZipImporter.class, "mongoose.war")
        .importFrom(Workplace.built("mongoose.war").toFile())
        .as(WebArchive.class)
        .addAsLibrary(
            ShrinkWrap.create(JavaArchive.class, "assertj.jar").addPackages(true, "org.assertj"));
  }
}
