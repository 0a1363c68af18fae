/** What is pressed and filled in: at least 44 pixels high, and named by more than its colour. */
export const controls = `
form { margin: .5rem 0; }
form.row { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; }
form.row span { color: var(--muted); }
button, .button { display: inline-block; font: inherit; font-weight: 600; line-height: 1.4; padding: .6rem 1rem; min-height: 2.75rem; border: 1px solid var(--accent); border-radius: .4rem; background: var(--paper); color: var(--accent); cursor: pointer; text-decoration: none; text-align: center; }
button:hover, .button:hover { background: var(--accent-soft); }
button.primary, .button.primary { background: var(--accent); color: var(--on-accent); }
button.primary:hover, .button.primary:hover { filter: brightness(1.1); }
button.danger, .button.danger { border-color: var(--bad); color: var(--bad); }
button.danger:hover, .button.danger:hover { background: var(--bad-soft); }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; align-items: center; }
.buttons form { margin: 0; }
label, legend { font-weight: 600; }
.field { margin: 1rem 0; max-width: 40rem; }
.field > label { display: block; margin-bottom: .25rem; }
.hint { color: var(--muted); font-size: .9rem; margin: .25rem 0; }
.wrong { color: var(--bad); font-weight: 600; margin: .25rem 0; }
.wrong::before { content: "✕ "; }
input[type=text], input[type=search], input[type=date], input[type=time], select, textarea { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--strong-line); border-radius: .4rem; padding: .55rem .7rem; min-height: 2.75rem; max-width: 100%; }
textarea { width: 100%; min-height: 6rem; resize: vertical; }
[aria-invalid=true] { border-color: var(--bad); border-width: 2px; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; margin: 1rem 0; padding: .5rem 1rem 1rem; }
summary { cursor: pointer; padding: .35rem 0; }
`
