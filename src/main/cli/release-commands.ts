import type { Command } from 'commander'
import { showRelease } from '../../adapters/http/api/releases/show-release.ts'
import type { PipelineUseCases } from '../../app/use-cases/pipeline.ts'
import { type ReleaseKind, releaseKinds } from '../../domain/releases/release.ts'
import { isVersion } from '../../domain/releases/version.ts'
import { parseGap, parseShares, type WavePlan } from '../../domain/releases/waves.ts'
import { freeText } from '../../domain/values/free-text.ts'
import { readUrl } from '../../domain/values/read-url.ts'
import { shortfallWords } from '../../notices/releases/shortfall-words.ts'
import { counted, countWords } from '../../notices/words/words.ts'
import { asOption, type ByOperator, operatorAtCli } from './operator.ts'
import { BadInput, isoSeconds, print } from './outcome.ts'
import { exitCodeOf, leftOutWords, readReportFiles, whatToName } from './report-sources.ts'
import { showProgress } from './show-progress.ts'
import { withApp } from './with-app.ts'

type Json = ByOperator & { readonly json?: boolean }
type Publish = Json & {
  readonly notes?: string
  readonly kind?: string
  readonly gate?: readonly string[]
  readonly exitCode?: string
  readonly waves?: string
  readonly waveGap?: string
}

/** `zerotouch release …` */
export function addReleaseCommands(program: Command): void {
  const release = program.command('release').description('releases, from the gate to the last client')
  release
    .command('publish <version>')
    .description('register a release and hand in its test report; passed, the roll-out starts')
    .option('--notes <url>', 'where its release notes are')
    .option('--kind <kind>', releaseKinds.join(', '))
    .option('--gate <source...>', `its test report, in ${whatToName}`)
    .option('--exit-code <number>', 'what the test runner of its report ended with')
    .option('--waves <shares>', 'a few clients first, such as 1%,10%,100%')
    .option('--wave-gap <time>', 'from the last start of a wave to the next wave, such as 24h or 7d')
    .option(...asOption)
    .option('--json', 'print one JSON line')
    .action(publish)
  decision(release, 'pause', 'hold what has not started', (app) => app.pauseRelease)
  decision(release, 'resume', 'let a paused release go on', (app) => app.resumeRelease)
  decision(release, 'withdraw', 'cancel what has not started, for good', (app) => app.withdrawRelease)
  release
    .command('status <version>')
    .description('how far it has come')
    .option('--json', 'print one JSON line')
    .action(async (version: string, { json }: Json) => {
      const progress = await withApp((app) => app.readReleaseProgress(versionOf(version)))
      if (!progress) throw new BadInput(`There is no release ${version}`)
      const shown = showProgress(progress)
      print(json, shown.value, shown.words)
    })
  release
    .command('plan <version>')
    .description('a dry run: what would start when, and who is left out; stores nothing')
    .option('--json', 'print one JSON line')
    .action(plan)
}

async function publish(version: string, options: Publish): Promise<void> {
  versionOf(version)
  const actor = operatorAtCli(options)
  const kind = kindOf(options.kind)
  const waves = wavesOf(options)
  const notes = options.notes === undefined ? null : addressOf(options.notes)
  const exitCode = exitCodeOf(options.exitCode)
  if (exitCode !== null && options.gate === undefined) throw new BadInput('--exit-code: goes with --gate')
  const report = options.gate === undefined ? null : await readReportFiles(options.gate, exitCode)
  const published = await withApp(async (app) => {
    const known = await app.readRelease(version)
    const notesUrl = notes ?? known?.notesUrl
    if (!notesUrl) throw new BadInput('--notes: is needed to register a release')
    const registered = await app.registerRelease(
      { version, notesUrl, kind: kind ?? known?.kind ?? 'regular', waves },
      actor,
    )
    if (!registered.ok) throw new Error(registered.refusal.detail)
    if (!report) return registered.value
    const judged = await app.judgeRelease(version, report, actor)
    if (judged.ok) return judged.value
    if (!('shortfalls' in judged.refusal)) throw new Error(judged.refusal.detail)
    const shortfalls = judged.refusal.shortfalls.map(shortfallWords).join(' ')
    throw new Error(`Release ${version} did not pass its gate. ${shortfalls}`)
  })
  const { gate, status } = published
  const passed = status === 'available' && gate ? ` It passed the gate with ${countWords(gate)}.` : ''
  const words = [`Release ${version} is ${status}.${passed}`, ...(report ? leftOutWords(report) : [])]
  print(options.json, showRelease(published), words.join('\n'))
}

function decision(
  release: Command,
  verb: string,
  summary: string,
  of: (app: PipelineUseCases) => PipelineUseCases['pauseRelease'],
): void {
  release
    .command(`${verb} <version>`)
    .description(summary)
    .requiredOption('--reason <text>', 'for your own people; no client reads it')
    .option('--client-reason <text>', 'what the clients that it concerns read of why')
    .option(...asOption)
    .option('--json', 'print one JSON line')
    .action(async (version: string, { reason, clientReason, json, ...by }: Json & Why) => {
      const actor = operatorAtCli(by)
      versionOf(version)
      const why = wordsOf('--reason', reason)
      const forClients = clientReason === undefined ? null : wordsOf('--client-reason', clientReason)
      const decided = await withApp((app) => of(app)(version, why, actor, forClients))
      if (!decided.ok) {
        const unknown = decided.refusal.code === 'unknown-release'
        throw unknown ? new BadInput(decided.refusal.detail) : new Error(decided.refusal.detail)
      }
      print(json, showRelease(decided.value), `Release ${version} is ${decided.value.status}`)
    })
}

type Why = { readonly reason: string; readonly clientReason?: string }

function wordsOf(option: string, text: string): string {
  const words = freeText(text)
  if (words === '' || words.length > 1000) throw new BadInput(`${option}: must be 1 to 1,000 characters`)
  return words
}

async function plan(version: string, { json }: Json): Promise<void> {
  const read = await withApp((app) => app.planRelease(versionOf(version)))
  if (!read.ok) throw new BadInput(read.refusal.detail)
  const planned = read.value
  const updates = planned.updates.map(({ client, environment, startsAt }) => ({
    client,
    system: `${client}/${environment}`,
    startsAt: isoSeconds(startsAt),
  }))
  const words = [
    ...updates.map(({ system, startsAt }) => `${startsAt}  ${system}`).sort(),
    ...planned.blocked.map(({ client, reason }) => `not planned          ${client}: ${reason}`),
    ...planned.unreachable.map((client) => `nobody reachable     ${client}`),
    `${counted(updates.length, 'update')} planned, ${counted(planned.blocked.length, 'client')} blocked, ${counted(planned.unreachable.length, 'client')} unreachable`,
  ]
  print(json, { updates, blocked: planned.blocked, unreachable: planned.unreachable }, words.join('\n'))
}

function versionOf(text: string): string {
  if (isVersion(text)) return text
  throw new BadInput(`${text.slice(0, 60)} is not a version: write it as 3.9.12 or 4.0.0-rc.1`)
}

function kindOf(text: string | undefined): ReleaseKind | null {
  if (text === undefined) return null
  const kind = releaseKinds.find((known) => known === text)
  if (!kind) throw new BadInput(`--kind: ${text} must be one of ${releaseKinds.join(', ')}`)
  return kind
}

function addressOf(text: string): string {
  if (/^https?:\/\/\S+$/i.test(text) && text.length <= 2_000 && readUrl(text)) return text
  throw new BadInput('--notes: must be an http or https address')
}

function wavesOf({ waves, waveGap }: Publish): WavePlan | undefined {
  if (waves === undefined && waveGap === undefined) return undefined
  if (waves === undefined) throw new BadInput('--wave-gap: goes with --waves')
  const shares = parseShares(waves)
  if (!shares.ok) throw new BadInput(`--waves: ${shares.refusal}`)
  const gap = parseGap(waveGap ?? '24h')
  if (!gap.ok) throw new BadInput(`--wave-gap: ${gap.refusal}`)
  return { shares: shares.value, gapHours: gap.value }
}
