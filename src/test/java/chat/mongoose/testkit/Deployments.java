package chat.mongoose.testkit;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** What Arquillian deploys. */
public final class Deployments {

  private Deployments() {}

  /** The WAR of this build as it is, and AssertJ for what runs inside. */
  public static WebArchive mongoose() {
    return ShrinkWrap.create(ZipImporter.class, "mongoose.war")
        .importFrom(Workplace.built("mongoose.war").toFile())
        .as(WebArchive.class)
        .addAsLibrary(
            ShrinkWrap.create(JavaArchive.class, "assertj.jar").addPackages(true, "org.assertj"));
  }
}
