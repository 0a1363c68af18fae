import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { problems } from '../../../src/adapters/http/api/calls/problems.ts'
import { apiScopes } from '../../../src/app/ports/stores/api-ports.ts'
import { everyCall } from './every-call.ts'

const guide = readFileSync(new URL('../../../docs/guides/api.md', import.meta.url), 'utf8')
const rows = guide.split('\n').filter((line) => line.startsWith('| '))

test('names every problem, beside its status', () => {
  const told = rows.flatMap((row) => {
    const [status = '', codes = ''] = row.slice(2).split(' | ')
    if (!/^\d{3}$/.test(status)) return []
    return [...codes.matchAll(/`([\w-]+)`/g)].map(([, code]) => `${status} ${code}`)
  })
  const known = Object.entries(problems).map(([code, { status }]) => `${status} ${code}`)
  expect(told.toSorted()).toEqual(known.filter((line) => !line.startsWith('503')).toSorted())
})

test('names every scope, and every address that writes', () => {
  for (const scope of apiScopes)
    expect(
      rows.some((row) => row.startsWith(`| \`${scope}\` |`)),
      scope,
    ).toBe(true)
  for (const { line, path } of everyCall) {
    const last = path.split('/').at(-1) ?? ''
    if (!line.startsWith('GET')) expect(guide, line).toContain(last.startsWith('{') ? path.split('/')[2] : last)
  }
})
