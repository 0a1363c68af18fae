import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareVersions, isBehind, isVersion, plainVersion } from '../../../src/domain/releases/version.ts'

const inOrder = [
  '0.9',
  '1',
  '3.9.2',
  '3.9.12-alpha',
  '3.9.12-alpha.1',
  '3.9.12-alpha.beta',
  '3.9.12-beta',
  '3.9.12-beta.2',
  '3.9.12-beta.11',
  '3.9.12-rc.1',
  '3.9.12',
  '3.9.12.1',
  '3.10',
  '4.0-rc',
  '4',
]

describe('versions', () => {
  it.each(inOrder.flatMap((a, i) => inOrder.map((b, j) => [a, b, Math.sign(i - j)] as const)))(
    '%s compared with %s is %i',
    (a, b, sign) => {
      expect(Math.sign(compareVersions(a, b))).toBe(sign)
    },
  )

  it('count a missing part as 0', () => {
    expect(compareVersions('4', '4.0.0')).toBe(0)
    expect(compareVersions('4.0-rc.1', '4.0.0-rc.1')).toBe(0)
  })

  const version = fc
    .tuple(
      fc.array(fc.constantFrom('0', '00', '1', '01', '9', '13', '013'), { minLength: 1, maxLength: 4 }),
      fc.option(fc.constantFrom('a', 'b.1', 'rc.2', '3', 'rc-1', 'rc.1', 'rc.01', '0', `rc.1${'0'.repeat(20)}`)),
    )
    .map(([parts, suffix]) => parts.join('.') + (suffix === null ? '' : `-${suffix}`))

  it.each([
    ['3.9.13', '3.9.13'],
    ['3.9.13.0', '3.9.13'],
    ['3.09.13', '3.9.13'],
    ['003.9.013.0.0', '3.9.13'],
    ['4.0.0', '4'],
    ['0.0', '0'],
    ['10.20', '10.20'],
    ['4.0-rc-01', '4-rc.1'],
    ['4.0-RC.1', '4-RC.1'],
  ])('%s is plainly %s', (text, plain) => {
    expect(plainVersion(text)).toBe(plain)
    expect(isVersion(plain)).toBe(true)
  })

  it('are equal when they are plainly the same, and only then', () => {
    fc.assert(
      fc.property(version, version, (a, b) => {
        expect(plainVersion(a) === plainVersion(b)).toBe(compareVersions(a, b) === 0)
        expect(compareVersions(a, plainVersion(a))).toBe(0)
      }),
      { numRuns: 3_000 },
    )
    expect(compareVersions(`1-rc.1${'0'.repeat(20)}`, `1-rc.1${'0'.repeat(19)}1`)).toBeLessThan(0)
  })

  it('have one order', () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) + 0)
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })

  it.each([
    [null, '3.9.12', true],
    ['3.9.11', '3.9.12', true],
    ['3.9.12', '3.9.12', false],
    ['3.9.12-rc.1', '3.9.12', true],
    ['3.10', '3.9.12', false],
  ] as const)('of a system at %s, behind %s: %s', (installed, release, behind) => {
    expect(isBehind(installed, release)).toBe(behind)
  })

  it.each([
    ['3', true],
    ['3.9.12', true],
    ['4.0.0-rc.1', true],
    ['', false],
    ['v3', false],
    ['3.', false],
    ['.3', false],
    ['3..9', false],
    ['3.9-', false],
    ['3.9.x', false],
    ['1.2.3.4.5.6.7', false],
    ['1234567', false],
    [`1-${'a'.repeat(40)}`, false],
    ['3.9.12\n', false],
    ['३.९', false],
  ] as const)('%j is one: %s', (text, is) => {
    expect(isVersion(text)).toBe(is)
  })
})
