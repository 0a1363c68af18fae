import { describe, expect, it, test } from 'vitest'
import { jsonFormats } from '../../src/adapters/test-report/formats/json/read-json.ts'
import { xmlFormats } from '../../src/adapters/test-report/formats/xml-formats.ts'
import { junitElements } from '../../src/adapters/test-report/outcomes/case-elements.ts'
import { wordNames } from '../../src/adapters/test-report/outcomes/telling-names.ts'
import { outcomeWords } from '../../src/adapters/test-report/outcomes/vocabulary.ts'
import { inlineCode, read } from './repository.ts'

const guide = await read('docs/guides/reports.md')
const formats = [...xmlFormats.map(({ name }) => name), ...jsonFormats.map(({ name }) => name), 'TAP']

/** The rows of the table whose head begins with `head`, cell by cell. */
function table(head: string): string[][] {
  const rows = guide.slice(guide.indexOf(`\n${head}`) + 1).split('\n')
  const end = rows.findIndex((row) => !row.startsWith('|'))
  return rows.slice(2, end).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

const byOutcome = (head: string) =>
  Object.fromEntries(table(head).map(([outcome = '', words = '']) => [outcome, inlineCode(words)]))

function grouped(pairs: readonly (readonly [group: string, name: string])[]): Record<string, string[]> {
  const groups: Record<string, string[]> = {}
  for (const [group, name] of pairs) groups[group] = [...(groups[group] ?? []), name]
  return groups
}

describe('the guide to reports', () => {
  it('says of each word how it counts, and no word that is not read', () => {
    const expected = grouped(outcomeWords.map(([word, outcome]) => [outcome, word]))
    expect(byOutcome('| counts as | words |')).toEqual(expected)
  })

  it('says of each child element of a case how it counts', () => {
    const expected = grouped(
      junitElements
        .filter(([, means]) => means !== 'inert')
        .map(([name, means]) => [means === 'rerun' ? 'a try before the last, which decides' : means, `<${name}>`]),
    )
    const told = byOutcome('| counts as | child elements')
    expect(Object.keys(told).toSorted()).toEqual(Object.keys(expected).toSorted())
    for (const [outcome, names] of Object.entries(expected))
      expect(told[outcome]?.toSorted(), outcome).toEqual(names.toSorted())
  })

  it('names the attributes that hold a word', () => {
    const line = guide.split('\n').find((one) => one.includes('attributes hold such a word')) ?? ''
    expect(inlineCode(line.split('. ')[0] ?? '')).toEqual(wordNames.map(([name]) => name))
  })

  it('has a row for each format, with the roots that tell it', () => {
    const rows = new Map(table('| format |').map(([name = '', , told = '']) => [name, told]))
    expect([...rows.keys()].toSorted()).toEqual(formats.toSorted())
    for (const { name, roots } of xmlFormats)
      expect(inlineCode(rows.get(name) ?? '').toSorted(), name).toEqual(roots.map((root) => `<${root}>`).toSorted())
    for (const { name, key } of jsonFormats)
      expect(rows.get(name), name).toContain(key === null ? 'an array' : `\`${key}\``)
  })
})

test.each([
  ['docs/guides/api.md', /^## Reports\n([\s\S]*?)^## /m],
  ['docs/design.md', /^(A \*test report\* is[\s\S]*?)^### 6\.3/m],
])('%s names every format that is taken', async (page, section) => {
  const [, text = ''] = section.exec(await read(page)) ?? []
  for (const format of formats) expect(text).toContain(format)
})
