import { createHash } from 'node:crypto'

/**
 * What makes pages nicer that are complete without it: a search that answers while one types, and a board that is drawn
 * again when something has changed. It draws nothing itself: it asks for the page once more and takes over its parts,
 * each `data-live` element by its id, so that what is typed and where one is stays.
 */
export const liveScript = `
const fresh = async (url) => {
  const answer = await fetch(url, { credentials: 'same-origin', headers: { accept: 'text/html' } });
  if (!answer.ok) throw new Error('status ' + answer.status);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
};

const keyOf = (details) => (details.id || details.querySelector('summary')?.textContent) ?? '';

const takeOver = (page) => {
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = page.getElementById(part.id);
    if (!next || next.isEqualNode(part)) continue;
    const open = new Set([...part.querySelectorAll('details[open]')].map(keyOf));
    const active = part.contains(document.activeElement) ? document.activeElement : null;
    for (const details of next.querySelectorAll('details')) if (open.has(keyOf(details))) details.open = true;
    part.replaceChildren(...document.importNode(next, true).childNodes);
    const again = active?.href && [...part.querySelectorAll('a')].find((link) => link.href === active.href);
    if (again) again.focus({ preventScroll: true });
  }
};

let asked = 0;
const show = async (url) => {
  const turn = ++asked;
  const page = await fresh(url);
  if (turn === asked) takeOver(page);
};

const soon = (act, wait) => {
  let timer;
  return () => { clearTimeout(timer); timer = setTimeout(act, wait); };
};

for (const form of document.querySelectorAll('form[data-search]')) {
  const search = async () => {
    const url = new URL(form.action);
    for (const [name, value] of new FormData(form)) if (value) url.searchParams.append(name, value);
    try { await show(url); history.replaceState(null, '', url); } catch { /* the button still works */ }
  };
  form.addEventListener('input', soon(search, 250));
  form.addEventListener('submit', (event) => { event.preventDefault(); search(); });
}

const source = document.querySelector('[data-events]');
if (source) {
  const draw = soon(() => { if (!document.hidden) show(source.dataset.page ?? location.href).catch(() => undefined); }, 100);
  const events = new EventSource(source.dataset.events);
  const state = document.getElementById('live-state');
  events.addEventListener('changed', draw);
  events.addEventListener('open', () => { if (state) state.textContent = 'Live: this page follows by itself.'; draw(); });
  events.addEventListener('error', () => { if (state) state.textContent = 'Not live at the moment; trying to reach the server.'; });
  document.addEventListener('visibilitychange', draw);
}
`

/** Named by what is in it, as the stylesheet is. */
export const liveHref = `/live.js?v=${createHash('sha256').update(liveScript).digest('hex').slice(0, 10)}`
