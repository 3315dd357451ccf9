package chat.mongoose.stanza;

import chat.mongoose.stanza.StanzaError.Condition;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * An XMPP address (RFC 7622), prepared and enforced: two that are equal here are the same address.
 * Parts are at most 1,023 bytes each.
 */
public final class Jid implements Comparable<Jid> {

  /** RFC 2606 §2: never anybody's domain. */
  private static final String NOBODYS = "unreadable.invalid";

  private final String local;
  private final String domain;
  private final String resource;
  private final String text;

  private Jid(String local, String domain, String resource) {
    this.local = local;
    this.domain = domain;
    this.resource = resource;
    this.text =
        (local == null ? "" : local + "@") + domain + (resource == null ? "" : "/" + resource);
  }

  /**
   * Reads an address as it stands in a stanza.
   *
   * @throws StanzaError {@code jid-malformed}
   */
  public static Jid of(String text) {
    // RFC 7622 §3.1: the resource is cut off first, then what precedes the first '@'
    var slash = text.indexOf('/');
    var bare = slash < 0 ? text : text.substring(0, slash);
    var at = bare.indexOf('@');
    try {
      return new Jid(
          at < 0 ? null : JidPreparation.local(bare.substring(0, at)),
          JidPreparation.domain(bare.substring(at + 1)),
          slash < 0 ? null : JidPreparation.resource(text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw new StanzaError(Condition.JID_MALFORMED, "This is not an address: " + e.getMessage());
    }
  }

  /**
   * Reads an address as it was stored. Where it is none, or none any more, an address stands in for
   * it that nobody can have, the same for the same text: so what stands beside it can be read, and
   * it can be told from others.
   */
  public static Jid kept(String text) {
    try {
      return of(text);
    } catch (StanzaError e) {
      var number = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
      return new Jid(number.toString(), NOBODYS, null);
    }
  }

  /**
   * An address of its parts, prepared.
   *
   * @throws StanzaError {@code jid-malformed}
   */
  public static Jid of(String local, String domain) {
    try {
      return new Jid(JidPreparation.local(local), JidPreparation.domain(domain), null);
    } catch (IllegalArgumentException e) {
      throw new StanzaError(Condition.JID_MALFORMED, "This is not an address: " + e.getMessage());
    }
  }

  /**
   * The same address with this resource.
   *
   * @throws StanzaError {@code jid-malformed}
   */
  public Jid withResource(String resource) {
    try {
      return new Jid(local, domain, JidPreparation.resource(resource));
    } catch (IllegalArgumentException e) {
      throw new StanzaError(
          Condition.JID_MALFORMED, "This cannot be a resource or nickname: " + e.getMessage());
    }
  }

  public Jid bare() {
    return resource == null ? this : new Jid(local, domain, null);
  }

  /** The domain alone. */
  public Jid host() {
    return local == null && resource == null ? this : new Jid(null, domain, null);
  }

  public Optional<String> local() {
    return Optional.ofNullable(local);
  }

  public String domain() {
    return domain;
  }

  public Optional<String> resource() {
    return Optional.ofNullable(resource);
  }

  public boolean isBare() {
    return resource == null;
  }

  /** True for a domain without local part and resource. */
  public boolean isHost() {
    return local == null && resource == null;
  }

  /** True for what {@link #kept} has put in the place of an address. */
  public boolean isStandIn() {
    return domain.equals(NOBODYS);
  }

  /** True if both differ in their resources at most. */
  public boolean sameBare(Jid that) {
    return domain.equals(that.domain) && Objects.equals(local, that.local);
  }

  @Override
  public int compareTo(Jid that) {
    return text.compareTo(that.text);
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Jid that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
