import { expect, it } from 'vitest'
import { compare, startedTwice } from '../../chaos/compare.ts'
import type { Owed } from '../../chaos/owed.ts'
import type { Taken } from '../../chaos/taken.ts'

const owes = (number: number, more: Partial<Owed> = {}): Owed => ({
  id: `D-${number}`,
  place: 'P-1',
  kind: 'slack',
  mode: 'post',
  status: 'sent',
  reason: null,
  about: ['U-1'],
  later: false,
  ...more,
})
const took = (number: number, how: Taken['how'] = 'post'): Taken => ({ delivery: `D-${number}`, how })
const ledger = [owes(1), owes(2), owes(3, { mode: 'edit' }), owes(4, { place: 'P-2', kind: 'mailbox' })]
const arrived = [took(1), took(2), took(3, 'edit'), took(4)]

it('finds nothing where every place took what it was owed, once and in order', () => {
  expect(compare(ledger, arrived)).toEqual({
    owed: 4,
    received: 4,
    lost: [],
    duplicates: [],
    outOfOrder: [],
    mailResent: [],
    inDoubt: [],
  })
})

it.each(ledger.map(({ id }, index) => [id, index] as const))('misses %s when it is planted as lost', (id, index) => {
  expect(compare(ledger, arrived.toSpliced(index, 1))).toMatchObject({ received: 3, lost: [id] })
})

it.each(['sent', 'failed', 'pending', 'sending', 'in-doubt'] as const)(
  'counts what is %s and never came as lost',
  (status) => {
    expect(compare([owes(1, { status })], [])).toMatchObject({ owed: 1, lost: ['D-1'] })
  },
)

it('leaves what Teams cannot be asked about in doubt', () => {
  const doubtful = [owes(1, { kind: 'teams', status: 'in-doubt' })]
  expect(compare(doubtful, [])).toMatchObject({ lost: [], inDoubt: ['D-1'] })
  expect(compare(doubtful, [took(1)])).toMatchObject({ received: 1, duplicates: [], inDoubt: ['D-1'] })
})

it('takes no word of the ledger for an arrival', () => {
  expect(compare([owes(1, { kind: 'teams' })], []).lost).toEqual(['D-1'])
})

it.each([1, 2, 4])('sees D-%i planted twice', (number) => {
  expect(compare(ledger, [...arrived, took(number)])).toMatchObject({
    received: 4,
    duplicates: [`D-${number}`],
  })
})

it('lets a card be redrawn twice', () => {
  expect(compare(ledger, [...arrived, took(3, 'edit')]).duplicates).toEqual([])
})

it('sees an edit that was posted twice because the message was gone', () => {
  expect(compare([owes(1, { mode: 'edit' })], [took(1), took(1)]).duplicates).toEqual(['D-1'])
})

it('excuses a mail only when the answer to the one before was not heard', () => {
  const mail = [owes(1, { kind: 'mailbox' })]
  const first = (unheard: boolean): Taken => ({ delivery: 'D-1', how: 'post', unheard: () => unheard })
  expect(compare(mail, [first(true), took(1)])).toMatchObject({ duplicates: [], mailResent: ['D-1'] })
  expect(compare(mail, [first(false), took(1)])).toMatchObject({ duplicates: ['D-1'], mailResent: [] })
  expect(compare(mail, [first(true), first(false), took(1)])).toMatchObject({
    duplicates: ['D-1'],
    mailResent: ['D-1'],
  })
})

it('counts what nobody owes as one too many', () => {
  const silent = owes(9, { status: 'suppressed', reason: 'staging' })
  const early = owes(8, { status: 'pending', later: true })
  expect(compare([silent, early], [took(9), took(8), took(7), { delivery: null, how: 'post' }])).toMatchObject({
    owed: 0,
    duplicates: ['D-9', 'D-8', 'D-7', 'a message without an id'],
  })
})

it('lets a mail that came, and was then overtaken while in doubt, be', () => {
  expect(compare([owes(1, { status: 'suppressed', reason: 'overtaken' })], [took(1)]).duplicates).toEqual([])
})

it('sees two that were swapped in one place about one update, and only there', () => {
  const swapped = [took(2), took(1), took(3, 'edit'), took(4)]
  expect(compare(ledger, swapped).outOfOrder).toEqual(['D-1'])
  expect(compare([owes(1), owes(2, { place: 'P-2' })], [took(2), took(1)]).outOfOrder).toEqual([])
  expect(compare([owes(1), owes(2, { about: ['U-2'] })], [took(2), took(1)]).outOfOrder).toEqual([])
})

it('does not mind when a second copy comes after a younger one', () => {
  const copies = compare([owes(1), owes(2)], [took(1), took(2), took(1)])
  expect(copies).toMatchObject({ outOfOrder: [], duplicates: ['D-1'] })
})

it('sees a card that was redrawn to what it was before', () => {
  const edits = [owes(1, { mode: 'edit' }), owes(2, { mode: 'edit' })]
  expect(compare(edits, [took(1, 'edit'), took(2, 'edit'), took(1, 'edit')]).outOfOrder).toEqual(['D-1'])
})

it('names the updates that were started twice', () => {
  expect(startedTwice(['U-1', 'U-2', 'U-1', 'U-3', 'U-1'])).toEqual(['U-1', 'U-1'])
  expect(startedTwice(['U-1', 'U-2'])).toEqual([])
})
