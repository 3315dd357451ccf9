package chat.mongoose.wordpress;

/** The site's database does not tell what is needed now. */
final class SiteUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SiteUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
