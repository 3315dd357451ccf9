// How it looks. Constructed sheets do not offend style-src 'self', nor does a page's sheet reach in. A message
// that is settled takes, out of sight, the room that it had, and costs nothing; log.js tells when it has had some.
// Letters as wide as a line, and marks stacked on a letter, stay within their message: its body is clipped.

export function sheet(css) {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}

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
  all: initial;
  visibility: inherit;
  --accent: light-dark(var(--mongoose-accent, #3557d6), var(--mongoose-accent-dark, #4866dc));
  --on-accent: light-dark(var(--mongoose-on-accent, #fff), var(--mongoose-on-accent-dark, #fff));
  --bg: light-dark(var(--mongoose-bg, #fff), var(--mongoose-bg-dark, #161a22));
  --surface: light-dark(var(--mongoose-surface, #f3f5f8), var(--mongoose-surface-dark, #1f2530));
  --text: light-dark(var(--mongoose-text, #1b2130), var(--mongoose-text-dark, #e8ebf2));
  --muted: light-dark(var(--mongoose-muted, #596275), var(--mongoose-muted-dark, #a3adc0));
  --border: light-dark(var(--mongoose-border, #dfe3ea), var(--mongoose-border-dark, #323a49));
  --own: light-dark(var(--mongoose-own, #e3e8fb), var(--mongoose-own-dark, #2b3a6b));
  --link: light-dark(var(--mongoose-link, #3557d6), var(--mongoose-link-dark, #a9bcff));
  --bad: light-dark(#b3261e, #ff9d94);
  --edge: color-mix(in oklab, var(--muted) 75%, var(--bg));
  color-scheme: light dark;
  color: var(--text);
  background: var(--bg);
  font: 15px/1.45 var(--mongoose-font, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif);
  container-type: inline-size;
  position: relative;
  display: flex;
  flex-direction: column;
  height: 100%;
  min-height: 320px;
  border: 1px solid var(--border);
  border-radius: var(--mongoose-radius, 14px);
  overflow: hidden;
}
:host([theme=light]) .box {
  color-scheme: light;
}
:host([theme=dark]) .box {
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
.log:focus-visible, .people:focus-visible, .m:focus-visible {
  outline-offset: -3px;
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
}
header p {
  display: flex;
  align-items: center;
  gap: 6px;
  font-size: 12.5px;
  color: var(--muted);
  min-height: 22px;
}
h2, header p, .who b, .name, .subject {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
}
.subject:not(:empty)::before {
  content: "· ";
}
.dot {
  width: 8px;
  height: 8px;
  border-radius: 50%;
  background: light-dark(#16794a, #5fd39a);
  flex: none;
}
.dot.waiting {
  background: #c98a00;
}
.bar {
  display: flex;
  align-items: center;
  gap: 10px;
  font-size: 13px;
  padding: 7px 14px;
  background: light-dark(#fff4d6, #3b3115);
  color: light-dark(#6b4700, #ffdf91);
}
.bar:empty {
  padding: 0;
}
.bar button {
  font-weight: 650;
  text-decoration: underline;
  min-height: 24px;
}
.main, .reading {
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
.log {
  flex: 1;
  min-width: 0;
  overflow: hidden auto;
  overflow-anchor: none;
  overscroll-behavior: contain;
  padding: 10px 14px;
  scrollbar-width: thin;
  scrollbar-color: var(--border) transparent;
  display: flex;
  flex-direction: column;
}
.log > * {
  flex: none;
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
.m {
  display: grid;
  grid-template-columns: 34px minmax(0, 1fr);
  column-gap: 10px;
  padding: 1px 6px;
  margin-inline: -6px;
  border-radius: 8px;
}
.m.first {
  margin-top: 10px;
}
.m {
  contain: content;
  overflow-clip-margin: 4px;
  contain-intrinsic-size: auto 60px;
}
.m.settled {
  content-visibility: auto;
}
.m:hover {
  background: var(--surface);
}
.m > * {
  grid-column: 2;
}
.m > .av, .people .av {
  grid-column: 1;
  grid-row: 1 / 9;
  width: 34px;
  height: 34px;
  border-radius: 50%;
  display: grid;
  place-items: center;
  font-weight: 650;
  font-size: 13px;
  color: #fff;
  background: oklch(.5 .12 var(--hue));
  user-select: none;
  overflow: clip;
  overflow-clip-margin: 3px;
  margin-top: 2px;
  flex: none;
}
.who {
  display: flex;
  gap: 7px;
  align-items: baseline;
  font-size: 14px;
  color: light-dark(oklch(.45 .13 var(--hue)), oklch(.82 .1 var(--hue)));
}
.who b, .card label, h3 {
  font-weight: 650;
}
time, .you, .guest {
  font-size: 12px;
  color: var(--muted);
  flex: none;
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
.b {
  justify-self: start;
  max-width: 100%;
  overflow-wrap: anywhere;
  white-space: pre-wrap;
  max-height: 50lh;
  overflow: clip;
  overflow-clip-margin: 3px;
}
.b:has(+ .fold[aria-expanded=true]) {
  max-height: none;
}
.fold {
  justify-self: start;
  min-height: 28px;
  font-size: 13px;
  font-weight: 600;
  color: var(--link);
}
.fold:hover {
  text-decoration: underline;
}
.b a {
  color: var(--link);
  text-underline-offset: 2px;
}
.b code {
  font: 13px/1.4 ui-monospace, Menlo, Consolas, monospace;
  background: var(--surface);
  border: 1px solid var(--border);
  padding: 0 4px;
  border-radius: 4px;
}
.b.big {
  font-size: 30px;
  line-height: 1.3;
}
.card {
  padding: 14px 16px 16px;
  border-top: 1px solid var(--border);
  display: grid;
  gap: 8px;
  font-size: 14px;
  justify-items: start;
}
.row {
  display: flex;
  flex-wrap: wrap;
  gap: 8px;
  width: 100%;
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
}
@container (max-width: 460px) {
  .m {
    grid-template-columns: 28px minmax(0, auto);
    column-gap: 8px;
    justify-content: start;
    padding-inline-end: 26px;
  }
  .m:hover {
    background: none;
  }
  .m > .av {
    width: 28px;
    height: 28px;
    font-size: 11px;
    margin-top: 20px;
  }
  .who {
    font-size: 12.5px;
    padding-inline-start: 11px;
    line-height: 1.5;
  }
  .b {
    background: var(--surface);
    border-radius: 16px;
    padding: 7px 12px;
    margin-bottom: 2px;
  }
  .fold {
    padding-inline-start: 12px;
  }
  .b.big {
    background: none;
    padding: 0 2px;
  }
  .b code {
    background: var(--bg);
  }
}
@media (forced-colors: active) {
  .av, .dot {
    forced-color-adjust: none;
  }
}
`;
