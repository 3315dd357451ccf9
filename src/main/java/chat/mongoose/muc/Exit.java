package chat.mongoose.muc;

import chat.mongoose.session.Guest;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Presence;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.stanza.Stanza;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** How people go: on their own, by an error, by somebody's hand, or with the room. */
final class Exit {

  private static final int SELF = 110;
  private static final int KICKED = 307;
  private static final int ERROR = 333;

  /** XEP-0045 §18.1.2: the errors that tell that nobody is there any more. */
  private static final Set<String> GONE =
      Set.of(
          "gone",
          "item-not-found",
          "recipient-unavailable",
          "redirect",
          "remote-server-not-found",
          "remote-server-timeout");

  private static final Absence LOST = Absence.removed(UnaryOperator.identity(), ERROR);

  private final RoomState room;
  private final Announcements announcements;
  private final Availability availability;

  Exit(RoomState room) {
    this.room = room;
    this.announcements = new Announcements(room);
    this.availability = new Availability(room);
  }

  /** §7.14; §17.3: from somebody who is not here it means nothing. */
  List<Effect> leave(Presence presence) {
    return room.occupants()
        .at(presence.from().orElseThrow())
        .map(
            occupant ->
                leave(
                    occupant,
                    presence.from().orElseThrow(),
                    Absence.left(farewell(presence)),
                    Reply.to(presence)))
        .orElse(List.of());
  }

  /** §18.1.2: a stanza of ours came back, so there is nobody at this place. */
  List<Effect> lost(Stanza error) {
    var gone =
        error.element().child(Stanza.NS, "error").stream()
            .flatMap(element -> element.children().stream())
            .anyMatch(condition -> GONE.contains(condition.name()));
    if (!gone) {
      return List.of();
    }
    return room.occupants()
        .at(error.from().orElseThrow())
        .map(occupant -> leave(occupant, error.from().orElseThrow(), LOST, Reply.NONE))
        .orElse(List.of());
  }

  /** Removes one of several places of an occupant, who stays. */
  List<Effect> giveUp(Occupant occupant, Jid place) {
    return leave(occupant, place, LOST, Reply.NONE);
  }

  /** Removes an occupant from all his places. */
  List<Effect> remove(Occupant occupant, UnaryOperator<Element> item, int code) {
    var absence = Absence.removed(item, code);
    var own = announcements.ownAbsence(occupant, absence, occupant.jids(), Reply.NONE);
    var effects = new ArrayList<>(own);
    occupant.jids().forEach(this::vacate);
    effects.addAll(announcements.absence(occupant, absence, room.occupants().audience()));
    return effects;
  }

  /**
   * §10.9: everybody is told once, of himself, and the room is no more.
   *
   * @param destroy the element that says why, and where to go
   */
  List<Effect> destroy(Element destroy) {
    var effects = new ArrayList<Effect>();
    for (Occupant occupant : room.occupants().all()) {
      var x = MucUser.x(MucUser.item(Affiliation.NONE, Role.NONE)).plus(destroy);
      var nothing = Presence.of(Presence.Type.UNAVAILABLE).element();
      effects.add(new Effect.Tell(Rendered.forMany(occupant.absent(nothing, x)), occupant.jids()));
    }
    room.destroyed();
    effects.add(new Effect.Forget());
    return effects;
  }

  /** §7.2.18: what a client gets that believes to be here and is not. */
  static List<Effect> notHere(Presence presence) {
    var item =
        MucUser.item(Affiliation.NONE, Role.NONE).plus(MucUser.reason("You are not in the room."));
    var answer = Presence.of(Presence.Type.UNAVAILABLE);
    return List.of(
        new Effect.Send(
            answer
                .with(
                    answer
                        .element()
                        .withAny("id", presence.id())
                        .plus(MucUser.x(item, SELF, KICKED, ERROR)))
                .withFrom(presence.to().orElseThrow())
                .withTo(presence.from().orElseThrow())));
  }

  private List<Effect> leave(Occupant occupant, Jid place, Absence absence, Reply reply) {
    var own = announcements.ownAbsence(occupant, absence, List.of(place), reply);
    var effects = new ArrayList<>(own);
    var before = occupant.shown();
    vacate(place);
    if (occupant.placeCount() == 0) {
      effects.addAll(announcements.absence(occupant, absence, room.occupants().audience()));
    } else {
      effects.addAll(availability.left(occupant, before));
    }
    if (room.isLocked() && room.occupants().isEmpty()) {
      // §10.1.3: nobody is left who could configure it
      effects.addAll(destroy(Element.of(MucUser.NS, "destroy")));
    }
    return effects;
  }

  private void vacate(Jid place) {
    room.occupants().remove(place);
    if (Guest.names(place)) {
      room.guestBans().left(place);
    }
  }

  /** A last word that is too long is not a reason to stay. */
  private Element farewell(Presence presence) {
    var visible = Place.visible(presence);
    return Place.isSmall(visible) ? visible : Presence.of(Presence.Type.UNAVAILABLE).element();
  }
}
