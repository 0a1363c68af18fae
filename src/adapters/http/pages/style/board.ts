/** The release board: releases, the picture of starts, tables of what waits. */
export const board = `
:root { --moving: #2f6fd0; --waiting: #b9c2cd; --over: #7b8794; --alarm: #d99a1c; }
@media (prefers-color-scheme: dark) { :root { --moving: #5c93e6; --waiting: #4a5563; --over: #77828f; --alarm: #d9a53a; } }
.board-bar { display: flex; flex-wrap: wrap; gap: .5rem 1rem; justify-content: space-between; align-items: center; }
.board-bar .buttons { margin: 0; }
.releases { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
.release h3 { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; font-size: 1.2rem; }
.release h4 { margin: .75rem 0 .25rem; font-size: .95rem; }
.bar.stage { height: 1.1rem; }
.bar .good, .swatch.good { fill: var(--passed); background: var(--passed); }
.bar .moving, .swatch.moving { fill: var(--moving); background: var(--moving); }
.bar .waiting, .swatch.waiting { fill: var(--waiting); background: var(--waiting); }
.bar .over, .swatch.over { fill: var(--over); background: var(--over); }
.bar .warning, .swatch.warning { fill: var(--alarm); background: var(--alarm); }
.bar .bad, .swatch.bad { fill: var(--failed); background: var(--failed); }
.bar.stage rect { stroke: var(--soft); stroke-width: .3; }
div.waiting { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); align-items: start; }
ul.waiting { list-style: none; padding: 0; }
ul.waiting li { padding: .4rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
ul.waiting li:first-child { border-top: 0; }
ul.waiting .buttons { margin: .5rem 0 .25rem; }
ul.stages { list-style: none; padding: 0; }
ul.stages a { display: inline-block; padding: .15rem 0; }
.waves { padding-left: 1.3rem; font-size: .9rem; }
.days { list-style: none; padding: 0; display: flex; gap: .15rem; align-items: flex-end; }
.days li { flex: 1 1 0; min-width: 0; text-align: center; font-size: .8rem; line-height: 1.25; color: var(--muted); }
.days svg { display: block; width: 100%; height: 7rem; }
.days .starts { fill: var(--moving); }
.days .held { fill: var(--over); }
.days .full .starts { fill: var(--failed); }
.days .full { color: var(--bad); font-weight: 700; }
.days .count { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) { .days li:nth-child(n+15) { display: none; } .days .count { font-size: .7rem; } }
td .suite, th .suite { font-weight: 400; }
.scroll table th[scope=row] { font-weight: 400; overflow-wrap: anywhere; min-width: 10rem; }
table.clients td { min-width: 9rem; }
@media (max-width: 40rem) {
  table.stack thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table.stack tr { display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  table.stack th, table.stack td { border: 0; padding: 0; min-width: 0; text-align: left; }
  table.stack th[scope=row], table.stack td.whole { flex: 1 0 100%; }
  table.stack td[data-label]::before { content: attr(data-label) ": "; color: var(--muted); }
}
p.system { margin: 0 0 .35rem; }
`
