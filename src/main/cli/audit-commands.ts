import type { Command } from 'commander'
import type { Tampered } from '../../adapters/postgres/operations/verify-audit.ts'
import { type AuditFilter, type AuditRecord, BadCursor } from '../../app/ports/ports.ts'
import { type Way, ways, wayWords } from '../../domain/people/way.ts'
import { counted } from '../../notices/words/words.ts'
import { BadInput, print, readInstant } from './outcome.ts'
import { withPorts } from './with-app.ts'

type List = {
  readonly client?: string
  readonly by?: string
  readonly action?: string
  readonly subject?: string
  readonly way?: string
  readonly since?: string
  readonly until?: string
  readonly limit: string
  readonly after?: string
  readonly json?: boolean
}

const most = 1_000

/** `zerotouch audit …`: who did what, and whether that is still what was written. */
export function addAuditCommands(program: Command): void {
  const audit = program.command('audit').description('who did what, when, and by which way it came')
  audit
    .command('list')
    .description('what was done, newest first')
    .option('--client <client>', 'at this client')
    .option('--by <name or id>', 'by this person, key or operator')
    .option('--action <action>', 'such as client-put or update-rescheduled')
    .option('--subject <id>', 'to this update, release, client or key')
    .option('--way <way>', ways.join(', '))
    .option('--since <instant>', 'ISO 8601 with Z or an offset')
    .option('--until <instant>', 'before this instant')
    .option('--limit <n>', `how many, at most ${most}`, '100')
    .option('--after <next>', 'goes on where a list ended: its `next`')
    .option('--json', 'print one JSON line')
    .action(list)
  audit
    .command('verify')
    .description('whether any row was changed, removed or put in since; exit 1 and its name when one was')
    .option('--head <head>', 'an end of the chain that was printed before and kept elsewhere')
    .option('--json', 'print one JSON line')
    .action(verify)
}

async function list({ limit, after, json, ...said }: List): Promise<void> {
  const count = /^\d{1,4}$/.test(limit) ? Number(limit) : 0
  if (count < 1 || count > most) throw new BadInput(`--limit: must be a whole number from 1 to ${most}`)
  const filter = filterOf(said)
  const { items, next } = await withPorts(({ inTransaction }) =>
    inTransaction((tx) => tx.audit.list(filter, { after: after ?? null, limit: count })),
  ).catch((error: unknown) => {
    throw error instanceof BadCursor ? new BadInput('--after: is no `next` of this list') : error
  })
  const more = next ? [`more with --after ${next}`] : []
  print(json, { items: items.map(show), next }, [...items.map(lineOf), ...more].join('\n') || 'Nothing was done.')
}

function filterOf({ client, by, action, subject, way, since, until }: Omit<List, 'limit'>): AuditFilter {
  const known = ways.find((one) => one === way)
  if (way !== undefined && !known) throw new BadInput(`--way: must be one of ${ways.join(', ')}`)
  return {
    ...(client !== undefined && { client }),
    ...(by !== undefined && { actor: by }),
    ...(action !== undefined && { action }),
    ...(subject !== undefined && { subject }),
    ...(known && { way: known satisfies Way['by'] }),
    ...(since !== undefined && { since: readInstant('--since', since) }),
    ...(until !== undefined && { until: readInstant('--until', until) }),
  }
}

type Verify = { readonly head?: string; readonly json?: boolean }

async function verify({ head: kept, json }: Verify): Promise<void> {
  const [{ databaseUrl }, { openDatabase }, { verifyAudit }] = await Promise.all([
    import('./target.ts'),
    import('../../adapters/postgres/plumbing/database.ts'),
    import('../../adapters/postgres/operations/verify-audit.ts'),
  ])
  const db = openDatabase({ url: await databaseUrl(), maxConnections: 1, statementTimeoutMs: 0 })
  try {
    const verdict = await verifyAudit(db, kept ?? null)
    const { first, rows, unsealed, head, headFound } = verdict
    const ok = first === null && headFound !== false
    const waiting = unsealed > 0 ? `; ${counted(unsealed, 'row')} not chained yet` : ''
    const end = head ? ` The chain ends at ${head}` : ''
    const words = ok
      ? `${counted(rows, 'row')}, all as they were written${waiting}.${end}`
      : `${counted(rows, 'row')}${waiting}.${end}`
    print(json, { ok, ...verdict }, words)
    if (first) throw new Error(tamperedWords(first))
    if (headFound === false) throw new Error(`The chain does not hold ${kept}: it was made anew after that.`)
  } finally {
    await db.destroy()
  }
}

const tamperedWords = ({ id, what, before }: Tampered): string =>
  before
    ? `Something before ${id} was ${what}: it is the first that is not as it was written.`
    : `${id} was ${what}: it is the first row that is not as it was written.`

const show = ({ id, at, actor, way, action, client, subject, detail }: AuditRecord) => ({
  id,
  at: at.toISOString(),
  actor: { kind: actor.kind, id: actor.id, name: actor.name },
  way,
  action,
  client,
  subject,
  detail,
})

function lineOf({ id, at, actor, way, action, client, subject, detail }: AuditRecord): string {
  const { what, was, is, ...more } = detail
  const change = what === undefined ? '' : `: ${what}, ${was ?? 'none'} → ${is ?? 'none'}`
  const rest = Object.entries(more)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}=${value}`)
  const where = client === null || client === subject ? '' : ` at ${client}`
  const who = `${actor.name}, ${wayWords(way)}`
  const line = `${id}  ${at.toISOString()}  ${who}  ${action} ${subject}${where}${change}${rest.join('')}`
  return line.replaceAll(/[\r\n\t]+/g, ' ')
}
