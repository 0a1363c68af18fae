const unstorable = /\0|\p{Surrogate}/gu

/**
 * Text that Postgres can hold: NUL and halves of surrogate pairs, which a stranger's text may contain, become U+FFFD.
 * They are replaced and not dropped, so that an id with one in it finds nothing.
 */
export const storable = (text: string): string => text.replace(unstorable, '\ufffd')
