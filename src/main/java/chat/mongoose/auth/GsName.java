package chat.mongoose.auth;

/** A name inside a message of SCRAM or of a mechanism with a GS2 header ({@code saslname}). */
final class GsName {

  private GsName() {}

  /**
   * RFC 5801 §4, RFC 5802 §5.1: a comma and an equals sign in a name are written otherwise.
   *
   * @throws SaslFailure {@code malformed-request}
   */
  static String decode(String written) {
    if (written.replace("=2C", "").replace("=3D", "").indexOf('=') >= 0) {
      throw SaslFailure.malformed("In a name '=' is written =3D and ',' is written =2C.");
    }
    return written.replace("=2C", ",").replace("=3D", "=");
  }
}
