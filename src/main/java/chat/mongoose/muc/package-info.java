/**
 * Chat rooms: multi-user chat (XEP-0045) with the extensions that are the room's own business. A
 * domain's stanzas come in by {@link chat.mongoose.muc.MucRouter}; how they travel, what is stored
 * of messages, and users' own addresses are not known here.
 *
 * <p>{@link chat.mongoose.muc.Room} decides and answers with {@link chat.mongoose.muc.Effect}s,
 * values without any server; {@link chat.mongoose.muc.RoomHome} carries them out in the room's
 * lane. Each rule is a small class beside the room, so that the specification's sections can be
 * found and tested one by one.
 *
 * <p>What is promised beyond XEP-0045:
 *
 * <ul>
 *   <li>A room is open at once; it is locked until configured (§10.1) only where {@code
 *       mongoose.muc.room-defaults.locked} says so.
 *   <li>The first to enter a room that has no owner owns it, unless the site names the room ({@link
 *       chat.mongoose.muc.SiteRooms}): that belongs to the site, whoever comes first.
 *   <li>A guest owns only what he has made, and that is not persistent: it is never stored and goes
 *       with the last occupant. Nor is he above anybody with an account there ({@link
 *       chat.mongoose.muc.Standing}). A guest who comes first into a room that was left is a
 *       participant like others.
 *   <li>The same user under the same nickname from another session, at once and without a question,
 *       is the same occupant (§7.2.8). Others see the presence of the session with the highest
 *       priority, of those the most available, of those the one that they saw before; they hear
 *       nothing while that stays the same. Messages, private ones too, go to all sessions; a
 *       request goes to the newest of those that others could see. Whoever removes or renames the
 *       occupant does so for all. Above a bound the session that has been silent the longest is
 *       given up.
 *   <li>The same user under another nickname is a second occupant, as with other servers; he leaves
 *       one without the other, and a ban is for both.
 *   <li>No two users have nicknames that can be taken for one another, by the skeletons of UTS #39
 *       ({@link chat.mongoose.stanza.Look}); no nickname has characters that nobody can see, heaps
 *       of marks, or words of several scripts. Another look of one's own nickname is that nickname.
 *   <li>The names of those who have an account, here or at the site, and under which they were in a
 *       room, are theirs alone ({@link chat.mongoose.muc.ReservedNames}).
 *   <li>In a crowd not everybody hears of everybody ({@link chat.mongoose.muc.Crowd}).
 *   <li>What has been said is in the archive first ({@link chat.mongoose.muc.RoomArchive}), and the
 *       room itself is in the store before ({@link chat.mongoose.muc.StoredFirst}); chat states
 *       (XEP-0085) and whatever else has no lasting content are passed on at once.
 *   <li>So are private messages, for auditors: no occupant finds them in the archive, and they have
 *       no {@code stanza-id}.
 *   <li>{@code stanza-id} (XEP-0359) is the identifier in the archive, so only archived messages
 *       have one.
 *   <li>Every message says whether its sender was a guest, or an owner, admin or moderator of the
 *       room, by hats (XEP-0317) that nobody else can put on: {@link chat.mongoose.muc.Hats}. Hats
 *       cannot be made or given.
 *   <li>A room that is made under the name of an earlier one begins with nothing: what was said in
 *       that stays in the archive for auditors, and nobody reads it through the room.
 *   <li>The archive of a room may be read by whoever may enter it now (XEP-0313 §6.1.2), and that
 *       of a hidden or password-protected room only by its occupants and by those with an
 *       affiliation.
 * </ul>
 */
@Xep(number = 45, version = "1.35.5")
@Xep(number = 203, version = "2.0")
@Xep(number = 317, version = "0.3.1")
@Xep(number = 359, version = "0.7.0")
@Xep(number = 410, version = "1.1.0")
@Xep(number = 421, version = "1.0.1")
package chat.mongoose.muc;

import chat.mongoose.Xep;
