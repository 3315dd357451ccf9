package chat.mongoose.session;

import chat.mongoose.stanza.Jid;

/**
 * Whoever had this address has it no more, and the next who gets it is somebody else. Whoever keeps
 * something by addresses gives none of it to him. It is told within the transaction that decides
 * it, so what is written then is written with it or not at all; what is kept in memory follows once
 * that has succeeded.
 *
 * @param name the bare address
 * @param former stands for who had it; nobody can ever log in as that
 */
public record NamePassedOn(Jid name, Jid former) {}
