import type { AttentionKind } from '../../../src/domain/notices/attention.ts'
import type { Actor } from '../../../src/domain/people/actor.ts'
import { adminOf, asks, clientDocument, operator, pipeline, receivedReport, specialist } from '../../support/cast.ts'
import type { House } from '../../support/house.ts'
import { available, healthy, onFile, scheduled, startNow, updateOf, verificationOf } from '../../support/scene.ts'

/** How one kind comes about, at acme where it is about a client. */
export type AttentionScene = {
  /** Brings it about in a house that has nothing but the vendor. */
  put(house: House): Promise<void>
  /** A word that every reader shows of it. */
  readonly shows: string
  /** The release that it is about; null for none. */
  readonly release: string | null
  /** Whether a key that is bound to acme sees it. */
  readonly ofAcme: boolean
}

const hour = 3_600_000
const acmeKey: Actor = { kind: 'key', id: 'K-9', name: 'acme', client: 'acme', environment: null }
const acme = { client: 'acme', environment: 'production' } as const

async function running(house: House): Promise<string> {
  await scheduled(house, 'acme')
  const update = await updateOf(house, 'acme')
  await startNow(house, update)
  return update.id
}

const failing = async (house: House): Promise<string> => {
  await onFile(house, 'acme')
  await available(house, '3.9.12')
  const report = receivedReport(4_000, [{ name: 'a grade is kept' }])
  const received = await house.app.receiveReport(await verificationOf(house, 'acme'), report)
  if (!received.ok) throw new Error(received.refusal.detail)
  return received.value.findings[0]?.id ?? ''
}

/** Fails what is sent to the client's mailboxes. */
const mailFails = (house: House, answer: 'gone' | 'in-doubt') =>
  house.senderAnswers(({ place }) => {
    if (place.address.kind !== 'mailbox') return null
    return answer === 'gone' ? { kind: 'gone', reason: '550 no such box' } : { kind: 'in-doubt', reason: 'no answer' }
  })

/** A kind without a scene does not compile. */
export const scenes: Readonly<Record<AttentionKind, AttentionScene>> = {
  'release-paused': {
    shows: 'Log-ins fail',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      await scheduled(house, 'acme')
      await house.app.pauseRelease('3.9.12', 'Log-ins fail', operator)
    },
  },
  'update-stalled': {
    shows: 'no word from the update',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      await running(house)
      house.clock.advance(3 * hour)
      await house.work.tick()
    },
  },
  'update-failed': {
    shows: 'update failed',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      const id = await running(house)
      await house.app.recordUpdate(id, { status: 'failed', detail: 'disk full' }, pipeline)
    },
  },
  'update-overran': {
    shows: 'still being updated after its window',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      await onFile(house, 'acme', { windows: ['SUN 01:00-02:30'] })
      await healthy(house, 'acme')
      await startNow(house, await updateOf(house, 'acme'))
      house.clock.advance(2 * hour)
      await house.work.tick()
    },
  },
  'check-failed': {
    shows: 'the check after the update failed',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      const id = await running(house)
      await house.app.recordUpdate(id, { status: 'updated', version: null }, pipeline)
      await house.app.receiveCheck(id, receivedReport(40, [{ name: 'log-in' }]))
    },
  },
  'request-unanswered': {
    shows: 'grades are lost',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      await onFile(house, 'acme')
      await available(house, '3.9.12')
      const asked = await house.app.requestUrgent({
        ...asks(adminOf('acme')),
        system: acme,
        release: '3.9.12',
        reason: 'grades are lost',
        wishedAt: null,
      })
      if (!asked.ok) throw new Error('the request was refused')
    },
  },
  'finding-undecided': {
    shows: 'a grade is kept',
    release: '3.9.12',
    ofAcme: true,
    put: async (house) => void (await failing(house)),
  },
  'failure-confirmed': {
    shows: 'a grade is kept',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      const finding = await failing(house)
      const about = { finding, seen: null, others: null, note: null, forClient: false }
      const confirmed = await house.app.confirmFinding({ ...asks(specialist), ...about, ticket: 'LMS-77' })
      if (!confirmed.ok) throw new Error(confirmed.refusal.detail)
    },
  },
  'verification-stuck': {
    shows: 'the check of the copy does not get on',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      await onFile(house, 'acme')
      await available(house, '3.9.12')
      await house.app.recordStep(await verificationOf(house, 'acme'), 'copying')
      house.clock.advance(2 * hour)
    },
  },
  'update-held': {
    shows: 'on hold, the update failed on staging',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      await scheduled(house, 'acme')
      const moved = await house.app.rescheduleUpdate({
        ...asks(adminOf('acme')),
        system: { client: 'acme', environment: 'staging' },
        seen: null,
        reason: null,
        startsAt: new Date('2026-12-03T06:00:00Z'),
      })
      if (!moved.ok) throw new Error('the move was refused')
      const staging = await updateOf(house, 'acme', 'staging')
      await startNow(house, staging)
      await house.app.recordUpdate(staging.id, { status: 'failed', detail: 'disk full' }, pipeline)
    },
  },
  'plan-unseen': {
    shows: 'nobody there knows yet',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      await scheduled(house, 'acme')
      // Nothing has left, and the start is on Sunday.
      house.clock.set('2026-12-04T12:00:00Z')
    },
  },
  'no-legal-start': {
    shows: 'no maintenance window within reach is free',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      const [startsAt, endsAt] = [new Date('2026-11-22T12:00:00Z'), new Date('2027-06-01T00:00:00Z')]
      const added = await house.app.addFreeze({
        ...asks(operator),
        client: null,
        startsAt,
        endsAt,
        reason: 'year end',
      })
      if (!added.ok) throw new Error('the freeze was refused')
      await onFile(house, 'acme')
      await healthy(house, 'acme')
    },
  },
  'nobody-reachable': {
    shows: 'nobody can be told',
    release: '3.9.12',
    ofAcme: true,
    async put(house) {
      await onFile(house, 'acme', { administrators: [], channels: [] })
      await healthy(house, 'acme')
    },
  },
  'place-gone': {
    shows: 'cannot be reached',
    release: null,
    ofAcme: true,
    async put(house) {
      await scheduled(house, 'acme')
      mailFails(house, 'gone')
      await house.deliverAll()
    },
  },
  'place-unconfirmed': {
    shows: 'is not linked yet',
    release: null,
    ofAcme: true,
    async put(house) {
      const { channels, ...document } = clientDocument('acme', 'America/Toronto')
      await house.app.putClient({ ...document, channels: [] }, null, pipeline)
      await house.app.putClient({ ...document, channels }, 1, acmeKey)
    },
  },
  'delivery-in-doubt': {
    shows: 'may or may not have arrived',
    release: null,
    ofAcme: true,
    async put(house) {
      await scheduled(house, 'acme')
      mailFails(house, 'in-doubt')
      await house.deliverAll()
      house.clock.advance(hour / 4)
    },
  },
  'delivery-overdue': {
    shows: 'not sent yet',
    release: null,
    ofAcme: true,
    async put(house) {
      await scheduled(house, 'acme')
      house.clock.advance(2 * hour)
    },
  },
  'release-refused': {
    shows: 'did not pass the gate',
    release: '3.9.12',
    ofAcme: false,
    async put(house) {
      await house.app.registerRelease(
        { version: '3.9.12', kind: 'regular', notesUrl: 'https://vendor.example/notes' },
        pipeline,
      )
      await house.app.judgeRelease('3.9.12', receivedReport(9), pipeline)
    },
  },
}
