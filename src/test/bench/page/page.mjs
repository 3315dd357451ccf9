import { functions, judge, LENGTH, LIMIT, payloads, readPayload, texts } from '../../npm/widget/hostile.mjs';

const [count = 2000, seed = Date.now() % 1_000_000] = process.argv.slice(2).map(Number);
const worst = {};
const slow = [];
let tried = 0;

function time(works, text) {
  tried++;
  for (const [name, work] of works) {
    const { took, slow: fault } = judge(work, text);
    if (!(took <= worst[name]?.took)) worst[name] = { took, text: text.name };
    if (fault) slow.push(`${name}: ${text.name}: ${fault}`);
  }
}

console.log(`${count} texts of seed ${seed}, ${LENGTH} letters each, at most ${LIMIT} ms`);
const all = Object.entries(await functions());
for (const text of texts(seed, count)) time(all, text);
for (const payload of payloads()) time([[`a payload: ${payload.name}`, readPayload]], payload);
for (const [name, { took, text }] of Object.entries(worst).sort(([, a], [, b]) => b.took - a.took)) {
  console.log(`${took.toFixed(1).padStart(6)} ms  ${name.padEnd(46)}  ${text.slice(0, 80)}`);
}
console.log(`${tried} texts, ${slow.length} too slow`);
for (const line of slow) console.log(line);
process.exitCode = slow.length ? 1 : 0;
