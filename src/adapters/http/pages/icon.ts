/** What browsers show beside a page's title: a turning arrow, the update that runs by itself. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1257c2"/><path d="M23.5 12A8.5 8.5 0 1 0 24.5 17" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round"/><path d="M25 6v7h-7z" fill="#fff"/></svg>`
