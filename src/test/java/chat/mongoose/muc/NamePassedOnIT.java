package chat.mongoose.muc;

import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.auth.Accounts;
import chat.mongoose.auth.Lives;
import chat.mongoose.muc.RoomConfiguration.Privilege;
import chat.mongoose.stanza.Jid;
import chat.mongoose.testkit.Deployments;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a name had, in a real database, when it passes on to somebody else. */
@Tag("database")
@Tag("server")
@ExtendWith(ArquillianExtension.class)
class NamePassedOnIT {

  private static final Jid ORCHARD = Jid.of("orchard", "store.example.org");
  private static final Jid TOMB = Jid.of("tomb", "store.example.org");
  private static final RoomConfiguration PLAIN =
      new RoomConfiguration(
          "", "", true, true, false, false, "", false, false, Privilege.ANYONE, 0, 50, true);
  private static final String PASSWORD = "wherefore art thou";

  @Inject private Accounts accounts;
  @EJB private Lives lives;
  @EJB private RoomStore store;

  @Inject
  @ConfigProperty(name = "mongoose.domain", defaultValue = "localhost")
  private String domain;

  @Deployment
  static WebArchive mongoose() {
    return Deployments.mongoose();
  }

  private void owned(Jid room, Jid user, Affiliation affiliation) {
    var before = new java.util.HashMap<Jid, Affiliation>();
    before.put(user, affiliation);
    before.putIfAbsent(Jid.of("nurse", domain), Affiliation.OWNER);
    store.save(new RoomRecord(room, PLAIN, Subject.NONE, before, new ArchiveId(1)));
  }

  private Map<Jid, Affiliation> stored(Jid room) {
    return store.find(room).orElseThrow().affiliations();
  }

  @Test
  void whoGetsTheNameOfARemovedAccountHasNothingOfIt() {
    var romeo = Jid.of("romeo-gone", domain);
    accounts.create("romeo-gone", PASSWORD, Set.of());
    assertThat(lives.of("romeo-gone", Optional.empty())).isZero();
    owned(ORCHARD, romeo, Affiliation.OWNER);
    owned(TOMB, romeo, Affiliation.OUTCAST);

    accounts.remove("romeo-gone");

    assertThat(stored(ORCHARD))
        .doesNotContainKey(romeo)
        .anySatisfy(
            (user, affiliation) -> {
              assertThat(user.domain()).isEqualTo("removed.invalid");
              assertThat(affiliation).isEqualTo(Affiliation.OWNER);
            });
    assertThat(stored(TOMB)).containsOnlyKeys(Jid.of("nurse", domain));

    accounts.create("romeo-gone", PASSWORD, Set.of());
    var second = lives.of("romeo-gone", Optional.empty());
    assertThat(second).isNotZero();

    accounts.remove("romeo-gone");
    accounts.create("romeo-gone", PASSWORD, Set.of());
    assertThat(lives.of("romeo-gone", Optional.empty())).isNotZero().isNotEqualTo(second);
  }

  @Test
  void aUserOfTheSiteWithAnotherNumberIsSomebodyElse() {
    var juliet = Jid.of("juliet-site", domain);
    assertThat(lives.of("juliet-site", Optional.of("wordpress 7"))).isZero();
    owned(ORCHARD, juliet, Affiliation.ADMIN);

    assertThat(lives.of("juliet-site", Optional.of("wordpress 7"))).isZero();
    assertThat(lives.of("juliet-site", Optional.empty())).isZero();
    assertThat(stored(ORCHARD)).containsEntry(juliet, Affiliation.ADMIN);

    var other = lives.of("juliet-site", Optional.of("wordpress 9"));
    assertThat(other).isNotZero();
    assertThat(lives.of("juliet-site", Optional.of("wordpress 9"))).isEqualTo(other);
    assertThat(stored(ORCHARD)).doesNotContainKey(juliet);
  }
}
