/** The System Health report: bars, what failed, what changed, the trend, and the tests. */
export const report = `
:root { --passed: #2e8b57; --failed: #c62828; --errored: #8e24aa; --skipped: #8a94a0; }
@media (prefers-color-scheme: dark) { :root { --passed: #4fae7b; --failed: #f0716a; --errored: #c58be0; --skipped: #77828f; } }
.kicker { margin: 0; color: var(--muted); font-weight: 600; }
.verdict { font-size: 1.1rem; }
.verdict::before { content: "i"; display: inline-block; width: 1.5em; margin-right: .4em; border-radius: 50%; text-align: center; font-weight: 700; border: 2px solid currentColor; line-height: 1.3; }
.verdict.good::before { content: "✓"; color: var(--good); }
.verdict.warning::before { content: "!"; color: var(--warn); }
.verdict.bad::before { content: "✕"; color: var(--bad); }
.bar { display: block; width: 100%; height: .9rem; border-radius: .25rem; background: var(--line); margin: .25rem 0; }
td .bar { height: .6rem; }
.passed { fill: var(--passed); background: var(--passed); }
.failed { fill: var(--failed); background: var(--failed); }
.errored { fill: var(--errored); background: var(--errored); }
.skipped { fill: var(--skipped); background: var(--skipped); }
.ground { fill: var(--strong-line); }
.legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.legend a { display: inline-block; padding: .35rem 0; }
.swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: .2rem; margin-right: .4rem; }
table.suites th[scope=row] { width: 45%; font-weight: 400; overflow-wrap: anywhere; }
table.suites td, table.cases td { overflow-wrap: anywhere; }
article.failure { margin: .75rem 0; border-left: .35rem solid var(--bad); }
article.failure.good { border-left-color: var(--good); }
article.failure.neutral { border-left-color: var(--strong-line); }
.suite, .said { display: block; color: var(--muted); font-weight: 400; font-size: .9rem; overflow-wrap: anywhere; }
.said { color: var(--ink); }
.message { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .9rem; overflow-wrap: anywhere; }
pre { max-height: 30rem; }
ul.changes { list-style: none; padding: 0; }
ul.changes > li { border-left: .35rem solid var(--line); padding-left: .75rem; margin: .25rem 0; overflow-wrap: anywhere; }
ul.changes > .new, ul.changes > .still-failing { border-color: var(--bad); background: none; }
ul.changes > .fixed { border-color: var(--good); background: none; }
ul.changes > .flaky { border-color: var(--warn); background: none; }
.trend { list-style: none; padding: 0; display: flex; gap: .25rem; align-items: flex-end; }
.trend li { flex: 1 1 0; min-width: 0; max-width: 6rem; text-align: center; overflow-wrap: anywhere; }
.trend svg { display: block; width: 100%; height: 7rem; }
.trend .count, .trend .small { display: block; }
.trend .count { font-weight: 600; font-variant-numeric: tabular-nums; }
@media (max-width: 40rem) { .trend li:nth-last-child(n+7) { display: none; } .trend .small { display: none; } }
form.search { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: flex-end; }
form.search .field { margin: .25rem 0; flex: 1 1 12rem; min-width: 0; }
form.search input, form.search select { width: 100%; }
form.search button { margin-bottom: .25rem; }
table.cases td:nth-child(1) { width: 100%; }
table.cases td.number { white-space: nowrap; }
@media print {
  article.failure, tr, .trend { break-inside: avoid; }
  details::details-content { content-visibility: visible; height: auto; }
  .bar, .swatch, .trend svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  pre { max-height: none; }
}
`
