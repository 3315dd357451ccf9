/**
 * Where things run: the lanes that make all that touches one room or user sequential, and the tag
 * by which a node is known in the addresses that it gives out. No stanza is understood here.
 *
 * <p>Decision: confinement to a lane instead of locks in rooms. A room with a lock would hold a
 * container thread for each sender who waits for it.
 */
package chat.mongoose.cluster;
