package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody in a room, under one nickname, from one place or several (XEP-0045 §7.2.8). What the
 * others see of him is rendered once for all who may see his address and once for those who may
 * not. Only {@link Occupants} changes it.
 */
final class Occupant {

  private final Jid user;
  private final String id;
  private final List<Place> places = new ArrayList<>(1);
  private Nickname nickname;
  private Jid address;
  private Affiliation affiliation;
  private Role role;
  private List<Jid> jids = List.of();
  private Place shown;
  private Place answering;
  private Rendered withJid;
  private Rendered withoutJid;
  private boolean hidden;
  private final List<Element> hats;
  private List<Element> marks;
  private final Manners manners = new Manners();

  /**
   * @param user the bare address
   * @param id the XEP-0421 identifier
   */
  Occupant(Jid room, Jid user, String id, Nickname nickname, Affiliation affiliation, Role role) {
    this.user = user;
    this.id = id;
    this.hats = Hats.inPresence(user);
    associate(affiliation, role);
    rename(room, nickname);
  }

  /** The real bare address. */
  Jid user() {
    return user;
  }

  /** The XEP-0421 identifier. */
  String id() {
    return id;
  }

  /** What the room says of him in his messages: the identifier, and his {@link Hats}. */
  List<Element> marks() {
    return marks;
  }

  Manners manners() {
    return manners;
  }

  /** The address in the room. */
  Jid address() {
    return address;
  }

  Nickname nickname() {
    return nickname;
  }

  String nick() {
    return nickname.text();
  }

  Affiliation affiliation() {
    return affiliation;
  }

  Role role() {
    return role;
  }

  boolean isModerator() {
    return role == Role.MODERATOR;
  }

  /** Moderators and admins: those whom everybody in a crowd must know. */
  boolean isOutstanding() {
    return isModerator() || affiliation.isAtLeast(Affiliation.ADMIN);
  }

  /** Only moderators are told of him, see {@link Crowd}. */
  boolean isHidden() {
    return hidden;
  }

  /** The real full addresses. */
  List<Jid> jids() {
    return jids;
  }

  int placeCount() {
    return places.size();
  }

  boolean isAt(Jid full) {
    return jids.contains(full);
  }

  /** The real full addresses without this one. */
  List<Jid> jidsBut(Jid full) {
    return jids.stream().filter(jid -> !jid.equals(full)).toList();
  }

  /** The place that others see. */
  Place shown() {
    return shown;
  }

  /** The place that is asked when somebody asks this occupant. */
  Place answering() {
    return answering;
  }

  /** The place that has not been heard of for the longest time. */
  Place oldest() {
    return places.get(0);
  }

  /** The current presence as others get it, rendered once for all of them. */
  Rendered presence(boolean seesJid) {
    if (seesJid) {
      withJid = withJid == null ? Rendered.forMany(present(true)) : withJid;
      return withJid;
    }
    withoutJid = withoutJid == null ? Rendered.forMany(present(false)) : withoutJid;
    return withoutJid;
  }

  /** The current presence with status codes. */
  Stanza present(boolean seesJid, int... codes) {
    return present(MucUser.x(item(role, seesJid), codes));
  }

  /** The current presence with what the room says of it. */
  Stanza present(Element x) {
    return stanza(shown.presence().plus(hats), x);
  }

  /** Unavailable presence with what the room says of it. */
  Stanza absent(Element visible, Element x) {
    return stanza(visible.with("type", "unavailable"), x);
  }

  /** The item that tells of this occupant; in another role when he leaves. */
  Element item(Role as, boolean seesJid) {
    var item = MucUser.item(affiliation, as);
    return seesJid ? item.with("jid", shown.jid().toString()) : item;
  }

  void hide(boolean whether) {
    hidden = whether;
  }

  void rename(Jid room, Nickname changed) {
    nickname = changed;
    address = room.withResource(changed.text());
    forget();
  }

  void associate(Affiliation changed, Role changedRole) {
    affiliation = changed;
    role = changedRole;
    var inMessage = new ArrayList<>(Hats.inMessage(user, changed, changedRole));
    inMessage.add(OccupantIds.element(id));
    marks = List.copyOf(inMessage);
    forget();
  }

  /** Adds a place, or replaces the one of the same address. */
  void put(Place place) {
    places.removeIf(other -> other.jid().equals(place.jid()));
    places.add(place);
    show();
  }

  /** Removes a place; the last one stays visible, for the farewell. */
  void remove(Jid full) {
    places.removeIf(place -> place.jid().equals(full));
    jids = places.stream().map(Place::jid).toList();
    if (!places.isEmpty()) {
      show();
    }
  }

  /**
   * The latest of the highest rank answers, since of two that say the same the older may be one
   * that its user has left. Others go on seeing the older: nothing has changed for them.
   */
  private void show() {
    jids = places.stream().map(Place::jid).toList();
    var best = places.get(0);
    for (Place place : places) {
      best = place.rank() >= best.rank() ? place : best;
    }
    var same = shown != null && best.presence().equals(shown.presence());
    shown = same && places.contains(shown) ? shown : best;
    answering = best;
    forget();
  }

  private void forget() {
    withJid = null;
    withoutJid = null;
  }

  private Stanza stanza(Element presence, Element x) {
    return Stanza.of(presence.with("from", address.toString()).plus(x, OccupantIds.element(id)));
  }
}
