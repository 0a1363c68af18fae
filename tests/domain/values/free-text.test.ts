import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeText } from '../../../src/domain/values/free-text.ts'
import { oddTexts } from '../../support/odd-texts.ts'

describe('what a person typed', () => {
  it.each(oddTexts)('%s', (_, typed, reads) => {
    expect(freeText(typed)).toBe(reads)
  })

  it('reads the same when it is read again, and holds nothing that hides', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const reads = freeText(typed)
        expect(freeText(reads)).toBe(reads)
        expect(reads).not.toMatch(/(?![\n\t])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u)
      }),
      { numRuns: 3_000 },
    )
  })

  it('is quick, whatever it is given', () => {
    const began = performance.now()
    for (const piece of ['\u001b]', '\u001b[', '\u200d', 'a\u0301', '\r']) freeText(piece.repeat(100_000))
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
