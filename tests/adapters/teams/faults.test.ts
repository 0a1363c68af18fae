import { afterAll, beforeAll, expect, test } from 'vitest'
import { adminOf, asks, pipeline } from '../../support/cast.ts'
import { healthy } from '../../support/scene.ts'
import { channelOf, openTeamsHouse, type TeamsHouse, teamsDocument } from '../../support/teams-house.ts'
import type { Fault, Posted } from './fake-microsoft.ts'

let teams: TeamsHouse
beforeAll(async () => {
  teams = await openTeamsHouse(200)
})
afterAll(() => teams.close())

const status = (code: number, headers?: Record<string, string>): Fault => ({
  status: code,
  ...(headers && { headers }),
})
const hang: Fault = () => undefined

/** `refused`: surely not shown, so it is sent again. `unknown`: perhaps shown, and never sent again. */
const faults: readonly [name: string, fault: Fault | 'lost', kind: 'refused' | 'unknown' | 'for good'][] = [
  ['429 with Retry-After', status(429, { 'retry-after': '7' }), 'refused'],
  ['429 without Retry-After', status(429), 'refused'],
  ['412', status(412), 'refused'],
  ['502', status(502), 'refused'],
  ['503', status(503), 'refused'],
  ['504', status(504), 'refused'],
  ['500', status(500), 'unknown'],
  ['500 after it was shown', { status: 500, afterwards: true }, 'unknown'],
  ['a hang', hang, 'unknown'],
  ['a lost response', 'lost', 'unknown'],
  ['413', status(413), 'for good'],
]
/** Which call fares so. */
const calls = [
  ['the post of the plan', 'POST', 'plan'],
  ['the edit after a move', 'PUT', 'move'],
  ['the reply after a move', 'POST', 'move'],
] as const

let count = 0
/** Schedules a new client in Teams and moves its staging system, and sends all of it. */
async function play(fault: Fault | 'lost' | null, method: 'POST' | 'PUT', at: 'plan' | 'move') {
  const id = `client-${++count}`
  const channel = channelOf(id)
  const { house, microsoft } = teams
  const match = new RegExp(`^${method} .*${encodeURIComponent(channel).replaceAll('.', '\\.')}.*activities`)
  const inject = (): void => {
    // The report of the copy is posted first.
    const after = at === 'plan' ? 1 : 0
    if (fault === 'lost') microsoft.loseAnswer(match, after)
    else if (fault) microsoft.next(match, fault, after)
  }
  await house.app.putClient(teamsDocument(id), null, pipeline)
  await teams.quiet()
  if (at === 'plan') inject()
  await healthy(house, id)
  await teams.quiet()
  if (at === 'move') inject()
  const moved = await house.app.rescheduleUpdate({
    ...asks(adminOf(id)),
    system: { client: id, environment: 'staging' },
    startsAt: new Date('2026-12-08T07:00:00Z'),
    seen: null,
    reason: null,
  })
  expect(moved.ok).toBe(true)
  await teams.quiet()
  const shown = microsoft.posted.filter(({ conversation }) => conversation.split(';')[0] === channel)
  const { items } = await house.app.readDeliveries(id, false, { after: null, limit: 100 })
  const owed = items.filter(({ place }) => place.address.kind === 'channel')
  return { shown: shown.map(line).sort(), owed: owed.map(({ status: state }) => state) }
}

/** A message as the channel shows it, but for what differs between clients. */
const line = ({ card, conversation, edits }: Posted): string =>
  `${conversation.includes(';') ? 'reply' : 'post'} ${edits} ${card.fallbackText.replaceAll(/client-\d+|Client-\d+ College|[UVHF]-\d+/g, '…')}`

let whole: Awaited<ReturnType<typeof play>>
test('without a fault: two posts, an edit and a reply, all told', async () => {
  whole = await play(null, 'POST', 'plan')
  expect(whole.shown).toHaveLength(3)
  expect(whole.shown.filter((one) => one.startsWith('reply'))).toHaveLength(1)
  expect(whole.owed.every((state) => state === 'sent')).toBe(true)
})

/** What a status means is the sender's own test; one of those that mean the same is enough for every call. */
const sameAs503 = ['502', '504']
const table = faults.flatMap(([name, fault, kind]) =>
  calls
    .slice(0, sameAs503.includes(name) ? 1 : calls.length)
    .map(([call, method, at]) => [name, call, fault, method, at, kind] as const),
)

test.each(table)('%s at %s: nothing is lost, nothing doubled', async (_, __, fault, method, at, kind) => {
  const { shown, owed } = await play(fault, method, at)
  const times = (one: string, list: readonly string[]) => list.filter((other) => other === one).length
  // Never twice, whatever happened.
  for (const one of shown) expect(times(one, shown)).toBe(1)
  const isEdit = method === 'PUT'
  if (kind === 'refused' || (kind === 'unknown' && isEdit)) {
    // An edit looks the same when it is made twice, so only the count of edits may differ.
    const bare = (list: readonly string[]) => list.map((one) => one.replace(/ \d+ /, ' '))
    expect(isEdit ? bare(shown) : shown).toEqual(isEdit ? bare(whole.shown) : whole.shown)
    expect(owed.every((state) => state === 'sent')).toBe(true)
  } else {
    // What cannot be known, or can never be sent, is written down as that; nobody calls it told.
    // An edit of a message whose id nobody knows is left out: the news of it is a message of its own.
    expect(owed.filter((state) => state !== 'sent' && state !== 'suppressed')).toEqual(
      kind === 'unknown' ? ['in-doubt'] : expect.arrayContaining(['failed']),
    )
    // What comes after it is told all the same.
    if (at === 'plan') expect(shown.filter((one) => one.includes('update moved'))).toHaveLength(1)
  }
})
