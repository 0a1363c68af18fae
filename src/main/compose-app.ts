import type { Registry } from '../../commands/command/run-command.ts'
import { makeRegistry } from '../../commands/index.ts'
import { makeLinkSigner } from '../adapters/links/link-signer.ts'
import { makeKnownConversations } from '../adapters/postgres/clients/conversations-repository.ts'
import { makeDeliveries } from '../adapters/postgres/deliveries/deliveries-repository.ts'
import { makeInbox } from '../adapters/postgres/deliveries/inbox-repository.ts'
import { makeStore } from '../adapters/postgres/in-transaction.ts'
import { makeApiKeys } from '../adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../adapters/postgres/operations/idempotency-repository.ts'
import { openPresence } from '../adapters/postgres/operations/presence.ts'
import { openDatabase } from '../adapters/postgres/plumbing/database.ts'
import type { Teams } from '../adapters/teams/open-teams.ts'
import { readCaseArchive } from '../adapters/test-report/archive/case-archive.ts'
import { putVendor } from '../app/clients/put-vendor.ts'
import { makeApp } from '../app/make-app.ts'
import { makeWork } from '../app/make-work.ts'
import type { Deliveries } from '../app/ports/delivery-ports.ts'
import type { Clock, Logger, Ports } from '../app/ports/ports.ts'
import type { Work } from '../app/ports/work.ts'
import type { App } from '../app/use-cases/app.ts'
import type { Config } from '../config/config.ts'
import { type Alarm, makeAlarm } from './alarm.ts'
import { makeUpdateRunner, makeVerificationRunner } from './make-runners.ts'
import { makeSenders } from './make-senders.ts'
import { openTeamsOf } from './open-teams.ts'
import { readReceivedReport } from './read-received-report.ts'

/** The use cases and the work on one database, bound to the outside that the config names. */
export type House = {
  readonly config: Config
  readonly app: App
  readonly work: Work
  readonly ports: Ports
  readonly registry: Registry
  readonly teams: Teams | null
  readonly keys: ReturnType<typeof makeApiKeys>
  readonly idempotency: ReturnType<typeof makeIdempotencyStore>
  readonly deliveries: Deliveries
  /** Where `ports.wake` leads once jobs run in this process. */
  onWake(listener: Ports['wake']): void
  /** Says that the end is near: what can be broken off without harm is. */
  stop(): void
  close(): Promise<void>
}

/** Opens the database, writes down the vendor's rooms and staff, and binds everything. Nothing runs yet. */
export async function composeApp(config: Config, clock: Clock, logger: Logger): Promise<House> {
  const db = openDatabase({
    url: config.databaseUrl,
    onError: (err) => logger.warn({ err }, 'an idle database connection broke'),
  })
  const presence = await openPresence(config.databaseUrl, (err) =>
    logger.warn({ err }, 'the connection that wakes this process broke'),
  )
  const listeners: Ports['wake'][] = []
  const alarmOf = (what: Parameters<Ports['wake']>[0]): Alarm => makeAlarm(() => ports.wake(what))
  const alarms = {
    deliveries: alarmOf('deliveries'),
    starts: alarmOf('starts'),
    verifications: alarmOf('verifications'),
  }
  const ports: Ports = {
    clock,
    logger,
    readCases: readCaseArchive,
    links: config.links && makeLinkSigner(config.links),
    rules: {
      numbers: config.numbers,
      gate: config.gate,
      healthMinTests: config.healthMinTests,
      slotCapacity: config.slotCapacity,
      contact: config.contact,
      waveFailureLimit: config.waveFailureLimit,
      clientPolicy: config.clientPolicy,
      defaultWindow: config.defaultWindow,
      verification: config.verification,
      workingHours: config.workingHours,
      quotas: config.quotas,
    },
    ...makeStore(db, [config.defaultWindow]),
    wake: (what, inMs = 0) => {
      if (inMs > 0) return alarms[what].set(inMs)
      for (const listener of listeners) listener(what)
      presence.wake(what)
    },
  }
  const deliveries = makeDeliveries(db, presence.worker)
  const stopping = new AbortController()
  const registry = makeRegistry(config.slash)
  const teams = await openTeamsOf(config, { conversations: makeKnownConversations(db), clock, logger })
  const senders = makeSenders(config, {
    registry,
    inbox: makeInbox(db),
    clock,
    logger,
    teams: teams?.sender ?? null,
  })
  await ports.inTransaction((tx) => putVendor(tx, config.vendor, clock.now()))
  return {
    config,
    ports,
    registry,
    teams,
    app: makeApp(ports),
    work: makeWork(ports, {
      deliveries,
      senderFor: senders.senderFor,
      updateRunner: makeUpdateRunner(config, logger),
      verificationRunner: makeVerificationRunner(config, logger, stopping.signal),
      readReport: readReceivedReport,
    }),
    keys: makeApiKeys(db),
    idempotency: makeIdempotencyStore(db),
    deliveries,
    onWake(listener) {
      listeners.push(listener)
      presence.onWake(listener)
    },
    stop: () => {
      stopping.abort()
      for (const alarm of Object.values(alarms)) alarm.stop()
    },
    async close() {
      senders.close()
      await presence.close()
      await db.destroy()
    },
  }
}
