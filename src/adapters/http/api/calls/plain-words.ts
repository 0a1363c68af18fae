/** A failure is told in the words of some program: its colours must not keep it from being told. */
export const plainWords = (text: string): string => text.replaceAll(/(?![\n\t])\p{Cc}|\p{Surrogate}/gu, '').trim()
