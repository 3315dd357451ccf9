package chat.mongoose.muc;

import chat.mongoose.stanza.Jid;
import chat.mongoose.stanza.Rendered;
import chat.mongoose.xml.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Tells the people in a room of one of them: those who may see real addresses with the address,
 * others without (XEP-0045 §7.2.3, §7.2.4), and himself with status 110 (§7.2.2).
 */
final class Announcements {

  private static final int SELF = 110;

  private final RoomState room;

  Announcements(RoomState room) {
    this.room = room;
  }

  /** Who everybody in the room is, but for this one. */
  Audience others(Occupant than) {
    return room.occupants().audience().without(than);
  }

  /** His current presence, to these. */
  List<Effect> presence(Occupant who, Audience others) {
    return tell(who, others, who::presence);
  }

  /** His current presence, to everybody. */
  List<Effect> presence(Occupant who, int... codes) {
    return presence(who, who.jids(), Reply.NONE, codes);
  }

  /**
   * His current presence, to all others.
   *
   * @param own those of his own addresses that are told as well
   * @param reply what he has sent for it
   */
  List<Effect> presence(Occupant who, List<Jid> own, Reply reply, int... codes) {
    var effects = new ArrayList<>(presence(who, others(who)));
    effects.addAll(toHimself(who, item -> item, own, reply, codes));
    return effects;
  }

  /** His current presence, to those who may see that his real address is another one. */
  List<Effect> address(Occupant who) {
    var others = others(who);
    var all = room.configuration().jidsVisible() && !who.isHidden();
    var seeing = all ? others.all() : others.moderators();
    return tell(seeing, who::presence, true);
  }

  /** His current presence with more to say of its item, to everybody (§8.3). */
  List<Effect> presence(Occupant who, UnaryOperator<Element> item) {
    var effects =
        new ArrayList<>(
            tell(
                who,
                others(who),
                seesJid ->
                    Rendered.forMany(
                        who.present(MucUser.x(item.apply(who.item(who.role(), seesJid)))))));
    effects.addAll(toHimself(who, item, who.jids(), Reply.NONE));
    return effects;
  }

  /** His current presence, to where he waits for an answer, if he does. */
  List<Effect> answer(Occupant who, Reply reply) {
    return toHimself(who, item -> item, reply.waiting(), reply);
  }

  /** That he is no longer here under this name, to these. */
  List<Effect> absence(Occupant who, Absence absence, Audience others) {
    return tell(who, others, seesJid -> Rendered.forMany(absence.of(who, seesJid)));
  }

  /** That he is no longer here under this name, to these addresses of himself. */
  List<Effect> ownAbsence(Occupant who, Absence absence, List<Jid> own, Reply reply) {
    var marked = absence.with(withSelf(absence.codes()));
    return reply.tell(marked.of(who, room.seesJids(who)), own);
  }

  private List<Effect> toHimself(
      Occupant who, UnaryOperator<Element> item, List<Jid> own, Reply reply, int... codes) {
    var x = MucUser.x(item.apply(who.item(who.role(), room.seesJids(who))), withSelf(codes));
    return reply.tell(who.present(x), own);
  }

  /** Tells these of somebody: of one who is hidden, the moderators among them. */
  private List<Effect> tell(Occupant who, Audience audience, Function<Boolean, Rendered> said) {
    if (who.isHidden()) {
      return tell(audience.moderators(), said, true);
    }
    if (room.configuration().jidsVisible()) {
      return tell(audience.all(), said, true);
    }
    var effects = new ArrayList<>(tell(audience.moderators(), said, true));
    effects.addAll(tell(audience.others(), said, false));
    return effects;
  }

  private static List<Effect> tell(
      List<Jid> to, Function<Boolean, Rendered> said, boolean seesJid) {
    return to.isEmpty() ? List.of() : List.of(new Effect.Tell(said.apply(seesJid), to));
  }

  private static int[] withSelf(int... codes) {
    return IntStream.concat(IntStream.of(SELF), IntStream.of(codes)).sorted().toArray();
  }
}
