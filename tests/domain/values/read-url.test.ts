import { expect, test } from 'vitest'
import { readUrl } from '../../../src/domain/values/read-url.ts'

test('reads addresses in any script, however often it was asked', () => {
  for (let n = 0; n < 200_000; n += 1) readUrl(`https://learn${n % 100}.example/`)
  expect(readUrl('https://bücher.example')?.host).toBe('xn--bcher-kva.example')
  expect(readUrl('https://例え.example')?.host).toBe('xn--r8jz45g.example')
  expect(readUrl('https://learn.example/prüfung')?.pathname).toBe('/pr%C3%BCfung')
})

test.each(['', 'x', '//learn.example', 'https://', 'https://a b.example', 'https://[1'])('%j is none', (text) => {
  expect(readUrl(text)).toBeNull()
})
