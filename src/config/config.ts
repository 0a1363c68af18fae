import type { z } from 'zod'
import type { QuotaNumbers } from '../domain/limits/quota.ts'
import type { Rate } from '../domain/limits/rate.ts'
import { readRates } from '../domain/limits/read-rates.ts'
import type { PolicyBounds } from '../domain/people/policy-bounds.ts'
import { defaultPolicyNumbers, type PolicyNumbers } from '../domain/people/policy-numbers.ts'
import type { GateRules } from '../domain/releases/gate.ts'
import { windowsOf } from '../domain/time/windows/reading/parse-window.ts'
import { tooShort, tooShortWords } from '../domain/time/windows/too-short.ts'
import { parseWorkingHours, type WorkingHours } from '../domain/time/working-hours.ts'
import { type Env, envSchema, type RuleSettings, ruleSchema } from './env.ts'
import { readVendorFile, type Vendor } from './vendor.ts'

export type RunnerConfig = Env['UPDATE_RUNNER']

/** Everything an installation is told from outside, checked. */
export type Config = RuleConfig & {
  readonly databaseUrl: string
  readonly redisUrl: string | null
  readonly host: string
  readonly port: number
  readonly logLevel: Env['LOG_LEVEL']
  readonly vendor: Vendor
  /** Where the pages are reached, and the keys that sign personal links to them; null where there are none. */
  readonly links: { readonly publicUrl: string; readonly secrets: readonly string[] } | null
  readonly slack: SlackConfig | null
  readonly teams: TeamsConfig | null
  readonly slash: string
  /** Whom people may ask, in words; null where nobody is named. */
  readonly contact: string | null
  readonly mail: { readonly url: string; readonly from: Env['MAIL_FROM'] } | null
  readonly updateRunner: RunnerConfig
  readonly verificationRunner: RunnerConfig | null
  readonly runnerSecret: string | null
  /** Our own environment, of which a runner's program sees PATH, HOME, LANG and TZ. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** When the vendor's teams are reminded of what waits. */
  readonly workingHours: WorkingHours
  /** Whether in-app webhooks may lead to this very machine, as in the sandbox. */
  readonly webhookLoopback: boolean
  /** Whose word is taken for where a request comes from: addresses and networks. */
  readonly trustedProxies: readonly string[]
  /** Whether the clock of this installation can be moved, as nobody's may whose clients are real. */
  readonly rehearsal: boolean
}

/** The vendor's numbers. */
export type RuleConfig = {
  readonly numbers: PolicyNumbers
  readonly gate: GateRules
  readonly healthMinTests: number
  readonly slotCapacity: number
  /** Percent of the finished updates of a release in waves that may fail before the rest is held. */
  readonly waveFailureLimit: number
  /** Between which numbers a client may choose its own, where the built-in bounds are not meant. */
  readonly clientPolicy: PolicyBounds
  readonly verification: { readonly concurrency: number; readonly timeoutHours: number }
  /** The window of a client that has none of its own. */
  readonly defaultWindow: string
  readonly quotas: QuotaNumbers
}

export type TeamsConfig = {
  /** One for each tenant; only the sandbox has one without a secret. */
  readonly registrations: readonly {
    readonly tenant: string
    readonly appId: string
    readonly secret: string | null
  }[]
  /** Where the sandbox's Agents Playground takes calls. No setting leads here: it signs nothing. */
  readonly playground: string | null
}

export type SlackConfig = {
  readonly signingSecret: string
  readonly tokens: ReadonlyMap<string, string>
  readonly apiUrl: string | null
}

/** A setting that is missing or wrong; the message names it and says what it must be. */
export class BadSetting extends Error {
  override readonly name = 'BadSetting'
}

/** Reads and checks the settings. @throws BadSetting naming every setting that is wrong */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const env = checked(envSchema, environment)
  if (env.SLACK_BOT_TOKENS.size > 0 && !env.SLACK_SIGNING_SECRET)
    throw new BadSetting('SLACK_SIGNING_SECRET: is needed with SLACK_BOT_TOKENS')
  const usesWebhook = env.UPDATE_RUNNER.kind === 'webhook' || env.VERIFICATION_RUNNER?.kind === 'webhook'
  if (usesWebhook && !env.RUNNER_SECRET)
    throw new BadSetting('RUNNER_SECRET: is needed to sign the jobs of a webhook runner')
  return {
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL ?? null,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    vendor: readVendor(env.VENDOR_FILE),
    links: linksOf(env),
    slack: env.SLACK_SIGNING_SECRET
      ? {
          signingSecret: env.SLACK_SIGNING_SECRET,
          tokens: env.SLACK_BOT_TOKENS,
          apiUrl: env.SLACK_API_URL ?? null,
        }
      : null,
    teams: env.TEAMS_APPS.length > 0 ? { registrations: env.TEAMS_APPS, playground: null } : null,
    slash: env.SLACK_COMMAND,
    contact: [env.SUPPORT_EMAIL, env.SUPPORT_PHONE, env.SUPPORT_URL].filter(Boolean).join(', ') || null,
    mail: env.SMTP_URL ? { url: env.SMTP_URL, from: env.MAIL_FROM } : null,
    updateRunner: env.UPDATE_RUNNER,
    verificationRunner: env.VERIFICATION_RUNNER ?? null,
    runnerSecret: env.RUNNER_SECRET ?? null,
    environment,
    ...rulesOf(env),
    workingHours: workingHoursOf(env),
    webhookLoopback: env.WEBHOOK_LOOPBACK === 'yes',
    trustedProxies: env.TRUSTED_PROXIES.split(',').map((part) => part.trim()),
    rehearsal: env.REHEARSAL === 'yes',
  }
}

function linksOf({ LINK_SECRET, PUBLIC_URL }: Env): Config['links'] {
  if (!LINK_SECRET) return null
  if (!PUBLIC_URL) throw new BadSetting('PUBLIC_URL: is needed with LINK_SECRET, to make links of')
  return { publicUrl: PUBLIC_URL, secrets: LINK_SECRET }
}

/** @throws BadSetting when nothing could ever start in the default window */
function rulesOf(env: RuleSettings): RuleConfig {
  const { DEFAULT_WINDOW: window, EXPECTED_DURATION: minutes } = env
  const [short] = tooShort(windowsOf([window]), minutes)
  if (short) throw new BadSetting(`DEFAULT_WINDOW: ${tooShortWords(short, minutes)} (EXPECTED_DURATION)`)
  return {
    numbers: numbersOf(env),
    gate: { minTests: env.GATE_MIN_TESTS, requiredSuites: env.GATE_REQUIRED_SUITES },
    healthMinTests: env.HEALTH_MIN_TESTS,
    slotCapacity: env.SLOT_CAPACITY,
    waveFailureLimit: env.WAVE_FAILURE_LIMIT,
    clientPolicy: env.CLIENT_POLICY ?? {},
    verification: { concurrency: env.VERIFY_CONCURRENCY, timeoutHours: env.VERIFY_TIMEOUT },
    defaultWindow: window,
    quotas: quotasOf(env),
  }
}

/** The vendor's numbers alone, for what needs no runner and no chat. @throws BadSetting naming every one that is wrong */
export const readRules = (environment: Readonly<Record<string, string | undefined>> = process.env): RuleConfig =>
  rulesOf(checked(ruleSchema, environment))

const numbersOf = (env: RuleSettings): PolicyNumbers => ({
  ...defaultPolicyNumbers,
  noticeHours: env.NOTICE_HOURS,
  securityNoticeHours: env.SECURITY_NOTICE_HOURS,
  expectedMinutes: env.EXPECTED_DURATION,
  updateTimeoutHours: env.UPDATE_TIMEOUT,
})

const quotasOf = (env: RuleSettings): QuotaNumbers => ({
  freezes: ratesOf(env.QUOTA_FREEZES),
  urgent: ratesOf(env.QUOTA_URGENT),
  moves: ratesOf(env.QUOTA_MOVES),
  vendor: ratesOf(env.QUOTA_VENDOR),
  freshLinks: ratesOf(env.QUOTA_FRESH_LINKS),
  address: ratesOf(env.QUOTA_ADDRESS),
  wrongKeys: ratesOf(env.QUOTA_WRONG_KEYS),
  freezesAtOnce: env.FREEZES_AT_ONCE,
  freezeMinutes: env.FREEZE_MINUTES,
})

function ratesOf(text: string): readonly Rate[] {
  const read = readRates(text)
  if (!read.ok) throw new BadSetting(read.refusal)
  return read.value
}

function workingHoursOf({ WORKING_HOURS, WORKING_ZONE }: Env): WorkingHours {
  const read = parseWorkingHours(WORKING_HOURS, WORKING_ZONE)
  if (!read.ok) throw new BadSetting(`WORKING_HOURS: ${read.refusal}`)
  return read.value
}

function checked<Schema extends z.ZodType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const parsed = schema.safeParse(withoutBlanks(environment))
  if (parsed.success) return parsed.data
  throw new BadSetting(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
}

/** An empty variable is one that is not set. */
const withoutBlanks = (environment: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(environment).filter((entry): entry is [string, string] => Boolean(entry[1]?.trim())),
  )

function readVendor(file: string): Vendor {
  const read = readVendorFile(file)
  if (!read.ok) throw new BadSetting(`VENDOR_FILE: ${read.refusal}`)
  return read.value
}

/** @returns whether webhooks may lead to this machine; where no database is named, the sandbox is joined, and they may */
export const readWebhookLoopback = (environment: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  environment['WEBHOOK_LOOPBACK'] === 'yes' || readDatabaseUrl(environment) === null

/** @returns the database that is named, or null; for what needs nothing else */
export const readDatabaseUrl = (
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null => environment['DATABASE_URL']?.trim() || null
