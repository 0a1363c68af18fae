import { readFile } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { type ApiClient, makeApiClient } from '../../src/main/api-client.ts'
import type { SandboxFile } from '../../src/main/sandbox-file.ts'
import { eventually } from './eventually.ts'
import { type Mailbox, mailbox } from './mail.ts'
import { type SlackClient, slackClient } from './slack-client.ts'

/** Everything a person, a pipeline or a test can reach of a running sandbox. */
export type SandboxClient = {
  readonly file: SandboxFile
  readonly slack: SlackClient
  readonly mail: Mailbox
  readonly api: ApiClient
  /** Asks the sandbox's own database. */
  ask<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>
  /** Presses a button of the landing page. @returns the status of the answer */
  press(form: 'time' | 'act', fields: Record<string, string>): Promise<number>
  /** Makes it be that time, through the landing page. */
  goTo(instant: Date): Promise<void>
  /** Returns when nothing is on its way any more. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Joins the sandbox that runs in a directory. */
export async function joinSandbox(directory: string): Promise<SandboxClient> {
  const file = JSON.parse(await readFile(path.join(directory, 'sandbox.json'), 'utf8')) as SandboxFile
  const pool = new pg.Pool({
    connectionString: await readFile(path.join(directory, 'database-url'), 'utf8'),
    max: 2,
  })
  // The server may be stopped before the connections have quite closed.
  pool.on('error', () => undefined)
  const ask: SandboxClient['ask'] = async (sql, values) => (await pool.query(sql, values)).rows
  const press: SandboxClient['press'] = async (form, fields) => {
    const answer = await fetch(`${file.app}/sandbox/${form}`, {
      method: 'POST',
      headers: { origin: file.app, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
      redirect: 'manual',
    })
    await answer.arrayBuffer()
    return answer.status
  }
  return {
    file,
    slack: slackClient(file.slack),
    mail: mailbox(`${file.mail}/email`),
    api: makeApiClient(file.app, file.apiKey),
    ask,
    press,
    async goTo(instant) {
      const status = await press('time', { to: instant.toISOString() })
      if (status !== 303) throw new Error(`the clock answered ${status}`)
    },
    settled: () =>
      eventually(
        'all that is owed to be sent',
        async () => {
          // What Teams cannot tell stays in doubt for good; ops is told.
          const owed = await ask(
            `select from deliveries where status in ('pending', 'sending', 'in-doubt') and not undecidable`,
          )
          return owed.length === 0 ? true : undefined
        },
        60_000,
      ).then(
        () => undefined,
        async (error: unknown) => {
          const owed = await ask(
            `select d.id, n.kind, p.kind as place, d.mode, d.status, d.reason, d.attempts, d.due_at
             from deliveries d join notices n on n.id = d.notice join places p on p.id = d.place
             where d.status in ('pending', 'sending', 'in-doubt') and not d.undecidable order by d.id limit 20`,
          )
          throw new Error(`still owed: ${JSON.stringify(owed)}`, { cause: error })
        },
      ),
    close: () => pool.end(),
  }
}
