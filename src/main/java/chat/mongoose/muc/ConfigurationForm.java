package chat.mongoose.muc;

import chat.mongoose.form.DataForm;
import chat.mongoose.form.DataForm.Field;
import chat.mongoose.muc.RoomConfiguration.Privilege;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A room's configuration as the form that its owners fill in (XEP-0045 §10.2, §16.5.3). */
final class ConfigurationForm {

  static final String TYPE = "http://jabber.org/protocol/muc#roomconfig";

  private static final String TITLE = "muc#roomconfig_roomname";
  private static final String DESCRIPTION = "muc#roomconfig_roomdesc";
  private static final String PERSISTENT = "muc#roomconfig_persistentroom";
  private static final String LISTED = "muc#roomconfig_publicroom";
  private static final String MEMBERS_ONLY = "muc#roomconfig_membersonly";
  private static final String MODERATED = "muc#roomconfig_moderatedroom";
  private static final String HAS_PASSWORD = "muc#roomconfig_passwordprotectedroom";
  private static final String PASSWORD = "muc#roomconfig_roomsecret";
  private static final String WHOIS = "muc#roomconfig_whois";
  private static final String SUBJECT_OPEN = "muc#roomconfig_changesubject";
  private static final String PRIVATE_MESSAGES = "muc#roomconfig_allowpm";
  private static final String MAX_OCCUPANTS = "muc#roomconfig_maxusers";
  private static final String HISTORY = "muc#maxhistoryfetch";
  private static final String ARCHIVED = "muc#roomconfig_enablelogging";

  private static final String ANYONE = "anyone";
  private static final String MODERATORS = "moderators";
  private static final String UNLIMITED = "none";
  private static final List<Integer> SIZES = List.of(10, 20, 50, 100, 200, 500, 1000, 2000);

  private final RoomSettings settings;

  ConfigurationForm(RoomSettings settings) {
    this.settings = settings;
  }

  /** The form with this configuration filled in. */
  DataForm of(RoomConfiguration now, String room) {
    var form =
        DataForm.of("form", TYPE)
            .titled("Configuration of " + room, "Change what shall be different and submit.")
            .plus(
                Field.of(TITLE, "text-single", "Name of the room", now.title()),
                Field.of(DESCRIPTION, "text-single", "Description", now.description()),
                Field.of(PERSISTENT, "Keep the room when nobody is in it", now.persistent()),
                Field.of(LISTED, "Show the room in the list of rooms", now.listed()),
                Field.of(MEMBERS_ONLY, "For members only", now.membersOnly()),
                Field.of(MODERATED, "Visitors cannot speak until allowed", now.moderated()),
                Field.of(HAS_PASSWORD, "Ask for a password", now.hasPassword()),
                Field.of(PASSWORD, "text-private", "Password", now.password()),
                choice(
                    WHOIS,
                    "Who may see real addresses",
                    now.jidsVisible() ? ANYONE : MODERATORS,
                    List.of(MODERATORS, ANYONE)),
                Field.of(SUBJECT_OPEN, "Participants may change the subject", now.subjectOpen()),
                choice(
                    PRIVATE_MESSAGES,
                    "Who may send private messages",
                    now.privateMessages().text(),
                    Arrays.stream(Privilege.values()).map(Privilege::text).toList()),
                choice(MAX_OCCUPANTS, "Occupants at most", size(now.maxOccupants()), sizes()),
                Field.of(
                    HISTORY,
                    "text-single",
                    "Messages that newcomers get at most",
                    Integer.toString(now.history())));
    return settings.ownersStopArchive()
        ? form.plus(Field.of(ARCHIVED, "Archive what is said", now.archived()))
        : form;
  }

  /**
   * The configuration that a submitted form asks for; what it does not mention stays as it is.
   *
   * @throws StanzaError {@code not-acceptable} if a value is not allowed (§10.1.3)
   */
  RoomConfiguration read(DataForm form, RoomConfiguration now) {
    return new RoomConfiguration(
        line(form, TITLE, now.title(), RoomConfiguration.MAX_TITLE),
        line(form, DESCRIPTION, now.description(), RoomConfiguration.MAX_DESCRIPTION),
        form.flag(PERSISTENT).orElse(now.persistent()),
        form.flag(LISTED).orElse(now.listed()),
        form.flag(MEMBERS_ONLY).orElse(now.membersOnly()),
        form.flag(MODERATED).orElse(now.moderated()),
        password(form, now),
        form.value(WHOIS).map(ConfigurationForm::jidsVisible).orElse(now.jidsVisible()),
        form.flag(SUBJECT_OPEN).orElse(now.subjectOpen()),
        form.value(PRIVATE_MESSAGES)
            .map(ConfigurationForm::privilege)
            .orElse(now.privateMessages()),
        form.value(MAX_OCCUPANTS).map(this::maxOccupants).orElse(now.maxOccupants()),
        form.value(HISTORY)
            .map(value -> number(value, 0, settings.maxHistory()))
            .orElse(now.history()),
        archived(form, now));
  }

  private boolean archived(DataForm form, RoomConfiguration now) {
    var wanted = form.flag(ARCHIVED).orElse(now.archived());
    if (now.archived() && !wanted && !settings.ownersStopArchive()) {
      throw notAcceptable("The archive of a room cannot be switched off here.");
    }
    return wanted;
  }

  private static String password(DataForm form, RoomConfiguration now) {
    if (!form.flag(HAS_PASSWORD).orElse(now.hasPassword())) {
      return "";
    }
    var password = text(form, PASSWORD, now.password(), RoomConfiguration.MAX_PASSWORD);
    if (password.isEmpty()) {
      throw notAcceptable("A room that asks for a password needs one.");
    }
    return password;
  }

  private int maxOccupants(String value) {
    return value.equals(UNLIMITED) ? 0 : number(value, 1, settings.maxOccupants());
  }

  private List<String> sizes() {
    var bounded = SIZES.stream().filter(size -> size <= settings.maxOccupants());
    return Stream.concat(bounded.map(size -> Integer.toString(size)), Stream.of(UNLIMITED))
        .toList();
  }

  private static String size(int maxOccupants) {
    return maxOccupants == 0 ? UNLIMITED : Integer.toString(maxOccupants);
  }

  private static Field choice(String name, String label, String value, List<String> options) {
    return new Field(name, "list-single", label, List.of(value), options);
  }

  private static String text(DataForm form, String field, String now, int max) {
    var text = form.value(field).orElse(now).strip();
    if (Characters.of(text) > max) {
      throw notAcceptable(field + " has at most " + max + " characters.");
    }
    return text;
  }

  /** A text that everybody sees in a list, and that must neither break it nor turn it round. */
  private static String line(DataForm form, String field, String now, int max) {
    var text = text(form, field, now, max);
    if (!text.equals(now) && text.codePoints().anyMatch(NameRules::breaksLine)) {
      throw notAcceptable(field + " is one line of characters that can be seen.");
    }
    return text;
  }

  private static boolean jidsVisible(String value) {
    return switch (value) {
      case ANYONE -> true;
      case MODERATORS -> false;
      default -> throw notAcceptable(WHOIS + " is " + MODERATORS + " or " + ANYONE + ".");
    };
  }

  private static Privilege privilege(String value) {
    return Arrays.stream(Privilege.values())
        .filter(privilege -> privilege.text().equals(value))
        .findFirst()
        .orElseThrow(() -> notAcceptable(PRIVATE_MESSAGES + " has no value of this name."));
  }

  private static int number(String value, int min, int max) {
    try {
      var number = Integer.parseInt(value.strip());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notAcceptable(value + " is not a number.");
    }
    throw notAcceptable(value + " is not between " + min + " and " + max + ".");
  }

  private static StanzaError notAcceptable(String text) {
    return new StanzaError(Condition.NOT_ACCEPTABLE, text);
  }
}
