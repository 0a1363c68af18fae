/** Serves the API on the database of another process, and prints `{"url"}`; for tests that kill it. */
import { makeApi } from '../../../src/adapters/http/make-api.ts'
import { makeStore } from '../../../src/adapters/postgres/in-transaction.ts'
import { makeApiKeys } from '../../../src/adapters/postgres/operations/api-keys-repository.ts'
import { makeIdempotencyStore } from '../../../src/adapters/postgres/operations/idempotency-repository.ts'
import { openDatabase } from '../../../src/adapters/postgres/plumbing/database.ts'
import { readCaseArchive } from '../../../src/adapters/test-report/archive/case-archive.ts'
import { makeApp } from '../../../src/app/make-app.ts'
import { defaultPolicyNumbers } from '../../../src/domain/people/policy-numbers.ts'
import { readReceivedReport } from '../../../src/main/read-received-report.ts'
import { serveOnLoopback } from './loopback.ts'

const [url = '', now = ''] = process.argv.slice(2)
const db = openDatabase({ url })
const clock = { now: () => new Date(now) }
const logger = { info: () => undefined, warn: () => undefined, error: console.error }
const app = makeApp({
  clock,
  logger,
  links: null,
  readCases: readCaseArchive,
  wake: () => undefined,
  rules: {
    numbers: defaultPolicyNumbers,
    gate: { minTests: 20, requiredSuites: [] },
    healthMinTests: 10,
    slotCapacity: 50,
    waveFailureLimit: 5,
    verification: { concurrency: 4, timeoutHours: 4 },
  },
  ...makeStore(db),
})
const api = makeApi({
  app,
  clock,
  logger,
  keys: makeApiKeys(db),
  idempotency: makeIdempotencyStore(db),
  readReport: readReceivedReport,
  ready: async () => ({ parts: {} }),
})
console.log(JSON.stringify({ url: (await serveOnLoopback(api)).url }))
