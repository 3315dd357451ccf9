package chat.mongoose.wordpress;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * A password that WordPress (5.6 and later) has made for one program of a user, who can revoke it.
 *
 * @param uuid which of them
 * @param hash of it: {@code $generic$} since 6.8, before that a password's
 */
record ApplicationPassword(String uuid, String hash) {

  private static final String GENERIC = "$generic$";
  private static final byte[] KEY = "wp_fast_hash_6.8+".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_LENGTH = 30;

  /** Each costs a hash at each try of the old form. */
  private static final int MOST = 100;

  /** All in the user's row {@code _application_passwords}. */
  static List<ApplicationPassword> stored(Map<Object, Object> row) {
    return row.values().stream()
        .limit(MOST)
        .map(PhpArray::map)
        .flatMap(item -> of(item).stream())
        .toList();
  }

  private static Optional<ApplicationPassword> of(Map<Object, Object> item) {
    return PhpArray.text(item.get("uuid"))
        .flatMap(
            uuid ->
                PhpArray.text(item.get("password"))
                    .map(hash -> new ApplicationPassword(uuid, hash)));
  }

  /** The one of them that was typed, if any was. */
  static Optional<ApplicationPassword> find(String typed, List<ApplicationPassword> all) {
    // it is shown in groups, and typed with spaces or without
    var password = typed.replaceAll("[^A-Za-z0-9]", "").getBytes(StandardCharsets.US_ASCII);
    return password.length == 0
        ? Optional.empty()
        : all.stream().filter(each -> each.is(password)).findFirst();
  }

  private boolean is(byte[] password) {
    return hash.startsWith(GENERIC)
        ? Hashes.equal(GENERIC + fast(password), hash)
        : WordPressPassword.matches(password, hash);
  }

  private static String fast(byte[] password) {
    var digest = new Blake2bDigest(KEY, HASH_LENGTH, null, null);
    digest.update(password, 0, password.length);
    var hash = new byte[HASH_LENGTH];
    digest.doFinal(hash, 0);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
  }

  /** Nothing of the hash. */
  @Override
  public String toString() {
    return "application password " + uuid;
  }
}
