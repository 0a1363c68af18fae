/** What pages are made of: panels, tags, banners, facts and tables. */
export const parts = `
.panel, article { background: var(--soft); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; min-width: 0; }
.panel > :first-child, article > :first-child { margin-top: 0; }
.panel > :last-child, article > :last-child { margin-bottom: 0; }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); }
.cards + .panel { margin-top: 1rem; }
.cards ul { padding-left: 1.1rem; }
.zone { margin: 0; font-size: .9rem; }
ul.places { list-style: none; padding: 0; }
ul.places span { color: var(--muted); }
.tag { display: inline-block; padding: .05rem .55rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; background: var(--soft); color: var(--ink); border: 1px solid var(--line); }
.tag.good { background: var(--good-soft); color: var(--good); border-color: currentColor; }
.tag.warning { background: var(--warn-soft); color: var(--warn); border-color: currentColor; }
.tag.bad { background: var(--bad-soft); color: var(--bad); border-color: currentColor; }
.banner { border: 1px solid var(--line); border-left: .35rem solid var(--accent); border-radius: .4rem; background: var(--accent-soft); padding: .75rem 1rem; margin: 1rem 0; }
.banner.good { border-left-color: var(--good); background: var(--good-soft); }
.banner.warning { border-left-color: var(--warn); background: var(--warn-soft); }
.banner.bad { border-left-color: var(--bad); background: var(--bad-soft); }
.banner > :first-child { margin-top: 0; }
.banner > :last-child { margin-bottom: 0; }
dl.facts { display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: .25rem 1rem; margin: .75rem 0; }
dl.facts dt { color: var(--muted); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
@media (max-width: 30rem) { dl.facts { grid-template-columns: fit-content(36%) minmax(0, 1fr); } }
blockquote { margin: .75rem 0; padding: .25rem 0 .25rem 1rem; border-left: 3px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
`
