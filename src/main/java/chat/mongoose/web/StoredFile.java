package chat.mongoose.web;

import java.util.Arrays;

/**
 * A file as it is sent, never changed.
 *
 * @param type of its content, with the charset
 * @param digest of what is in it, from which its entity tags are made (RFC 9110 §8.8.3). The time
 *     of a file says nothing: it is the same in every build of the WAR, and browsers would stay
 *     with the files of an older version.
 */
record StoredFile(String type, String digest, byte[] plain, byte[] zipped) {

  /** The strong tag of the file, or of what it is when it is compressed. */
  String tag(boolean compressed) {
    return '"' + digest + (compressed ? "-gzip" : "") + '"';
  }

  /**
   * RFC 9110 §13.1.2: by weak comparison, since a proxy that compresses makes the tag a weak one.
   *
   * @param ifNoneMatch what the client has, or null
   */
  boolean isKnown(String ifNoneMatch) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(
                each -> each.equals("*") || each.equals(tag(false)) || each.equals(tag(true)));
  }
}
