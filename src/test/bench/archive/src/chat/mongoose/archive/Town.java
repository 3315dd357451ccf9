package chat.mongoose.archive;

import chat.mongoose.muc.ArchiveId;
import chat.mongoose.muc.ArchivedGroupchat;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Who says what, where and when: the n-th message is the same in every archive of every run. Half
 * of it is said in one room, the rest in thousands of which few are busy and most are quiet. One
 * user says a hundredth of everything in the large room and hardly anything in the nook.
 */
final class Town {

  static final int ROOMS = 5000;
  static final int CITIZENS = 20_000;

  /** The room with half of all messages, and the one with the fewest. */
  static final int PLAZA = 0;

  static final int NOOK = ROOMS;

  /** Who never stops talking. */
  static final int GOSSIP = 0;

  /** What the gossip says in the nook, whatever the size of the archive. */
  static final int GOSSIP_IN_NOOK = 20;

  private static final long BEGIN =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2024-01-01T00:00:00Z"));

  /** Ten million messages are a year's. */
  private static final long STEP = 3_000_000;

  private static final String[] WORDS =
      ("the quality of mercy is not strained it droppeth as gentle rain from heaven upon place"
              + " beneath who knows whether somebody in here has seen tonight's train timetable or"
              + " ordered tea already please look at https://www.example.org/news/2024/ and tell")
          .split(" ");

  private final int size;
  private final Jid[] rooms;
  private final Jid[] citizens;

  Town(int size) {
    this.size = size;
    rooms =
        IntStream.rangeClosed(0, ROOMS)
            .mapToObj(room -> Jid.of(name(room) + "@conference.localhost"))
            .toArray(Jid[]::new);
    citizens =
        IntStream.range(0, CITIZENS)
            .mapToObj(number -> Jid.of(local(number) + "@localhost/" + word(number, 11)))
            .toArray(Jid[]::new);
  }

  int size() {
    return size;
  }

  Jid room(int number) {
    return rooms[number];
  }

  Jid citizen(int number) {
    return citizens[number];
  }

  static ArchiveId id(int n) {
    return new ArchiveId(BEGIN + n * STEP + Math.floorMod(mix(n), STEP));
  }

  /** Where the n-th message is said. */
  int roomOf(int n) {
    if (n % 2 == 0) {
      return PLAZA;
    }
    return isGossipInNook(n) ? NOOK : 1 + skewed(mix(n + 1L), ROOMS - 1);
  }

  /** Who says the n-th message. */
  int citizenOf(int n) {
    if (n % 100 == 0 || isGossipInNook(n)) {
      return GOSSIP;
    }
    if (n % 2 == 0) {
      return 1 + skewed(mix(n + 2L), CITIZENS - 1);
    }
    // thirty who come back to this room
    return 1 + Math.floorMod((int) mix(roomOf(n) * 31L + skewed(mix(n + 3L), 30)), CITIZENS - 1);
  }

  /** What is kept of the n-th message. */
  ArchiveRecord line(int n) {
    var hash = mix(n + 4L);
    var citizen = citizenOf(n);
    var room = roomOf(n);
    var nick = "nick of " + (citizen % 3 == 0 ? word(citizen, 5) : local(citizen));
    var occupant = rooms[room].withResource(nick);
    // one in a hundred of the small rooms' is private
    var whispered = n % 200 == 151 && room != NOOK;
    var id = id(n);
    var element =
        Message.of(whispered ? Message.Type.CHAT : Message.Type.GROUPCHAT)
            .withFrom(occupant)
            .element()
            .with("id", word(hash, 21))
            .plus(Element.of(Stanza.NS, "body").plus(body(hash)))
            .plus(Element.of("urn:xmpp:sid:0", "origin-id").with("id", word(hash, 21)))
            .plus(Element.of("http://jabber.org/protocol/chatstates", "active"))
            .plus(
                Element.of("urn:xmpp:occupant-id:0", "occupant-id")
                    .with("id", occupantId(room, citizen)))
            .plus(
                Element.of("urn:xmpp:sid:0", "stanza-id")
                    .with("by", rooms[room].toString())
                    .with("id", id.toString()));
    return ArchiveRecord.of(
        new ArchivedGroupchat(
            id,
            rooms[room],
            Instant.EPOCH.plus(id.micros(), ChronoUnit.MICROS),
            citizens[citizen],
            nick,
            occupantId(room, citizen),
            whispered ? Optional.of(citizens[GOSSIP].bare()) : Optional.empty(),
            (Message) Stanza.of(element)));
  }

  private boolean isGossipInNook(int n) {
    var apart = size / GOSSIP_IN_NOOK;
    return n % apart == 1;
  }

  private static String name(int room) {
    return room == PLAZA ? "plaza" : room == NOOK ? "nook" : "room-" + room;
  }

  /** A third are guests, whose names are long. */
  private static String local(int citizen) {
    return citizen % 3 == 0 ? word(citizen, 26) : "citizen" + citizen;
  }

  private static String occupantId(int room, int citizen) {
    var octets = new byte[20];
    var hash = mix(room * 1_000_003L + citizen);
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (hash >>> i);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  /** From one word to forty, mostly few. */
  private static String body(long hash) {
    var body = new StringBuilder();
    var words = 1 + skewed(hash, 40);
    for (int i = 0; i < words; i++) {
      body.append(i == 0 ? "" : " ")
          .append(WORDS[Math.floorMod((int) mix(hash + i), WORDS.length)]);
    }
    return body.toString();
  }

  private static String word(long seed, int length) {
    var word = new StringBuilder();
    for (long hash = mix(seed); word.length() < length; hash = mix(hash)) {
      word.append(Long.toString(hash >>> 1, 36));
    }
    return word.substring(0, length);
  }

  /** Below the bound; the n-th has the share 1/(2√n) of what is there. */
  private static int skewed(long hash, int bound) {
    var uniform = (hash >>> 11) * 0x1p-53;
    return (int) (bound * uniform * uniform);
  }

  /** SplitMix64: spreads what is near. */
  static long mix(long value) {
    var z = value * 0x9E3779B97F4A7C15L + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
