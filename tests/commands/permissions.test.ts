import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StaffRole } from '../../src/domain/people/actor.ts'
import type { ChatAccount } from '../../src/domain/people/client.ts'
import { adminOf, asks } from '../support/cast.ts'
import { ada, type Chat, channelOf, chatWith, registry, roomOf, slackUser, type Where } from '../support/chat.ts'
import { type House, openHouse } from '../support/house.ts'
import { available, healthy, onFile, openVendor } from '../support/scene.ts'

/** A line for every verb, about acme; a new verb without one fails the first test. */
const lines: Readonly<Record<string, string>> = {
  status: 'acme',
  health: 'acme',
  reschedule: 'acme/production 2026-12-08 01:00',
  restore: 'acme/production 2026-12-08 01:00',
  cancel: 'acme/production exams',
  urgent: 'acme/production 3.9.12 grades are lost',
  'withdraw-request': 'R-1',
  acknowledge: 'acme',
  history: 'acme',
  notices: 'acme',
  policy: 'acme',
  settings: 'acme',
  open: 'schedule acme',
  'claim-request': 'R-1',
  'accept-request': 'R-1',
  'decline-request': 'R-1',
  schedule: 'acme/production 2026-12-08 01:00 exams',
  triage: '',
  'claim-finding': 'F-1',
  'hand-over': 'F-1 spec',
  'accept-finding': 'F-1 flaky',
  'confirm-finding': 'F-1 LMS-1',
  rerun: 'acme',
  'claim-update': 'U-1001',
  'settle-update': 'U-1001',
  release: '3.9.12',
  link: 'acme',
  clients: 'acme',
  menu: '',
  help: '',
}

const people: Readonly<Record<string, ChatAccount>> = {
  'an administrator of acme': ada,
  'an administrator of beta': slackUser('T1', 'UBETA1'),
  'a specialist': slackUser('T0', 'spec'),
  services: slackUser('T0', 'sam'),
  'an operator': slackUser('T0', 'olga'),
  'a stranger': slackUser('T1', 'UNOBODY'),
  'ada’s id in another workspace': slackUser('T9', 'UACME1'),
}

const roles: ReadonlyMap<string, StaffRole> = new Map([
  ['a specialist', 'specialist'],
  ['services', 'services'],
  ['an operator', 'operator'],
])

const places: Readonly<Record<string, Where>> = {
  'acme’s channel': channelOf('acme'),
  'beta’s channel': channelOf('beta'),
  'an internal room': roomOf('services'),
  'a direct message': 'direct',
}

type Answer = 'answered' | 'unknown person' | 'staff only' | 'rooms only' | 'another channel' | 'not theirs'

const scopeless = ['menu', 'help']
const changing = ['reschedule', 'restore', 'cancel', 'urgent', 'acknowledge']

/** DESIGN 6.1 in one function: who may use which verb where, about acme. */
function expected(verb: string, who: string, where: string): Answer {
  if (who === 'a stranger' || who.includes('another workspace')) return 'unknown person'
  const command = registry.get(verb)
  if (command && command.for !== 'everyone') {
    const role = roles.get(who)
    if (!role || !command.for.includes(role)) return 'staff only'
    if (command.anywhere) return where === 'beta’s channel' ? 'another channel' : 'answered'
    return where === 'an internal room' ? 'answered' : 'rooms only'
  }
  if (scopeless.includes(verb)) return 'answered'
  // Staff are signed in from their own rooms; elsewhere their link would be a client’s to see.
  if (verb === 'open' && roles.has(who) && !['an internal room', 'beta’s channel'].includes(where)) return 'rooms only'
  const isAdministrator = who === 'an administrator of acme'
  if (verb === 'withdraw-request') {
    const mayKnow = isAdministrator || who !== 'an administrator of beta'
    if (where === 'beta’s channel' && mayKnow) return 'another channel'
    return isAdministrator ? 'answered' : 'not theirs'
  }
  if (where === 'beta’s channel') return 'another channel'
  if (who === 'an administrator of beta') return 'not theirs'
  if (isAdministrator || !changing.includes(verb)) return 'answered'
  return who === 'services' && verb !== 'acknowledge' ? 'answered' : 'not theirs'
}

const denials: readonly (readonly [string, Answer])[] = [
  ['I do not know you yet', 'unknown person'],
  ['is for the vendor’s staff', 'staff only'],
  ['works in our internal channels only', 'rooms only'],
  ['from our internal channels', 'rooms only'],
  ['Another channel, please', 'another channel'],
  ['a channel shows one client only', 'another channel'],
  ['You do not administer', 'not theirs'],
  ['There is no open request', 'not theirs'],
  ['Only an administrator of this client', 'not theirs'],
]

const rows = [...registry.keys()].flatMap((verb) =>
  Object.keys(people).flatMap((who) => Object.keys(places).map((where) => [verb, who, where] as const)),
)

describe('who may use which verb where', () => {
  let house: House
  let chat: Chat
  beforeAll(async () => {
    house = await openHouse()
    await openVendor(house)
    for (const id of ['acme', 'beta']) await onFile(house, id)
    await available(house, '3.9.12')
    // Asked before anything was scheduled, and still open.
    await house.app.requestUrgent({
      ...asks(adminOf('acme')),
      system: { client: 'acme', environment: 'staging' },
      release: null,
      reason: 'x',
      wishedAt: null,
    })
    await healthy(house, 'acme')
    chat = chatWith(house)
  })
  afterAll(() => house.close())

  it('is asked of every verb there is', () => {
    expect(Object.keys(lines).sort()).toEqual([...registry.keys()].sort())
  })

  it.each(rows)('%s by %s in %s', async (verb, who, where) => {
    const reply = await chat.type(people[who]!, `${verb} ${lines[verb]}`, places[where])
    const said = JSON.stringify(reply)
    const answer = denials.find(([words]) => said.includes(words))?.[1] ?? 'answered'
    expect(answer).toBe(expected(verb, who, where))
    if (answer !== 'answered' || (scopeless.includes(verb) && who !== 'an administrator of acme'))
      expect(said).not.toMatch(/Acme College|U-1001|ada@acme/)
  })

  const alone = [...registry.keys()].flatMap((verb) => Object.keys(people).map((who) => [verb, who] as const))

  it.each(alone)('%s without a client, by %s: shows nobody another’s', async (verb, who) => {
    for (const where of ['beta’s channel', 'a direct message']) {
      const said = JSON.stringify(await chat.type(people[who]!, verb, places[where]))
      const maySeeAcme = who === 'an administrator of acme' || roles.has(who)
      if (where === 'beta’s channel' || !maySeeAcme) expect(said).not.toMatch(/Acme College|U-1001|ada@acme/)
      if (who === 'a stranger' || who.includes('another workspace')) expect(said).toContain('I do not know you yet')
    }
  })

  it.each(Object.keys(places).filter((where) => where !== 'acme’s channel'))(
    'a client that does not exist looks like one of somebody else, in %s',
    async (where) => {
      const betty = people['an administrator of beta']!
      for (const verb of ['status', 'health', 'history', 'notices', 'policy', 'acknowledge']) {
        const [other, none] = [
          await chat.type(betty, `${verb} acme`, places[where]),
          await chat.type(betty, `${verb} nowhere`, places[where]),
        ]
        expect(none).toEqual(other)
      }
      for (const verb of ['reschedule', 'cancel', 'urgent']) {
        const [other, none] = [
          await chat.type(betty, `${verb} acme/production`, places[where]),
          await chat.type(betty, `${verb} nowhere/production`, places[where]),
        ]
        expect(none).toEqual(other)
      }
    },
  )
})
