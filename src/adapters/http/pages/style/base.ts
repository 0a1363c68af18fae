/** Colours (each pair at least 4.5 to 1 on its ground, in both schemes), type, and the frame of the page. */
export const base = `
:root {
  color-scheme: light dark;
  --ink: #1b2430; --muted: #525d6b; --paper: #ffffff; --soft: #f3f5f8; --line: #d3d9e2; --strong-line: #7b8794;
  --accent: #1257c2; --on-accent: #ffffff; --accent-soft: #e8f0fd;
  --good: #17663a; --good-soft: #e3f4e9; --warn: #7a4d00; --warn-soft: #fdf1d8; --bad: #a3201f; --bad-soft: #fdeaea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e8ecf1; --muted: #a8b3c0; --paper: #12161b; --soft: #1b2129; --line: #343d48; --strong-line: #8592a1;
    --accent: #8ab8ff; --on-accent: #0b1a30; --accent-soft: #17263d;
    --good: #7fd6a0; --good-soft: #12291b; --warn: #f2c265; --warn-soft: #2e2410; --bad: #ff9d97; --bad-soft: #351817;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; overflow-wrap: break-word; }
.top { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; padding: .6rem 1rem; border-bottom: 1px solid var(--line); background: var(--soft); font-size: .9rem; }
.brand { font-weight: 700; letter-spacing: .01em; }
.who { color: var(--muted); overflow-wrap: anywhere; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
main.wide { max-width: 90rem; }
main:focus { outline: none; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
p, ul, ol, dl { margin: .5rem 0; }
a { color: var(--accent); text-underline-offset: .15em; }
.lead { font-size: 1.1rem; max-width: 46rem; }
.muted, .zone { color: var(--muted); }
.small { font-size: .9rem; }
.skip { position: absolute; left: -100rem; top: 0; padding: .75rem 1rem; background: var(--paper); color: var(--accent); z-index: 9; }
.skip:focus { left: 0; }
.only-heard { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: .2rem; }
code { background: var(--soft); border: 1px solid var(--line); border-radius: .25rem; padding: .05rem .3rem; font-size: .9em; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; overflow: auto; font-size: .85rem; line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) { button, .button, .tag { border: 1px solid; } }
@media print {
  :root { --ink: #000; --muted: #333; --paper: #fff; --soft: #fff; --line: #999; --accent: #000; --accent-soft: #fff; --good: #000; --good-soft: #fff; --warn: #000; --warn-soft: #fff; --bad: #000; --bad-soft: #fff; }
  .top, .skip, form, .no-print { display: none; }
  main, main.wide { max-width: none; padding: 0; }
  a { text-decoration: none; }
}
`
