/**
 * The REST door: JSON over HTTP under {@code /api}, for auditors, administrators and machines that
 * watch.
 *
 * <p>No rule belongs here: a resource translates a request, asks the package that knows, and
 * translates the answer. Every error leaves as {@code application/problem+json} (RFC 9457) through
 * {@link chat.mongoose.rest.ProblemMapper}.
 */
package chat.mongoose.rest;
