/** The calendar: each state has a sign and a word; the colour only repeats them. */
export const schedule = `
.month-head { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 0 1rem; margin-top: 1.5rem; }
.month-head h2 { margin: 0; }
.month-head .buttons { margin: .5rem 0; }
table.month { table-layout: fixed; border-collapse: separate; border-spacing: .2rem; }
table.month th { text-align: center; padding: .25rem 0; border: 0; }
table.month th abbr { text-decoration: none; }
table.month td { padding: 0; border: 0; height: 1px; }
.day { display: flex; flex-direction: column; gap: .05rem; height: 100%; min-height: 4.25rem; padding: .3rem .2rem; text-align: center; border: 1px solid var(--line); border-radius: .4rem; background: var(--soft); color: var(--muted); text-decoration: none; overflow-wrap: normal; }
.day .number { font-weight: 700; font-size: 1.05rem; }
.day .state, .day .mark { font-size: .75rem; line-height: 1.25; }
.day .mark { font-weight: 700; color: var(--ink); text-decoration: underline; text-decoration-thickness: 2px; }
.day.window { background: var(--good-soft); color: var(--good); border: 2px solid var(--good); }
.day.free { background: var(--paper); color: var(--accent); border: 1px solid var(--accent); }
a.day:hover { background: var(--accent-soft); }
a.day.chosen { outline: 3px solid var(--ink); outline-offset: 1px; }
.day.full { border-style: double; border-width: 3px; }
.day.frozen { border-style: dashed; border-color: var(--strong-line); }
.day.too-late, .day.too-soon { border-color: transparent; }
.legend { list-style: none; padding: 0; display: grid; gap: .25rem 1rem; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); font-size: .9rem; }
.legend .day { display: inline-block; min-height: 0; height: auto; width: 1.75rem; padding: 0; }
ul.times { list-style: none; padding: 0; display: grid; gap: .5rem; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); margin: .5rem 0 1rem; }
ul.times .button { width: 100%; padding: .5rem; font-variant-numeric: tabular-nums; }
ul.times small { display: block; font-weight: 400; }
@media (max-width: 30rem) {
  table.month { border-spacing: .1rem; margin: 0 -.5rem; width: calc(100% + 1rem); }
  .day { min-height: 4rem; padding: .25rem .05rem; }
  .day .state, .day .mark { font-size: .68rem; }
}
`
