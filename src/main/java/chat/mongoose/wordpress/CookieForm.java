package chat.mongoose.wordpress;

/** How a site makes its "logged in" cookie; the option {@code db_version} tells its release. */
enum CookieForm {

  /** WordPress 2.8 to 3.9: without a session of the site. */
  SINCE_2_8,

  /** 4.0 to 6.7: with a session, which must be in the database too. */
  SINCE_4_0,

  /** 6.8 and later: another piece of most hashes takes part. */
  SINCE_6_8;

  /** 3.9 has 27,916 and 4.0 has 29,630. */
  private static final long FIRST_WITH_SESSION = 28_000;

  /** 6.7 has 58,975 and 6.8 has 60,421. */
  private static final long FIRST_WITH_BCRYPT = 60_000;

  static CookieForm of(long databaseVersion) {
    if (databaseVersion < FIRST_WITH_SESSION) {
      return SINCE_2_8;
    }
    return databaseVersion < FIRST_WITH_BCRYPT ? SINCE_4_0 : SINCE_6_8;
  }

  /** The piece of a password hash that takes part in the signature. */
  String fragment(String hash) {
    if (this == SINCE_6_8 && !hash.startsWith("$P$") && !hash.startsWith("$2y$")) {
      return hash.substring(Math.max(0, hash.length() - 4));
    }
    return hash.substring(Math.min(8, hash.length()), Math.min(12, hash.length()));
  }
}
