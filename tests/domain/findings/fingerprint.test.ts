import { describe, expect, it } from 'vitest'
import { fingerprint as kept } from '../../../migrations/20261128T1010_quoted-codes.ts'
import { fingerprint, normalisedMessage } from '../../../src/domain/findings/fingerprint.ts'
import { read } from '../../docs/repository.ts'
import { confused, different, missed, same } from './fingerprint-pairs/pairs.ts'

const of = (message: string) => fingerprint({ suite: 'billing', name: 'invoices are sent', message })
const isOne = ([, one, other]: (typeof same)[number]) => of(one) === of(other)

describe('fingerprint', () => {
  it.each(same)('is the same for %s', (_, one, other) => {
    expect(normalisedMessage(one)).toBe(normalisedMessage(other))
    expect(of(one)).toBe(of(other))
  })

  it.each(different)('differs for %s', (_, one, other) => {
    expect(of(one)).not.toBe(of(other))
  })

  it('makes the mistakes that are known, and the guide says how often', async () => {
    expect(missed.filter(isOne)).toEqual([])
    expect(confused.filter((pair) => !isOne(pair))).toEqual([])
    const [alike, apart] = [
      [...same, ...missed],
      [...different, ...confused],
    ]
    const [right, wrong] = [alike.filter(isOne).length, apart.filter(isOne).length]
    const [precision, recall] = [right / (right + wrong), right / alike.length]
    expect(precision).toBeGreaterThan(0.97)
    expect(recall).toBeGreaterThan(0.9)
    const guide = await read('docs/guides/same-failure.md')
    expect(guide).toContain(`${alike.length + apart.length} pairs`)
    expect(guide).toContain(`| precision | ${percent(precision)} |`)
    expect(guide).toContain(`| recall | ${percent(recall)} |`)
    expect(guide).toContain(`| one failure | ${alike.length} | ${right} |`)
    expect(guide).toContain(`| two failures | ${apart.length} | ${apart.length - wrong} |`)
  })

  it('is measured on pairs that are named once, and are pairs', () => {
    const all = [...same, ...missed, ...different, ...confused]
    expect(new Set(all.map(([what]) => what)).size).toBe(all.length)
    expect(all.filter(([, one, other]) => one === other)).toEqual([])
  })

  it('differs for another case and another suite, and does not mix the two up', () => {
    const message = 'boom'
    const all = [
      { suite: 'a', name: 'b', message },
      { suite: 'a', name: 'c', message },
      { suite: 'b', name: 'b', message },
      { suite: 'ab', name: '', message },
      { suite: '', name: 'ab', message },
    ].map(fingerprint)
    expect(new Set(all).size).toBe(all.length)
  })

  it('keeps its value while its version is the same, since verdicts are remembered by it', () => {
    expect(of('exit code 137 after 30 s')).toBe('121320c475949433830a')
    expect(of('')).toMatch(/^[\da-f]{20}$/)
  })

  it('is what the last migration computed, so that what was kept is found', () => {
    const texts = [...same, ...missed, ...different, ...confused].flatMap(([, one, other]) => [one, other])
    const cases = texts.map((message) => ({ suite: 'billing', name: 'invoices are sent', message }))
    expect(cases.map(kept)).toEqual(cases.map(fingerprint))
  })

  it('is that of what the database gives back', () => {
    const halved = { suite: 'a\0', name: 'b\ud800', message: 'c\0d\udc00' }
    const kept = { suite: 'a\ufffd', name: 'b\ufffd', message: 'c\ufffdd\ufffd' }
    expect(fingerprint(halved)).toBe(fingerprint(kept))
  })

  it('takes its time from the length alone, whatever the text', () => {
    const bits = ['a1', '/a', '1.', 'a@a.', '1:1', '0x1.', 'C:\\a', '::', 'id=', '1,', 'error ', 'a.:', "'(["]
    const start = performance.now()
    for (const bit of bits) for (const other of bits) of(`${bit}${other}`.repeat(25_000))
    expect(performance.now() - start).toBeLessThan(3_000)
  })
})

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
