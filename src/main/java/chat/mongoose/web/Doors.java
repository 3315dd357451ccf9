package chat.mongoose.web;

import jakarta.servlet.http.HttpServletRequest;

/** The addresses at which streams come in, with or without a slash behind them. */
final class Doors {

  static final String BOSH = "/http-bind";
  static final String BOSH_SLASH = "/http-bind/";
  static final String WEBSOCKET = "/xmpp-websocket";
  static final String WEBSOCKET_SLASH = "/xmpp-websocket/";

  private Doors() {}

  static boolean isBosh(HttpServletRequest request) {
    var path = request.getServletPath();
    return path.equals(BOSH) || path.equals(BOSH_SLASH);
  }
}
