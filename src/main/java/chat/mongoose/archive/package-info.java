/**
 * The archive: keeps what rooms say before it is said, and answers whoever asks for it by message
 * archive management (XEP-0313) or through the REST door. What may be said, and who may read, is
 * for the rooms to decide; nothing here knows HTTP.
 *
 * <p>Decisions:
 *
 * <ul>
 *   <li>One thread writes for all rooms ({@link chat.mongoose.archive.GroupCommit}), since the
 *       price of a commit is nearly the same for one message and for a hundred. A writer for each
 *       room was refused: thousands of rooms with a message each would mean thousands of commits.
 *   <li>What was answered as refused is neither said nor kept; {@link
 *       chat.mongoose.archive.GroupCommit} tells how a commit whose outcome is unknown is settled.
 *   <li>A page is found by the ids at its ends, never by counting rows, so the last page of ten
 *       million messages costs what the first one does. A size (XEP-0059 §2.7) is told where it is
 *       known without counting, or up to a bound.
 *   <li>The id of a message is its time, to the microsecond; both are the room's to choose.
 * </ul>
 */
@Xep(number = 59, version = "1.0")
@Xep(number = 297, version = "1.0")
@Xep(number = 313, version = "1.1.3")
package chat.mongoose.archive;

import chat.mongoose.Xep;
