package chat.mongoose.bosh;

import static chat.mongoose.bosh.HttpBosh.body;
import static chat.mongoose.bosh.HttpBosh.ping;
import static chat.mongoose.bosh.HttpBosh.silent;
import static org.assertj.core.api.Assertions.assertThat;

import chat.mongoose.testkit.Mongoose;
import chat.mongoose.testkit.SharedMongoose;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** XEP-0124 and XEP-0206, section by section, against a running server. */
@Tag("server")
@ExtendWith(SharedMongoose.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ConformanceIT {

  private final HttpBosh bosh;

  ConformanceIT(Mongoose server) {
    bosh = new HttpBosh(server);
  }

  /** XEP-0124 §7, XEP-0206 §3 to §5. */
  @Nested
  class Initiating {

    @Test
    void theAnswerHasEveryAttribute() {
      var answer =
          bosh.create("ver='1.6' wait='20' hold='1' ack='1' xml:lang='en' xmpp:version='1.0'");

      assertThat(answer.attribute("sid")).hasSizeGreaterThanOrEqualTo(22);
      assertThat(answer.attribute("wait")).isEqualTo("20");
      assertThat(answer.attribute("hold")).isEqualTo("1");
      assertThat(answer.attribute("requests")).isEqualTo("2");
      assertThat(answer.attribute("ver")).isEqualTo("1.6");
      assertThat(answer.attribute("inactivity")).isEqualTo("60");
      assertThat(answer.attribute("maxpause")).isEqualTo("120");
      assertThat(answer.attribute("polling")).isEqualTo("5");
      assertThat(answer.attribute("charsets")).isEqualTo("UTF-8");
      assertThat(answer.attribute("ack")).isEqualTo("1000");
      assertThat(answer.attribute("from")).isEqualTo("localhost");
      assertThat(answer.attribute("{urn:xmpp:xbosh}version")).isEqualTo("1.0");
      assertThat(answer.attribute("{urn:xmpp:xbosh}restartlogic")).isEqualTo("true");
      assertThat(answer.payloads()).containsExactly("features");
    }

    @Test
    void aGuestLogsInAndBinds() {
      assertThat(bosh.guest("").jid()).startsWith("guest-").contains("@localhost/");
    }

    @Test
    void aMissingDomainIsImproperAddressing() {
      bosh.post(body("rid='1' ver='1.6'", "")).join().assertTerminal("improper-addressing");
    }

    @Test
    void anUnknownDomainIsSaidToBeUnknown() {
      bosh.post(body("rid='1' ver='1.6' to='example.net'", ""))
          .join()
          .assertTerminal("host-unknown");
    }
  }

  /** XEP-0124 §8. */
  @Nested
  class Payloads {

    @Test
    void aRequestIsHeldUntilSomebodySpeaks() {
      var romeo = bosh.guest("");
      var juliet = bosh.guest("");
      var poll = juliet.poll();
      assertThat(poll).isNotDone();

      romeo.send(
          "<message xmlns='jabber:client' to='" + juliet.jid() + "'><body>Hi</body></message>");

      var heard = first(poll, juliet, "message");
      assertThat(heard.attribute("from")).contains(romeo.jid());
    }

    @Test
    void aRequestIsHeldNoLongerThanTheClientWaits() {
      var client = bosh.guest("wait='2'");

      client.poll().join().assertEmpty();
    }

    @Test
    void twoConnectionsTakeTurns() {
      var client = bosh.guest("");
      var held = client.poll();
      for (int i = 0; i < 5; i++) {
        var next = client.send(silent("m" + i));
        held.join().assertEmpty();
        held = next;
      }
      var answered = client.send(ping("p"));

      // the older is answered first, and it is that which brings the answer
      assertThat(held.join().payloads()).containsExactly("iq");
      assertThat(answered).isNotDone();
    }

    @Test
    void manyStanzasComeInOneRequestAndLeaveInOneAnswer() {
      var client = bosh.guest("");
      var answer = client.send(ping("a") + ping("b") + ping("c")).join();

      assertThat(answer.body().children().stream().map(iq -> iq.attribute("id").orElse("")))
          .containsExactly("a", "b", "c");
    }
  }

  /** XEP-0124 §9. */
  @Nested
  class Acknowledging {

    @Test
    void aHeldRequestIsAnsweredWithTheNewestThatHasCome() {
      var client = bosh.guest("ack='1'");
      var held = client.poll();
      client.send(silent("a"));

      assertThat(held.join().attribute("ack")).isEqualTo(Long.toString(client.rid()));
    }

    @Test
    void anAnswerThatTheClientSeemsToMissIsReported() {
      var client = bosh.guest("ack='1' wait='4'");
      client.send(ping("missed")).join();
      var missed = client.rid();
      var ack = "ack='" + (missed - 1) + "'";
      // which is answered when it has been held for so long that a report is due
      client.send(ack, "").join();
      var report = client.send(ack, silent("a")).join();

      assertThat(report.attribute("report")).isEqualTo(Long.toString(missed));
      assertThat(Integer.parseInt(report.attribute("time"))).isPositive();
      var again = client.sendAs(missed, "", ping("missed")).join();
      assertThat(again.text()).contains("\"missed\"");
    }
  }

  /** XEP-0124 §10. */
  @Nested
  class Inactivity {

    @Test
    void aPauseAnswersEverythingAtOnce() {
      var client = bosh.guest("");
      var held = client.poll();
      var pause = client.send("pause='120'", "");

      held.join().assertEmpty();
      pause.join().assertEmpty();
      assertThat(client.send(ping("back")).join().payloads()).containsExactly("iq");
    }

    @Test
    void aSessionThatNobodyPollsEndsAndItsRoomIsTold() {
      var room = "bosh-" + UUID.randomUUID() + "@conference.localhost";
      var juliet = bosh.guest("");
      var romeo = bosh.guest("");
      var entered = juliet.send(join(room, "juliet"));
      first(entered, juliet, "message");
      romeo.send(join(room, "romeo")).join();

      // a client that said that it would be back in a second, and is not
      romeo.send("pause='1'", "").join();

      var left = stanza(juliet.poll(), juliet, s -> s.attribute("type").isPresent());
      assertThat(left.attribute("from")).contains(room + "/romeo");
      assertThat(left.attribute("type")).contains("unavailable");
      romeo.poll().join().assertTerminal("item-not-found");
    }

    @Test
    void aPauseThatIsTooLongIsAViolation() {
      bosh.guest("").send("pause='121'", "").join().assertTerminal("policy-violation");
    }
  }

  /** XEP-0124 §11 and §12. */
  @Nested
  class Overactivity {

    @Test
    void tooManyRequestsAtOnceEndTheSession() {
      var client = bosh.guest("");
      var held = held(client);
      client.sendAs(client.rid() + 2, "", silent("b")).join().assertTerminal("policy-violation");

      held.join().assertTerminal("other-request");
      client.poll().join().assertTerminal("item-not-found");
    }

    @Test
    void aClientThatDiesWithItsRequestMayComeBackAtOnce() throws Exception {
      var client = bosh.guest("");
      try (var gone = client.pollAndGo()) {
        var back = client.poll();
        // both have come: the older is answered, or was given up
        gone.getInputStream().read();

        client.send(ping("alive"));
        assertThat(back.join().payloads()).containsExactly("iq");
      }
    }

    @Test
    void aPollingSessionMayNotPollTooOften() {
      var client = bosh.client("hold='0'");
      client.poll().join().assertEmpty();

      client.poll().join().assertTerminal("policy-violation");
    }

    @Test
    void anOldClientIsToldByHttp() {
      var sid = bosh.create("hold='0'").attribute("sid");
      bosh.post(body("sid='" + sid + "' rid='1001'", "")).join().assertEmpty();

      assertThat(bosh.post(body("sid='" + sid + "' rid='1002'", "")).join().status())
          .isEqualTo(403);
    }
  }

  /** XEP-0124 §13. */
  @Nested
  class Terminating {

    @Test
    void theLastPayloadIsHandledAndBothRequestsAreAnswered() {
      var room = "bosh-" + UUID.randomUUID() + "@conference.localhost";
      var juliet = bosh.guest("");
      var romeo = bosh.guest("");
      first(juliet.send(join(room, "juliet")), juliet, "message");
      first(romeo.send(join(room, "romeo")), romeo, "message");
      var held = romeo.poll();

      var end =
          romeo.send(
              "type='terminate'",
              "<presence xmlns='jabber:client' type='unavailable' to='"
                  + room
                  + "/romeo'><status>gone where I am not banished</status></presence>");

      end.join();
      assertThat(held.join().attribute("type")).isEqualTo("terminate");
      end.join().assertEmpty();
      var left = stanza(juliet.poll(), juliet, s -> s.attribute("type").isPresent());
      assertThat(left.child("jabber:client", "status").orElseThrow().text())
          .isEqualTo("gone where I am not banished");
      romeo.poll().join().assertTerminal("item-not-found");
    }
  }

  /** XEP-0124 §14. */
  @Nested
  class RequestIds {

    @Test
    void requestsInTheWrongOrderAreHandledInTheRightOne() {
      var client = bosh.guest("");
      var second = client.sendAs(client.rid() + 2, "", ping("second"));
      assertThat(second).isNotDone();
      var first = client.sendAs(client.rid() + 1, "", ping("first"));

      var both = new ArrayList<Element>(first.join().body().children());
      if (both.size() == 1) {
        both.addAll(second.join().body().children());
      }
      assertThat(both.stream().map(iq -> iq.attribute("id").orElse("")))
          .containsExactly("first", "second");
    }

    @Test
    void aRepeatedRequestGetsTheSameAnswer() {
      var client = bosh.guest("");
      var first = client.send(ping("once")).join();
      var again = client.sendAs(client.rid(), "", ping("once")).join();

      assertThat(again.text()).isEqualTo(first.text()).contains("\"once\"");
      // and was handled once
      assertThat(client.send(ping("next")).join().text()).doesNotContain("\"once\"");
    }

    @Test
    void aRepeatedRequestThatIsHeldMovesToTheNewConnection() {
      var client = bosh.guest("");
      var broken = held(client);
      var again = client.sendAs(client.rid(), "", "");

      assertThat(broken.join().attribute("type")).isEqualTo("error");
      assertThat(again).isNotDone();
      client.send(ping("p"));
      assertThat(again.join().payloads()).containsExactly("iq");
    }

    @Test
    void aRequestBehindTheWindowIsNotFound() {
      var client = bosh.guest("");

      client.sendAs(client.rid() + 3, "", "").join().assertTerminal("item-not-found");
      client.poll().join().assertTerminal("item-not-found");
    }

    @Test
    void aRequestBeforeTheWindowIsNotFound() {
      var client = bosh.guest("");

      client.sendAs(client.rid() - 10, "", "").join().assertTerminal("item-not-found");
      client.poll().join().assertTerminal("item-not-found");
    }

    @Test
    void aGapIsAskedForAgain() {
      // §17.3
      var client = bosh.guest("wait='2'");
      var early = client.sendAs(client.rid() + 2, "", ping("b")).join();

      assertThat(early.attribute("type")).isEqualTo("error");
      assertThat(client.sendAs(client.rid() + 1, "", ping("a")).join().text()).contains("\"a\"");
      assertThat(client.sendAs(client.rid() + 2, "", ping("b")).join().text()).contains("\"b\"");
    }
  }

  /** XEP-0124 §15. */
  @Nested
  class Keys {

    private final List<String> keys = KeySequenceTest.sequence(UUID.randomUUID().toString(), 5);

    @Test
    void theRightKeysAreTaken() {
      var client = bosh.client("newkey='" + keys.get(4) + "'");

      assertThat(client.send("key='" + keys.get(3) + "'", auth()).join().payloads())
          .containsExactly("success");
      assertThat(client.send("key='" + keys.get(2) + "' xmpp:restart='true'", "").join().payloads())
          .containsExactly("features");
    }

    @Test
    void aBrokenSequenceEndsTheSession() {
      var client = bosh.client("newkey='" + keys.get(4) + "'");

      client.send("key='" + keys.get(2) + "'", auth()).join().assertTerminal("item-not-found");
      client.poll().join().assertTerminal("item-not-found");
    }

    private static String auth() {
      return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>";
    }
  }

  /** XEP-0124 §17. */
  @Nested
  class Errors {

    @Test
    void anUnknownSessionIsNotFound() {
      bosh.post(body("rid='1' sid='AAAAAAAAAAAAAAAAAAAAAA'", ""))
          .join()
          .assertTerminal("item-not-found");
    }

    @Test
    void anErrorOfTheStreamIsCarried() {
      // XEP-0206 §6
      var answer = bosh.client("").send("<message xmlns='jabber:client' to='localhost'/>").join();

      answer.assertTerminal("remote-stream-error");
      assertThat(answer.text()).contains("<stream:error ", "<not-authorized ");
    }

    @Test
    void anOldClientIsToldByHttp() {
      assertThat(bosh.post(body("rid='x' to='localhost'", "")).join().status()).isEqualTo(400);
      var sid = bosh.create("").attribute("sid");
      assertThat(bosh.post(body("sid='" + sid + "' rid='1009'", "")).join().status())
          .isEqualTo(404);
    }
  }

  /** A request that the server holds for sure: what it brought has been handled. */
  private CompletableFuture<HttpAnswer> held(HttpBosh.Client client) {
    var witness = bosh.guest("");
    var held = client.send("<message xmlns='jabber:client' to='" + witness.jid() + "'/>");
    first(witness.poll(), witness, "message");
    assertThat(held).isNotDone();
    return held;
  }

  private static String join(String room, String nick) {
    return "<presence xmlns='jabber:client' to='"
        + room
        + "/"
        + nick
        + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>";
  }

  /** The first stanza of that name, in this answer or one that the client polls for. */
  private static Element first(
      CompletableFuture<HttpAnswer> pending, HttpBosh.Client client, String name) {
    return stanza(pending, client, stanza -> stanza.name().equals(name));
  }

  private static Element stanza(
      CompletableFuture<HttpAnswer> pending, HttpBosh.Client client, Predicate<Element> kind) {
    while (true) {
      var answer = pending.join();
      assertThat(answer.attribute("type")).isEmpty();
      var found = answer.body().children().stream().filter(kind).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      pending = client.poll();
    }
  }
}
