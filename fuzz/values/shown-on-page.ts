/** A form of a page, with what it would send. */
export type PageForm = { readonly action: string; readonly fields: Readonly<Record<string, string>> }

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
}
const plain = (text: string): string =>
  text.replaceAll(/&(?:amp|quot|#39|lt|gt);/g, (entity) => entities[entity] ?? entity)

/** @returns every form that is sent by POST, in the order of the page */
export const formsIn = (html: string): PageForm[] =>
  [...html.matchAll(/<form method="post" action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action = '', inner = '']) => ({
      action: plain(action),
      fields: Object.fromEntries([
        ...[...inner.matchAll(/<input[^>]*name="([^"]*)"[^>]*?(?:value="([^"]*)")?[^>]*>/g)].map(
          ([, name = '', value = '']) => [plain(name), plain(value)],
        ),
        ...[...inner.matchAll(/<(?:textarea|select)[^>]*name="([^"]*)"/g)].map(([, name = '']) => [plain(name), '']),
      ]),
    }),
  )

/** @returns every address of ours that a page leads to */
export const addressesIn = (html: string): string[] =>
  [...html.matchAll(/href="(\/[^"]*)"/g)].map(([, href = '']) => plain(href))
