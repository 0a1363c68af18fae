/** @returns a path as it may stand in a log: whatever could be a link is left out */
export const plainPath = (path: string): string =>
  path
    .split('/')
    .map((part) => (part.startsWith('eyJ') || part.length > longestPlain ? '…' : part))
    .join('/')

const longestPlain = 40
