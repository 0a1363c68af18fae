import { describe, expect, it } from 'vitest'
import { plain } from '../../../src/notices/card/card.ts'
import { countMessages, differentMessages, shownMessages } from '../../../src/notices/findings/different-messages.ts'
import { sampleFinding } from '../../support/samples.ts'

const said = (...messages: readonly (readonly [client: string, message: string])[]) =>
  messages.map(([client, message], at) => sampleFinding({ id: `F-${at + 1}`, client, message }))
const linesOf = (findings: ReturnType<typeof said>): string[] =>
  differentMessages(findings).map((block) => {
    if (block.type === 'quote') return `> ${block.text}`
    return block.type === 'text' ? plain(block.text) : block.type
  })

describe('the different messages of one failure', () => {
  it('are one quote where all say the same, and nothing where nobody says anything', () => {
    expect(linesOf(said(['a', 'boom'], ['b', ' boom '], ['c', 'bo\u006fm']))).toEqual(['> boom'])
    expect(linesOf(said(['a', ''], ['b', ' ']))).toEqual([])
    expect(linesOf([])).toEqual([])
  })

  it('are all shown, with the clients that have them: the one looked at first, then the commonest', () => {
    const findings = said(['a', 'at 10:15'], ['b', 'at 11:15'], ['c', 'at 12:15'], ['d', 'at 12:15'], ['d', ''])
    expect(linesOf(findings)).toEqual([
      '4 different messages at 4 clients:',
      '> at 10:15',
      'at 1 client: a',
      '> at 12:15',
      'at 2 clients: c, d',
      '> at 11:15',
      'at 1 client: b',
      '> (no message)',
      'at 1 client: d',
    ])
    expect(countMessages(findings)).toBe(4)
  })

  it('count what a form has no room for', () => {
    const many = said(...Array.from({ length: 300 }, (_, at) => [`c${at}`, `took ${at} s`] as const))
    const lines = linesOf(many)
    expect(lines).toHaveLength(2 + 2 * shownMessages)
    expect(lines[0]).toBe('300 different messages at 300 clients:')
    expect(lines.at(-1)).toBe('… and 285 more messages at 285 clients. To see each, name fewer clients.')
    const [one, ...others] = said(...Array.from({ length: 300 }, (_, at) => [`c${at}`, 'x'] as const))
    const two = [...(one ? [{ ...one, message: 'y' }] : []), ...others]
    expect(linesOf(two).at(-1)).toMatch(/^at 299 clients: c1, c2, .*, c20 and 279 more$/)
  })

  it('are cut, but not where they differ', () => {
    const start = 'the upgrade went on and on; '.repeat(30)
    const lines = linesOf(said(['a', `${start}exit code 1`], ['b', `${start}exit code 137`], ['c', start]))
    expect(lines[1]).toMatch(/^> ….*exit code 1$/)
    expect(lines[3]).toMatch(/^> ….*exit code 137$/)
    for (const line of lines) expect(line.length).toBeLessThan(120)
    const long = linesOf(said(['a', '𝕏'.repeat(5_000)], ['b', `y${'𝕏'.repeat(5_000)}`]))
    expect(Math.max(...long.map((line) => [...line].length))).toBe(502)
    expect(long[1]).toMatch(/^> 𝕏+…$/u)
  })
})
