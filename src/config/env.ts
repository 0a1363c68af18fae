import { isIP } from 'node:net'
import { z } from 'zod'
import { readRates } from '../domain/limits/read-rates.ts'
import { defaultWindow } from '../domain/people/client.ts'
import { isExample, weaknessOf, weaknessOfWebhookSecret } from '../domain/people/judge-secret.ts'
import type { PolicyBounds } from '../domain/people/policy-bounds.ts'
import { defaultPolicyNumbers } from '../domain/people/policy-numbers.ts'
import { formatWindow } from '../domain/time/windows/format-window.ts'
import { parseWindow } from '../domain/time/windows/reading/parse-window.ts'
import { isZone } from '../domain/time/zone.ts'

const text = z.string().trim().min(1)
const count = z.coerce.number().int().min(0)
const url = z.url()

/** An address that paths are put behind, such as `https://updates.vendor.example`. */
const base = z
  .url({ protocol: /^https?$/ })
  .refine((value) => !/[?#]/.test(value), 'must have no ? and no #')
  .transform((value) => value.replace(/\/+$/, ''))

/** Keys that links are signed with, the newest first: `new,old`. */
const linkSecrets = z.string().transform((value, context) => {
  const secrets = value.split(',').map((part) => part.trim())
  for (const weakness of new Set(secrets.flatMap((secret) => weaknessOf(secret) ?? [])))
    context.addIssue({ code: 'custom', message: `${weakness}: make one with openssl rand -base64 32` })
  if (new Set(secrets).size < secrets.length)
    context.addIssue({ code: 'custom', message: 'names one key twice; the newest comes first' })
  return secrets
})

/** What signs the jobs of webhook runners. */
const runnerSecret = text.superRefine((value, context) => {
  const weakness = weaknessOfWebhookSecret(value)
  if (weakness)
    context.addIssue({
      code: 'custom',
      message: `${weakness}: make one with echo "whsec_$(openssl rand -base64 32)"`,
    })
})

/** What Slack signs its requests with: Slack makes it, so only what everybody can read is refused. */
const slackSecret = text.refine((value) => !isExample(value), {
  error: 'is an example that everybody can read: take the Signing Secret of your app’s Basic Information',
})

/** A list such as `core,api`; empty entries are dropped. */
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

/** `T0123=xoxb-…,T0456=xoxb-…`: one bot token for each workspace. */
const tokens = z.string().transform((value, context) => {
  const pairs = value
    .split(',')
    .map((pair) => pair.trim())
    .filter((pair) => pair !== '')
  const parsed = new Map<string, string>()
  for (const pair of pairs) {
    const [, workspace, token] = /^([A-Z0-9]+)=(\S+)$/.exec(pair) ?? []
    if (workspace && token) parsed.set(workspace, token)
    else context.addIssue({ code: 'custom', message: 'must look like T0123=xoxb-…,T0456=xoxb-…' })
  }
  return parsed
})

/** A maintenance window such as `SUN 01:00-05:00`, however it is written. */
const window = z.string().transform((value, context) => {
  const parsed = parseWindow(value)
  if (parsed.ok) return formatWindow(parsed.value)
  context.addIssue({ code: 'custom', message: parsed.refusal.detail })
  return z.NEVER
})

/** `TENANT=APPID:SECRET,…`: one registration in Entra for each client's tenant. A secret may hold any sign but a comma. */
const teamsApps = z.string().transform((value, context) => {
  const guid = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
  const one = new RegExp(`^(${guid})=(${guid}):(\\S+)$`)
  const apps = value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [, tenant, appId, secret] = one.exec(part) ?? []
      if (tenant && appId && secret) return [{ tenant, appId, secret }]
      context.addIssue({ code: 'custom', message: 'must look like TENANT=APPID:SECRET,TENANT=APPID:SECRET' })
      return []
    })
  for (const key of ['tenant', 'appId'] as const)
    if (new Set(apps.map((app) => app[key].toLowerCase())).size < apps.length)
      context.addIssue({ code: 'custom', message: `names one ${key} twice` })
  return apps
})

/** `Zerotouch <updates@vendor.example>` */
const sender = z.string().transform((value, context) => {
  const [, name = '', address] = /^([^<>"\r\n]*)<([^<>\s@]+@[^<>\s@]+)>$/.exec(value.trim()) ?? []
  if (address) return { name: name.trim() || 'Zerotouch', address }
  context.addIssue({ code: 'custom', message: 'must look like Zerotouch <updates@vendor.example>' })
  return z.NEVER
})

/** A program with its arguments as a JSON array, `["/opt/update","--quiet"]`, or the `https://` address of a webhook. */
const runner = z.string().transform((value, context) => {
  if (/^https?:\/\//.test(value)) return { kind: 'webhook' as const, url: value }
  const parsed = z.array(text).min(1).safeParse(readJson(value))
  if (parsed.success) return { kind: 'command' as const, program: parsed.data[0] ?? '', args: parsed.data.slice(1) }
  context.addIssue({
    code: 'custom',
    message: 'must be a webhook address or a JSON array such as ["/opt/update"]',
  })
  return z.NEVER
})

/** `noticeHours=168-336,cutOffHours=2-24`: between which numbers a client may choose its own. */
const policyBounds = z.string().transform((value, context) => {
  const bounds: Record<string, { least: number; most: number }> = {}
  for (const part of value.split(',').map((one) => one.trim())) {
    const [, name = '', least, most] = /^(\w+)=(\d{1,6})-(\d{1,6})$/.exec(part) ?? []
    if (!Object.hasOwn(defaultPolicyNumbers, name) || Number(least) > Number(most))
      context.addIssue({
        code: 'custom',
        message: `must look like noticeHours=168-336,cutOffHours=2-24, with ${Object.keys(defaultPolicyNumbers).join(', ')}`,
      })
    else bounds[name] = { least: Number(least), most: Number(most) }
  }
  return bounds as PolicyBounds
})

/** Rates such as `2/hour,6/day`. */
const rates = z.string().superRefine((value, context) => {
  const read = readRates(value)
  if (!read.ok) context.addIssue({ code: 'custom', message: read.refusal })
})

/** Addresses and networks such as `127.0.0.0/8,::1`. */
const networks = z.string().superRefine((value, context) => {
  for (const text of value.split(',').map((part) => part.trim())) {
    const [address = '', bits = '0', ...more] = text.split('/')
    const most = isIP(address) === 6 ? 128 : 32
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most || more.length > 0)
      context.addIssue({ code: 'custom', message: 'must look like 127.0.0.0/8,::1' })
  }
})

function readJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}

/** The settings as the environment gives them; the names are those of the operator's guide. */
export const envSchema = z.object({
  DATABASE_URL: url,
  REDIS_URL: url.optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: base.optional(),
  LINK_SECRET: linkSecrets.optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  VENDOR_FILE: text,
  SLACK_SIGNING_SECRET: slackSecret.optional(),
  SLACK_BOT_TOKENS: tokens.default(new Map()),
  SLACK_COMMAND: z
    .string()
    .regex(/^\/[a-z0-9_-]{1,31}$/, 'must be a slash command such as /update')
    .default('/update'),
  SLACK_API_URL: url.optional(),
  TEAMS_APPS: teamsApps.default([]),
  SMTP_URL: url.optional(),
  SUPPORT_EMAIL: z.email('must be an e-mail address').optional(),
  SUPPORT_URL: url.optional(),
  SUPPORT_PHONE: z
    .string()
    .regex(/^[+0-9][0-9 ()./-]{3,30}$/, 'must be a telephone number such as +49 30 123456')
    .optional(),
  MAIL_FROM: sender.default({ name: 'Zerotouch', address: 'zerotouch@localhost' }),
  UPDATE_RUNNER: runner,
  VERIFICATION_RUNNER: runner.optional(),
  VERIFY_CONCURRENCY: count.min(1).default(4),
  VERIFY_TIMEOUT: count.min(1).default(4),
  RUNNER_SECRET: runnerSecret.optional(),
  GATE_MIN_TESTS: count.default(21_000),
  GATE_REQUIRED_SUITES: list.default([]),
  HEALTH_MIN_TESTS: count.default(1_000),
  // Both systems of a client start together, so less would schedule nobody.
  SLOT_CAPACITY: count.min(2).default(50),
  WAVE_FAILURE_LIMIT: z.coerce.number().min(0).max(100).default(5),
  CLIENT_POLICY: policyBounds.optional(),
  DEFAULT_WINDOW: window.default(defaultWindow),
  EXPECTED_DURATION: count.min(1).default(60),
  NOTICE_HOURS: count.default(168),
  SECURITY_NOTICE_HOURS: count.default(24),
  UPDATE_TIMEOUT: count.min(1).default(3),
  WORKING_HOURS: text.default('MON-FRI 08:00-18:00'),
  WORKING_ZONE: z.string().refine(isZone, 'must be an IANA time zone such as Europe/Berlin').default('UTC'),
  QUOTA_FREEZES: rates.default('10/day'),
  QUOTA_URGENT: rates.default('2/hour,6/day'),
  QUOTA_MOVES: rates.default('6/hour'),
  QUOTA_VENDOR: rates.default('600/hour'),
  QUOTA_FRESH_LINKS: rates.default('1/10min,10/day'),
  QUOTA_ADDRESS: rates.default('20/hour'),
  QUOTA_WRONG_KEYS: rates.default('30/10min'),
  FREEZES_AT_ONCE: count.min(1).default(50),
  FREEZE_MINUTES: count.default(15),
  TRUSTED_PROXIES: networks.default('127.0.0.0/8,::1'),
  WEBHOOK_LOOPBACK: z.enum(['yes', 'no']).default('no'),
  REHEARSAL: z.enum(['yes', 'no']).default('no'),
})

export type Env = z.infer<typeof envSchema>

/** The settings that are numbers of the rules. */
export const ruleSchema = envSchema.pick({
  GATE_MIN_TESTS: true,
  GATE_REQUIRED_SUITES: true,
  HEALTH_MIN_TESTS: true,
  SLOT_CAPACITY: true,
  VERIFY_CONCURRENCY: true,
  VERIFY_TIMEOUT: true,
  WAVE_FAILURE_LIMIT: true,
  CLIENT_POLICY: true,
  DEFAULT_WINDOW: true,
  EXPECTED_DURATION: true,
  NOTICE_HOURS: true,
  SECURITY_NOTICE_HOURS: true,
  UPDATE_TIMEOUT: true,
  QUOTA_FREEZES: true,
  QUOTA_URGENT: true,
  QUOTA_MOVES: true,
  QUOTA_VENDOR: true,
  QUOTA_FRESH_LINKS: true,
  QUOTA_ADDRESS: true,
  QUOTA_WRONG_KEYS: true,
  FREEZES_AT_ONCE: true,
  FREEZE_MINUTES: true,
})
export type RuleSettings = z.infer<typeof ruleSchema>
