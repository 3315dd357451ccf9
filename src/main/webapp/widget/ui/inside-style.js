// How that looks which only somebody sees who takes part.

export default `
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
.main {
  --narrow: 0;
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
.day.new {
  color: var(--link);
}
.day.new::before, .day.new::after {
  border-color: currentColor;
  opacity: .45;
}
.b mark {
  background: color-mix(in oklab, var(--accent) 18%, transparent);
  border-radius: 4px;
  padding: 0 3px;
  font-weight: 600;
  color: inherit;
}
.wait, .fault {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 2px 8px;
  font-size: 12.5px;
  color: var(--muted);
}
.fault {
  color: var(--bad);
}
.wait svg, .fault svg {
  width: 15px;
  height: 15px;
}
.m.pending {
  grid-template-columns: 34px minmax(0, auto) 1fr;
}
.m.pending .who {
  grid-column: 2 / 4;
}
.m.pending .wait {
  grid-column: 3;
}
.fault button {
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
.people {
  width: 240px;
  border-inline-start: 1px solid var(--border);
  overflow-y: auto;
  scrollbar-width: thin;
  scrollbar-color: var(--border) transparent;
  padding: 12px 8px;
  background: var(--bg);
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
  color: var(--muted);
  margin: 0 8px 6px;
}
ul {
  list-style: none;
  margin-bottom: 12px;
}
li {
  display: flex;
  gap: 7px;
  align-items: center;
  padding: 4px 2px 4px 8px;
  font-size: 14px;
  min-height: 34px;
}
.rest {
  color: var(--muted);
}
.people .av {
  width: 26px;
  height: 26px;
  font-size: 11px;
  margin: 0;
  position: relative;
}
.av .dot {
  position: absolute;
  inset-block-end: -2px;
  inset-inline-end: -2px;
  width: 10px;
  height: 10px;
  border: 2px solid var(--bg);
}
li .name {
  flex: 1;
  text-align: match-parent;
}
li .mod {
  flex: none;
}
li .guest {
  padding-inline: 2px 5px;
}
li .ib {
  width: 26px;
  height: 26px;
}
li .ib svg {
  width: 15px;
  height: 15px;
}
@container (max-width: 460px) {
  .main {
    --narrow: 1;
  }
  .people {
    position: absolute;
    inset: 0;
    width: auto;
    border: 0;
    z-index: 2;
  }
  .title {
    display: flex;
  }
  .m.own {
    grid-template-columns: minmax(0, auto) auto;
    justify-content: end;
    justify-items: end;
    padding-inline: 40px 6px;
    column-gap: 4px;
  }
  .m.own > * {
    grid-column: 1;
  }
  .own .av, .own b, .own .you {
    display: none;
  }
  .own .who {
    padding-inline: 0 4px;
  }
  .own .b, .own .fold {
    justify-self: end;
  }
  .own .b:not(.big) {
    background: var(--own);
  }
}
@media (forced-colors: active) {
  .send, .jump {
    border: 1px solid ButtonText;
  }
}
`;
