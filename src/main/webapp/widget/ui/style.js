// The looks. A constructed style sheet: neither `style-src 'self'` nor Trusted Types mind it, and the
// page's own rules do not reach in. A page changes it by custom properties and `::part`.

export default `
:host {
  display: block;
  height: var(--mongoose-height, 520px);
}
:host([hidden]), [hidden] {
  display: none !important;
}
* {
  box-sizing: border-box;
}
.box {
  --accent: var(--mongoose-accent, #3557d6);
  --on-accent: var(--mongoose-on-accent, #fff);
  --bg: var(--mongoose-bg, #fff);
  --surface: var(--mongoose-surface, #f3f5f8);
  --text: var(--mongoose-text, #1b2130);
  --muted: var(--mongoose-muted, #596275);
  --border: var(--mongoose-border, #dfe3ea);
  --own: var(--mongoose-own, color-mix(in oklab, var(--accent) 13%, var(--bg)));
  --link: var(--mongoose-link, var(--accent));
  --ok: #16794a;
  --bad: #b3261e;
  --away: #c98a00;
  --warn: #fff4d6;
  --on-warn: #6b4700;
  --edge: color-mix(in oklab, var(--muted) 75%, var(--bg));
  color-scheme: light;
  color: var(--text);
  background: var(--bg);
  font: 15px/1.45 var(--mongoose-font, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
  text-align: start;
  letter-spacing: normal;
  word-spacing: normal;
  text-transform: none;
  -webkit-text-size-adjust: 100%;
  position: relative;
  display: flex;
  flex-direction: column;
  height: 100%;
  min-height: 320px;
  border: 1px solid var(--border);
  border-radius: var(--mongoose-radius, 14px);
  overflow: hidden;
}
.box.dark {
  --accent: var(--mongoose-accent-dark, #4866dc);
  --on-accent: var(--mongoose-on-accent-dark, #fff);
  --bg: var(--mongoose-bg-dark, #161a22);
  --surface: var(--mongoose-surface-dark, #1f2530);
  --text: var(--mongoose-text-dark, #e8ebf2);
  --muted: var(--mongoose-muted-dark, #a3adc0);
  --border: var(--mongoose-border-dark, #323a49);
  --own: var(--mongoose-own-dark, #2b3a6b);
  --link: var(--mongoose-link-dark, #a9bcff);
  --ok: #5fd39a;
  --bad: #ff9d94;
  --warn: #3b3115;
  --on-warn: #ffdf91;
  color-scheme: dark;
}
button, input, textarea {
  font: inherit;
  color: inherit;
}
button {
  background: none;
  border: 0;
  padding: 0;
  cursor: pointer;
  border-radius: 8px;
}
p, h2, h3, ul {
  margin: 0;
  padding: 0;
  font: inherit;
}
:focus-visible {
  outline: 2px solid var(--link);
  outline-offset: 2px;
}
svg {
  width: 20px;
  height: 20px;
  display: block;
  flex: none;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.8;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.unseen {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
.grow {
  flex: 1;
  min-width: 0;
}

header {
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 10px 8px 10px 14px;
  border-bottom: 1px solid var(--border);
  min-height: 63px;
}
h2 {
  font-weight: 650;
  line-height: 1.3;
  white-space: nowrap;
  overflow: hidden;
  text-overflow: ellipsis;
}
header p {
  display: flex;
  align-items: center;
  gap: 6px;
  font-size: 12.5px;
  color: var(--muted);
  min-height: 22px;
  white-space: nowrap;
}
.subject {
  overflow: hidden;
  text-overflow: ellipsis;
}
.subject:not(:empty)::before {
  content: "·";
  margin-inline-end: 6px;
}
.dot {
  width: 8px;
  height: 8px;
  border-radius: 50%;
  background: var(--ok);
  flex: none;
}
.dot.waiting, .dot.away {
  background: var(--away);
}
.ib {
  width: 36px;
  height: 36px;
  display: grid;
  place-items: center;
  color: var(--muted);
  flex: none;
}
.ib:hover, .ib[aria-expanded=true] {
  background: var(--surface);
  color: var(--text);
}
.bar {
  display: flex;
  align-items: center;
  gap: 10px;
  font-size: 13px;
  padding: 7px 14px;
  background: var(--warn);
  color: var(--on-warn);
}
.bar:empty {
  padding: 0;
}
.bar button {
  font-weight: 650;
  text-decoration: underline;
  min-height: 24px;
  white-space: nowrap;
}
.main {
  flex: 1;
  min-height: 0;
  display: flex;
  position: relative;
}
.column {
  flex: 1;
  min-width: 0;
  display: flex;
  flex-direction: column;
}

.reading {
  flex: 1;
  min-height: 0;
  position: relative;
  display: flex;
}
.log {
  flex: 1;
  min-width: 0;
  overflow: hidden auto;
  overflow-anchor: none;
  overscroll-behavior: contain;
  padding: 10px 14px 10px;
  scrollbar-width: thin;
  scrollbar-color: var(--border) transparent;
  display: flex;
  flex-direction: column;
}
.log > * {
  flex: none;
}
.log:focus-visible {
  outline-offset: -3px;
}
.log > :first-child {
  margin-top: auto;
}
.note, .older {
  color: var(--muted);
  font-size: 12.5px;
  text-align: center;
  padding: 6px 12px;
}
.note:empty {
  padding: 0;
}
.older {
  align-self: center;
  color: var(--link);
  font-weight: 600;
}
.day {
  display: flex;
  align-items: center;
  gap: 10px;
  color: var(--muted);
  font-size: 12px;
  font-weight: 600;
  margin: 10px 0 8px;
}
.day::before, .day::after {
  content: "";
  flex: 1;
  border-top: 1px solid var(--border);
}
.day.new {
  color: var(--link);
}
.day.new::before, .day.new::after {
  border-color: currentColor;
  opacity: .45;
}
.m {
  display: grid;
  grid-template-columns: 34px minmax(0, 1fr);
  column-gap: 10px;
  padding: 1px 6px;
  margin-inline: -6px;
  border-radius: 8px;
  position: relative;
}
.m.first {
  margin-top: 10px;
}
.m:hover {
  background: var(--surface);
}
.m:focus-visible {
  outline-offset: -2px;
}
.av {
  width: 34px;
  height: 34px;
  border-radius: 50%;
  display: grid;
  place-items: center;
  font-weight: 650;
  font-size: 13px;
  color: #fff;
  background: oklch(.5 .12 var(--hue));
  grid-row: 1 / 9;
  user-select: none;
  margin-top: 2px;
}
.who {
  grid-column: 2;
  display: flex;
  gap: 7px;
  align-items: baseline;
  font-weight: 650;
  font-size: 14px;
  color: oklch(.45 .13 var(--hue));
  min-width: 0;
}
.dark .who {
  color: oklch(.82 .1 var(--hue));
}
.who b {
  font-weight: inherit;
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.who > :not(b) {
  flex: none;
}
time {
  font-size: 12px;
  color: var(--muted);
  font-weight: 400;
  font-variant-numeric: tabular-nums;
}
.mod {
  font-size: 11px;
  font-weight: 600;
  color: var(--muted);
  border: 1px solid var(--border);
  border-radius: 5px;
  padding: 0 5px;
}
.you {
  font-weight: 400;
  color: var(--muted);
  font-size: 12px;
}
.b {
  grid-column: 2;
  justify-self: start;
  max-width: 100%;
  overflow-wrap: anywhere;
  white-space: pre-wrap;
  /* marks stacked on a letter stay within their own message */
  overflow: clip;
  overflow-clip-margin: 3px;
}
.b a {
  color: var(--link);
  text-decoration: underline;
  text-underline-offset: 2px;
}
.b code {
  font: 13px/1.4 ui-monospace, Menlo, Consolas, monospace;
  background: var(--surface);
  border: 1px solid var(--border);
  padding: 0 4px;
  border-radius: 4px;
}
.b mark {
  background: color-mix(in oklab, var(--accent) 18%, transparent);
  border-radius: 4px;
  padding: 0 3px;
  font-weight: 600;
  color: inherit;
}
.b.big {
  font-size: 30px;
  line-height: 1.3;
}
.wait {
  display: inline-block;
  vertical-align: -2px;
  margin-inline-start: 6px;
  color: var(--muted);
}
.wait svg {
  width: 14px;
  height: 14px;
}
.failed {
  grid-column: 2;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 2px 8px;
  font-size: 12.5px;
  color: var(--bad);
}
.failed svg {
  width: 16px;
  height: 16px;
}
.failed button {
  text-decoration: underline;
  font-weight: 600;
  min-height: 24px;
}
.jump {
  position: absolute;
  inset-inline: 0;
  inset-block-end: 12px;
  margin-inline: auto;
  width: max-content;
  max-width: 90%;
  background: var(--accent);
  color: var(--on-accent);
  border-radius: 16px;
  padding: 6px 14px;
  font-size: 13px;
  font-weight: 600;
  box-shadow: 0 4px 14px rgb(15 22 40 / .3);
}

.write {
  display: flex;
  align-items: flex-end;
  gap: 4px;
  margin: 0 10px 10px;
  border: 1px solid var(--edge);
  border-radius: 12px;
  padding: 3px;
}
.write:focus-within {
  border-color: var(--link);
  box-shadow: 0 0 0 1px var(--link);
}
textarea {
  flex: 1;
  min-width: 0;
  background: none;
  border: 0;
  outline: 0;
  resize: none;
  padding: 7px 6px 7px 10px;
  min-height: 36px;
  max-height: 130px;
  field-sizing: content;
}
textarea:focus-visible {
  outline: 0;
}
textarea::placeholder {
  color: var(--muted);
  opacity: 1;
}
.send {
  width: 36px;
  height: 36px;
  display: grid;
  place-items: center;
  background: var(--accent);
  color: var(--on-accent);
  border-radius: 9px;
  flex: none;
}
.card {
  padding: 14px 16px 16px;
  border-top: 1px solid var(--border);
  display: grid;
  gap: 8px;
  font-size: 14px;
}
.card.closed {
  justify-items: start;
  color: var(--muted);
}
.card label {
  font-size: 13px;
  font-weight: 600;
}
.row {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
}
.card input {
  flex: 1 1 160px;
  min-width: 0;
  max-width: 420px;
  height: 40px;
  padding: 7px 10px;
  font-size: 15px;
  background: var(--bg);
  border: 1px solid var(--edge);
  border-radius: 9px;
}
.card input[aria-invalid] {
  border-color: var(--bad);
}
.problem {
  color: var(--bad);
  font-size: 13px;
}
.pri, .sec {
  height: 40px;
  padding: 0 16px;
  border-radius: 9px;
  font-weight: 650;
}
.pri {
  background: var(--accent);
  color: var(--on-accent);
}
.sec {
  border: 1px solid var(--edge);
  color: var(--text);
}

.people {
  width: 220px;
  border-inline-start: 1px solid var(--border);
  overflow-y: auto;
  scrollbar-width: thin;
  scrollbar-color: var(--border) transparent;
  padding: 12px 8px;
  background: var(--bg);
}
.people:focus-visible {
  outline-offset: -3px;
}
.title {
  display: none;
  align-items: center;
  justify-content: space-between;
  margin: -6px 0 4px;
}
.title b {
  padding-inline-start: 8px;
  font-weight: 650;
}
h3 {
  font-size: 12px;
  font-weight: 650;
  color: var(--muted);
  margin: 0 8px 6px;
}
.people ul {
  list-style: none;
  margin-bottom: 12px;
}
.people li {
  display: flex;
  gap: 9px;
  align-items: center;
  padding: 4px 8px;
  font-size: 14px;
  min-height: 34px;
}
.people li.rest {
  color: var(--muted);
}
.people .av {
  width: 26px;
  height: 26px;
  font-size: 11px;
  margin: 0;
  position: relative;
  flex: none;
}
.people .av .dot {
  position: absolute;
  inset-block-end: -2px;
  inset-inline-end: -2px;
  width: 10px;
  height: 10px;
  border: 2px solid var(--bg);
}
.name {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.people .mod {
  margin-inline-start: auto;
}
.people .you, .people .mod {
  flex: none;
}
.people .ib {
  width: 26px;
  height: 26px;
}
.people li .ib svg {
  width: 15px;
  height: 15px;
}

.narrow .people {
  position: absolute;
  inset: 0;
  width: auto;
  border: 0;
  z-index: 2;
}
.narrow .title {
  display: flex;
}
.narrow .m {
  grid-template-columns: 28px minmax(0, auto);
  column-gap: 8px;
  justify-content: start;
  padding-inline-end: 26px;
}
.narrow .m:hover {
  background: none;
}
.narrow .log .av {
  width: 28px;
  height: 28px;
  font-size: 11px;
  margin-top: 20px;
}
.narrow .who {
  font-size: 12.5px;
  padding-inline-start: 11px;
  line-height: 1.5;
}
.narrow .b {
  background: var(--surface);
  border-radius: 16px;
  padding: 7px 12px;
  margin-bottom: 2px;
}
.narrow .b.big {
  background: none;
  padding: 0 2px;
}
.narrow .b code {
  background: var(--bg);
}
.narrow .m.own {
  grid-template-columns: minmax(0, auto);
  justify-content: end;
  justify-items: end;
  padding-inline: 40px 6px;
}
.narrow .own > * {
  grid-column: 1;
}
.narrow .own .av, .narrow .own b, .narrow .own .you {
  display: none;
}
.narrow .own .who {
  padding-inline: 0 4px;
}
.narrow .own .b:not(.big) {
  background: var(--own);
}
.narrow .own .b {
  justify-self: end;
}
@media (prefers-reduced-motion: no-preference) {
  .send, .pri, .sec, .ib {
    transition: background-color .12s;
  }
}
@media (forced-colors: active) {
  .send, .pri, .jump {
    border: 1px solid ButtonText;
  }
  .av, .dot {
    forced-color-adjust: none;
  }
}
`;
