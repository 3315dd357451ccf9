package chat.mongoose.muc;

import chat.mongoose.stanza.Look;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Which looks of names are whose: 64-bit hashes of both in one open-addressed table, so that a
 * million of them are 32 MB, and a question takes the same time however many there are.
 *
 * <p>Who calls: any thread. What guards what: this object's monitor. What happens when full: above
 * {@link #CAPACITY} nothing is added, and {@link #isFull} says so.
 */
final class NameIndex {

  /** Pairs of a look and a user; a user has two to six for each name. */
  static final int CAPACITY = 1_000_000;

  /** Characters of a name that count; no nickname need be longer to be taken for it. */
  private static final int MAX_LENGTH = 255;

  /** What has fewer letters and digits is not looked at without the rest. */
  private static final int LEAST_PLAIN = 3;

  /** Letters, digits, and the marks without which scripts as that of Hindi cannot be read. */
  private static final IntPredicate PLAIN =
      c -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.COMBINING_SPACING_MARK;

  /** Pairs of look and user; a pair of zeros is free. */
  private long[] table = new long[2 * 64];

  private int size;

  /** What is known of a look, for one who asks. */
  enum Answer {
    FREE,
    OWN,
    FOREIGN
  }

  /** A name of the user, however it is written. */
  synchronized void add(String username, String name) {
    if (name.isBlank() || name.length() > MAX_LENGTH) {
      return;
    }
    var owner = hash(username);
    for (String look : Look.of(Nickname.normalized(name))) {
      add(hash(look), owner);
      plain(look).ifPresent(plain -> add(hash(plain), owner));
    }
  }

  synchronized boolean isFull() {
    return size >= CAPACITY;
  }

  synchronized int size() {
    return size;
  }

  /** Whose these looks are: his own if one of them is, by whomever others are. */
  synchronized Answer ask(String username, Collection<String> looks) {
    var asking = hash(username);
    var answer = Answer.FREE;
    for (String look : withPlain(looks)) {
      var key = hash(look);
      for (int at = place(key); table[at] != 0; at = next(at)) {
        if (table[at] == key && table[at + 1] == asking) {
          return Answer.OWN;
        }
        answer = table[at] == key ? Answer.FOREIGN : answer;
      }
    }
    return answer;
  }

  /** True if all of these looks are this user's, perhaps among others'. */
  synchronized boolean has(String username, Collection<String> looks) {
    var owner = hash(username);
    return looks.stream().allMatch(look -> table[find(hash(look), owner)] != 0);
  }

  private static List<String> withPlain(Collection<String> looks) {
    return Stream.concat(looks.stream(), looks.stream().flatMap(look -> plain(look).stream()))
        .toList();
  }

  /**
   * A look without what is neither letter nor digit: whoever is called "admin ✓" or "Ad.min" is
   * taken for somebody who is known, too. Empty where too little is left.
   */
  private static Optional<String> plain(String look) {
    var plain = new StringBuilder("=");
    look.codePoints().filter(PLAIN).forEach(plain::appendCodePoint);
    return plain.length() > LEAST_PLAIN ? Optional.of(plain.toString()) : Optional.empty();
  }

  private void add(long key, long owner) {
    var at = find(key, owner);
    if (table[at] != 0 || isFull()) {
      return;
    }
    table[at] = key;
    table[at + 1] = owner;
    size++;
    if (4 * size > table.length) {
      grow();
    }
  }

  private void grow() {
    var old = table;
    table = new long[2 * old.length];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != 0) {
        var at = find(old[i], old[i + 1]);
        table[at] = old[i];
        table[at + 1] = old[i + 1];
      }
    }
  }

  /** Where this pair is, or would be. */
  private int find(long key, long owner) {
    var at = place(key);
    while (table[at] != 0 && (table[at] != key || table[at + 1] != owner)) {
      at = next(at);
    }
    return at;
  }

  private int place(long key) {
    return (int) (key ^ key >>> 32) & table.length - 2;
  }

  private int next(int at) {
    return at + 2 & table.length - 1;
  }

  /** FNV-1a with the last step of MurmurHash3, since its low bits are few; never zero. */
  private static long hash(String text) {
    var hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
    hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
