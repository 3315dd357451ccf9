package chat.mongoose;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says on a {@code package-info} (or on a class, where one class is all there is to it) which XMPP
 * extension protocol it implements. README's table of extensions is tested against these.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Repeatable(Xep.List.class)
public @interface Xep {

  /** The number of the extension, for instance 45 for XEP-0045. */
  int number();

  /** The version of the document that was followed, as the document itself writes it. */
  String version();

  /** Holds several {@link Xep}; never written by hand. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.PACKAGE, ElementType.TYPE})
  @interface List {
    /** The extensions of one package. */
    Xep[] value();
  }
}
