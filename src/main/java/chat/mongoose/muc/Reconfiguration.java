package chat.mongoose.muc;

import chat.mongoose.muc.AffiliationChanges.Change;
import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Message;
import chat.mongoose.stanza.Rendered;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Changes a room's configuration, and tells and removes whom that concerns (XEP-0045 §10.2). */
final class Reconfiguration {

  private static final int OTHER = 104;
  private static final int ARCHIVED = 170;
  private static final int NOT_ARCHIVED = 171;
  private static final int NON_ANONYMOUS = 172;
  private static final int SEMI_ANONYMOUS = 173;
  private static final int MEMBERS_ONLY = 322;

  private final RoomState room;
  private final Announcements announcements;
  private final Exit exit;
  private final AffiliationChanges affiliationChanges;

  Reconfiguration(RoomState room) {
    this.room = room;
    this.announcements = new Announcements(room);
    this.exit = new Exit(room);
    this.affiliationChanges = new AffiliationChanges(room);
  }

  List<Effect> change(Jid owner, RoomConfiguration changed) {
    var before = room.configuration();
    room.configure(changed);
    var effects = new ArrayList<Effect>();
    if (changed.membersOnly() && !before.membersOnly()) {
      effects.addAll(removeStrangers(owner));
    }
    if (changed.persistent() && !before.persistent()) {
      effects.addAll(relieveGuests());
    }
    if (before.moderated() && !changed.moderated()) {
      effects.addAll(giveVoice());
    }
    effects.addAll(notice(codes(before, changed)));
    if (before.persistent() && !changed.persistent()) {
      effects.add(new Effect.Forget());
    }
    effects.addAll(room.keep());
    return effects;
  }

  /** From now on the room lasts, and no guest is in charge of one that does. */
  private List<Effect> relieveGuests() {
    return affiliationChanges.make(
        room.affiliations().guestsInCharge().stream()
            .map(
                guest ->
                    new Change(
                        guest,
                        room.affiliations().of(guest),
                        Affiliation.NONE,
                        UnaryOperator.identity()))
            .toList());
  }

  private List<Effect> removeStrangers(Jid owner) {
    var effects = new ArrayList<Effect>();
    for (Occupant occupant : List.copyOf(room.occupants().all())) {
      if (!occupant.affiliation().isAtLeast(Affiliation.MEMBER)
          && !Standing.isBelow(owner, occupant.user())) {
        effects.addAll(exit.remove(occupant, UnaryOperator.identity(), MEMBERS_ONLY));
      }
    }
    return effects;
  }

  /** §5.1.2: where there is no moderation there are no visitors. */
  private List<Effect> giveVoice() {
    var effects = new ArrayList<Effect>();
    for (Occupant occupant : room.occupants().all()) {
      if (occupant.role() == Role.VISITOR) {
        room.occupants().associate(occupant, occupant.affiliation(), Role.PARTICIPANT);
        effects.addAll(announcements.presence(occupant));
      }
    }
    return effects;
  }

  /** §10.2.1. */
  private static int[] codes(RoomConfiguration before, RoomConfiguration after) {
    var codes = IntStream.builder();
    if (before.archived() != after.archived()) {
      codes.add(after.archived() ? ARCHIVED : NOT_ARCHIVED);
    }
    if (before.jidsVisible() != after.jidsVisible()) {
      codes.add(after.jidsVisible() ? NON_ANONYMOUS : SEMI_ANONYMOUS);
    }
    var told = codes.build().toArray();
    return told.length == 0 && !before.equals(after) ? new int[] {OTHER} : told;
  }

  private List<Effect> notice(int... codes) {
    var everybody = room.occupants().audience().all();
    if (codes.length == 0 || everybody.isEmpty()) {
      return List.of();
    }
    var message = Message.of(Message.Type.GROUPCHAT);
    var notice = message.with(message.element().plus(MucUser.withStatus(MucUser.x(), codes)));
    return List.of(new Effect.Tell(Rendered.forMany(notice.withFrom(room.jid())), everybody));
  }
}
