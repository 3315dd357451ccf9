/**
 * The gauntlet: visitors talk while a stranger does what he can to end that. Each {@link
 * chat.mongoose.gauntlet.Attack} is one way to try; {@link chat.mongoose.gauntlet.GauntletIT} lets
 * them run one after the other and holds what the visitors notice, and what is left in the server,
 * against what was there before. {@code src/test/bench/gauntlet} does the same for minutes.
 */
package chat.mongoose.gauntlet;
