/** Slack is not to look for links, names or pages in our text. */
export const asWritten = {
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const
