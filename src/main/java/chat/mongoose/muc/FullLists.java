package chat.mongoose.muc;

import chat.mongoose.form.DataForm;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.StanzaError;
import chat.mongoose.stanza.StanzaError.Condition;
import chat.mongoose.xml.Element;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The lists of all admins and of all owners in a submitted configuration (XEP-0045 §10.1.3,
 * §16.5.3): who is not in a list that is there is none any more. The form does not offer them,
 * since one that was opened an hour ago would undo what has been changed since.
 */
final class FullLists {

  private static final Map<String, Affiliation> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("muc#roomconfig_roomadmins", Affiliation.ADMIN);
    FIELDS.put("muc#roomconfig_roomowners", Affiliation.OWNER);
  }

  private final RoomState room;
  private final AffiliationChanges changes;

  FullLists(RoomState room, AffiliationChanges changes) {
    this.room = room;
    this.changes = changes;
  }

  /**
   * The changes of affiliations that a form asks for, checked as if they were asked for one by one.
   *
   * @throws StanzaError if one of them, or all together, cannot be
   */
  List<AffiliationChanges.Change> of(DataForm form, Jid owner) {
    var wanted = new LinkedHashMap<Jid, Affiliation>();
    FIELDS.forEach(
        (field, affiliation) -> {
          if (form.has(field)) {
            compare(named(form, field), affiliation, wanted);
          }
        });
    if (wanted.size() > RoomAdministration.MAX_ITEMS) {
      throw new StanzaError(
          Condition.NOT_ACCEPTABLE,
          "At most " + RoomAdministration.MAX_ITEMS + " affiliations are changed at once.");
    }
    var checked =
        wanted.entrySet().stream()
            .map(each -> changes.check(owner, item(each.getKey(), each.getValue())))
            .toList();
    changes.checkTogether(checked);
    return checked;
  }

  /** Who is in both lists is an owner, since that list comes last. */
  private void compare(
      LinkedHashSet<Jid> named, Affiliation affiliation, Map<Jid, Affiliation> wanted) {
    for (Jid user : room.affiliations().all(affiliation)) {
      if (named.remove(user)) {
        wanted.remove(user);
      } else {
        wanted.putIfAbsent(user, Affiliation.NONE);
      }
    }
    named.forEach(user -> wanted.put(user, affiliation));
  }

  private static LinkedHashSet<Jid> named(DataForm form, String field) {
    var named = new LinkedHashSet<Jid>();
    form.values(field).stream()
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .forEach(text -> named.add(Jid.of(text).bare()));
    return named;
  }

  private static Element item(Jid user, Affiliation affiliation) {
    return Element.of(RoomAdministration.NS, "item")
        .with("jid", user.toString())
        .with("affiliation", affiliation.text());
  }
}
