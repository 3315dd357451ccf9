/**
 * The root of Mongoose EE: what every package may use to say what it is ({@link
 * chat.mongoose.Xep}).
 *
 * <p>Nothing that does anything belongs here: each subpackage has its own task, and the root
 * package knows none of them.
 */
package chat.mongoose;
