/** Controls: large enough for a thumb, plain enough to need no explaining, drawn by the browser where that serves people best. */
export const formStyle = `
fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
.field > * + * { margin-top: 0.4rem; }
form > * + * { margin-top: 1.35rem; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 1.35rem 1rem; }
label, legend { padding: 0; font-weight: bold; }

input:not([type='checkbox'], [type='radio']), select {
  display: block;
  width: 100%;
  min-height: 3rem;
  padding: 0.55rem 0.8rem;
  border: 1.5px solid var(--muted);
  border-radius: var(--radius);
  background: var(--sheet);
  color: var(--ink);
  font: inherit;
}
select { padding-right: 0.4rem; text-overflow: ellipsis; }
input:focus-visible, select:focus-visible { outline-offset: 1px; border-radius: var(--radius); }

.tick { display: flex; gap: 0.7rem; align-items: flex-start; min-height: 2.75rem; padding: 0.55rem 0; font-weight: normal; line-height: 1.5; cursor: pointer; }
.tick input { flex: none; width: 1.4rem; height: 1.4rem; margin: 0.1rem 0 0; accent-color: var(--accent); }
.field > .tick { margin-top: 0; }
.days { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 0 0.75rem; }
.consent { padding: 0.9rem 1rem; border-radius: var(--radius); background: var(--practice); font-size: 0.9375rem; }
.choices, .row { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.row input:not([type='checkbox'], [type='radio']) { width: auto; flex: 1 1 11rem; }
.choices { margin-top: 0.6rem; }

button, .button {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-height: 3rem;
  padding: 0.6rem 1.6rem;
  border: 2px solid var(--accent);
  border-radius: var(--radius);
  background: var(--accent);
  color: var(--on-accent);
  font: bold 1.0625rem/1.3 var(--font-body);
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
button:hover, .button:hover { background: color-mix(in srgb, var(--accent) 86%, var(--ink)); }
button:focus-visible, .button:focus-visible { border-radius: var(--radius); }
.quiet { background: transparent; color: var(--accent); }
.quiet:hover { background: var(--practice); }
.sign-up form > button { width: 100%; }

.invalid { padding-left: 1rem; border-left: 4px solid var(--warm); }
.invalid input:not([type='checkbox'], [type='radio']), .invalid select { border-color: var(--warm); border-width: 2px; }
.error { font-weight: bold; }
.error::before { content: '!'; display: inline-block; width: 1.35em; margin-right: 0.5em; border-radius: 50%; background: var(--warm); color: var(--sheet); line-height: 1.35; text-align: center; }
.summary { padding: 1.1rem 1.35rem; border: 2px solid var(--warm); border-radius: var(--radius); background: var(--care); }
.summary h2 { font: bold 1.0625rem/1.4 var(--font-body); }
.summary ul { margin-top: 0.5rem; }

details > form { margin-top: 0.75rem; }
summary { width: fit-content; padding: 0.4rem 0; text-decoration: underline; cursor: pointer; }
.mails { padding-left: 1.25rem; }
.mails li + li { margin-top: 1rem; }
.sheet form + form { margin-top: 0.75rem; }

/* Beyond the screen, not hidden: programs that skip hidden fields shall fill this one in. */
.beyond { position: absolute; left: -200vw; width: 1px; height: 1px; overflow: hidden; }

@media (forced-colors: active) {
  button, .button, .card, .panel, .consent { border: 1px solid; }
}
`;
