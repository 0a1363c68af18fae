/** The one stylesheet: system fonts, both colour schemes, and nothing that needs a wide screen. */
export const style = `
:root { color-scheme: light dark; --ink: #1c2430; --paper: #ffffff; --soft: #f2f4f7; --line: #d5dae1; --accent: #1257c2; --muted: #55606e; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8ecf1; --paper: #14181d; --soft: #1e242b; --line: #38414b; --accent: #8ab8ff; --muted: #a5b0bd; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 2rem; margin: 0 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { margin: 0; font-size: 1.05rem; }
.lead { font-size: 1.1rem; max-width: 46rem; }
a { color: var(--accent); }
ul.places { list-style: none; padding: 0; }
ul.places span, form span, .zone { color: var(--muted); }
code { background: var(--soft); border: 1px solid var(--line); border-radius: .25rem; padding: .05rem .3rem; font-size: .9em; overflow-wrap: anywhere; }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); }
article { background: var(--soft); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; }
article ul { padding-left: 1.1rem; margin: .5rem 0 0; }
.zone { margin: 0; font-size: .9rem; }
form { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; margin: .5rem 0; }
button { font: inherit; padding: .45rem .9rem; border: 1px solid var(--accent); border-radius: .4rem; background: var(--paper); color: var(--accent); cursor: pointer; min-height: 2.75rem; }
button:hover { background: var(--soft); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
`
