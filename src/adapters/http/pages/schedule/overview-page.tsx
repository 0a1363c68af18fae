import type { ClientStatus, SystemStatus } from '../../../../app/use-cases/reads.ts'
import type { Identity } from '../../../../domain/people/actor.ts'
import { isBehind } from '../../../../domain/releases/version.ts'
import { showDay, showDistance, showDuration, showInstant } from '../../../../domain/time/show-time.ts'
import { after } from '../../../../domain/time/span.ts'
import { hasFailed } from '../../../../domain/updates/outcome.ts'
import { limitsOf } from '../../../../domain/updates/policy.ts'
import { awaitsStart, isActive, type Update } from '../../../../domain/updates/update.ts'
import type { Card, Fact } from '../../../../notices/card/card.ts'
import { visibleText } from '../../../../notices/card/visible-text.ts'
import { acknowledgeWords, namesOf } from '../../../../notices/updates/seen-by.ts'
import { systemActions, toAcknowledge } from '../../../../notices/updates/status-card.ts'
import { stateWords } from '../../../../notices/words/hold-words.ts'
import { outcomeFacts, runsWords } from '../../../../notices/words/outcome-words.ts'
import { windowsSaid } from '../../../../notices/words/window-words.ts'
import { environmentWord, statusWord } from '../../../../notices/words/words.ts'
import { Layout } from '../layout.tsx'
import { OutsideLink } from '../outside-link.tsx'
import { Buttons, CardView, Facts, type Ground } from '../verbs/card-view.tsx'

export type OverviewProps = {
  readonly status: ClientStatus
  readonly ground: Ground
  readonly who: string
  /** Whether the reader may act, and not only look. */
  readonly mayAct: boolean
  /** The administrator who reads it; null for the vendor's staff. */
  readonly reader: string | null
  /** What was just answered. */
  readonly said?: Card
}

/** Both systems side by side: what runs, what is planned, and what can be done about it. */
export const OverviewPage = ({ status, ground, who, mayAct, reader, said }: OverviewProps) => {
  const toSay = reader === null ? [] : toAcknowledge(status, reader)
  const { client, current } = status
  const title = `Updates of ${visibleText(client.name)}`
  return (
    <Layout title={said ? `${visibleText(said.title)} · ${title}` : title} who={who}>
      <h1>{title}</h1>
      <p class="muted">
        All times are in {client.zone}. Maintenance windows: {windowsSaid(client.windows)}.
      </p>
      {said && <CardView card={said} ground={ground} />}
      <div class="cards">
        {status.systems.map((system) => (
          <section class="panel" aria-labelledby={`system-${system.environment}`}>
            <h2 id={`system-${system.environment}`}>{environmentWord[system.environment]}</h2>
            <Facts facts={factsOf(system, status)} />
            {mayAct && <Buttons actions={systemActions(system, status)} ground={ground} of={system.environment} />}
          </section>
        ))}
      </div>
      {toSay.length > 0 && (
        <section class="panel" aria-labelledby="acknowledge">
          <h2 id="acknowledge">Have you seen it?</h2>
          <p>
            {acknowledgeWords(
              othersSeen(status),
              status.systems.some(({ update, last }) => update && awaitsStart(update.status) && hasFailed(last)),
            )}
          </p>
          <Buttons actions={toSay} ground={ground} />
        </section>
      )}
      {current && (
        <p>
          Current release: <strong>{current.version}</strong>.{' '}
          <OutsideLink href={current.notesUrl}>Release notes</OutsideLink>
        </p>
      )}
      {mayAct && (
        <>
          <p>Windows, freezes, and what comes to you when are in the settings.</p>
          <Buttons actions={[{ verb: 'settings', label: 'Settings', args: {} }]} ground={ground} />
        </>
      )}
      <p class="muted">
        Production and staging are moved and cancelled one at a time: what you do to one leaves the other where it is.
      </p>
    </Layout>
  )
}

/** Those who have seen all that waits. */
const othersSeen = ({ systems }: ClientStatus): Identity[] => {
  const waiting = systems.filter(({ update }) => update && awaitsStart(update.status))
  return (waiting[0]?.seenBy ?? []).filter(({ id }) =>
    waiting.every(({ seenBy }) => seenBy.some((person) => person.id === id)),
  )
}

function factsOf({ update, version, request, last, seenBy }: SystemStatus, status: ClientStatus): Fact[] {
  const { client, current, now, numbers } = status
  const facts: Fact[] = [{ label: 'Runs', value: runsWords(version, last) }, ...outcomeFacts(last, client.zone)]
  const own = update && { ...update, zone: client.zone }
  if (own && (isActive(own.status) || own.status === 'cancelled')) {
    facts.push({ label: 'Next', value: [{ bold: own.release }, ` (${own.id})`] }, whenFact(own, now))
    if (own.status !== 'scheduled') facts.push({ label: 'Status', value: statusText(own) })
    if (awaitsStart(own.status)) {
      const limits = limitsOf(own, now, numbers)
      const open = limits.cutOff >= now
      facts.push(
        { label: 'Expected outage', value: `about ${showDuration(own.expectedMinutes)}` },
        {
          label: open ? 'Can be changed until' : 'Could be changed until',
          value: showInstant(limits.cutOff, client.zone, 'short'),
        },
        { label: 'Latest day', value: showDay(after(limits.deadline, -1), client.zone) },
      )
    }
  } else if (current && isBehind(version, current.version))
    facts.push({ label: 'Next', value: `${current.version}, not scheduled yet` })
  else facts.push({ label: 'Next', value: 'nothing; it is up to date' })
  if (seenBy.length > 0) facts.push({ label: 'Seen by', value: namesOf(seenBy) })
  if (request) facts.push({ label: 'Urgent request', value: `${request.id}, ${request.status}` })
  return facts
}

function whenFact(update: Update, now: Date): Fact {
  const at = showInstant(update.startsAt, update.zone)
  if (update.status === 'scheduled')
    return { label: 'Starts', value: [{ bold: at }, `, ${showDistance(now, update.startsAt)}`] }
  if (update.status === 'held') return { label: 'Planned for', value: at }
  if (update.status === 'cancelled') return { label: 'Was planned for', value: at }
  return { label: 'Started', value: update.handedOverAt ? showInstant(update.handedOverAt, update.zone) : at }
}

/** Why it is on hold or was cancelled is for the client to read; what an updater printed is not. */
const statusText = (update: Update): string =>
  update.status === 'cancelled' && update.reason ? `${statusWord[update.status]}: ${update.reason}` : stateWords(update)
