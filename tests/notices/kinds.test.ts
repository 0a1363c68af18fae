import { describe, expect, it } from 'vitest'
import { allNotices } from '../../src/notices/kinds/all-notices.ts'
import { headingOf } from '../../src/notices/kinds/heading.ts'
import type { Notice } from '../../src/notices/kinds/notice.ts'

const kinds = allNotices.map(({ kind }) => kind)

describe('the kinds of notices', () => {
  it('stand in their list once', () => {
    expect(kinds.filter((kind, at) => kinds.indexOf(kind) !== at)).toEqual([])
  })

  it('are headed by words of their own', () => {
    const words = allNotices.map(({ word }) => word)
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })

  it('that is told no more is headed by its name', () => {
    const notice = { kind: 'gone-long-ago', client: 'acme', facts: { release: '3.9.12' } } as unknown as Notice
    expect(headingOf(notice)).toBe('gone-long-ago (3.9.12)')
  })
})
