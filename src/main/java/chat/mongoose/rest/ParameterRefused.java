package chat.mongoose.rest;

/** A parameter of a request cannot be used; the message begins with its name. */
final class ParameterRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ParameterRefused(String parameter, String sentence) {
    super(parameter + ": " + sentence, null, false, false);
  }
}
