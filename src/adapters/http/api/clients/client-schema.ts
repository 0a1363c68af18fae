import { z } from '@hono/zod-openapi'
import { addressRefusals, refusalOfAddress } from '../../../../app/clients/public-address.ts'
import { weaknessOfWebhookSecret } from '../../../../domain/people/judge-secret.ts'
import { environments } from '../../../../domain/people/system.ts'
import { isVersion } from '../../../../domain/releases/version.ts'
import { formatWindow } from '../../../../domain/time/windows/format-window.ts'
import { parseWindow } from '../../../../domain/time/windows/reading/parse-window.ts'
import { longestWindows, mostWindows, tooManyWindows } from '../../../../domain/time/windows/reading/read-windows.ts'
import { readZone } from '../../../../domain/time/zone-names/read-zone.ts'
import { email, foreignId, line, webAddress } from '../calls/text-schema.ts'
import { unique } from '../calls/unique.ts'
import { policySchema } from './policy-schema.ts'

const platform = z.enum(['slack', 'teams'])

const zone = z
  .string()
  .transform((text, ctx) => {
    const read = readZone(text)
    if (read.ok) return read.value
    ctx.addIssue({ code: 'custom', message: read.refusal })
    return z.NEVER
  })
  .openapi({ type: 'string', example: 'America/Toronto', description: 'An IANA time zone.' })

const window = z
  .string()
  .transform((text, ctx) => {
    const read = parseWindow(text)
    if (read.ok) return formatWindow(read.value)
    ctx.addIssue({ code: 'custom', message: read.refusal.detail })
    return z.NEVER
  })
  .openapi({ type: 'string', example: 'SUN 01:00-05:00' })

/** YAML and JSON read 3.10 as 3.1, and nobody can tell afterwards which it was. */
const quoteIt = 'must be text: put it in quotes, such as "3.10", which without them is the number 3.1'

export const versionText = z
  .string({ error: ({ input }) => (typeof input === 'number' ? quoteIt : undefined) })
  .refine(isVersion, { error: 'is not a version: write it as 3.9.12 or 4.0.0-rc.1' })
  .openapi({ example: '3.9.12' })

export const environment = z.enum(environments)

const makesOne = 'echo "whsec_$(openssl rand -base64 32)" makes one'

/** Where this machine itself is meant, it depends on the settings whether it may be: `documentOf` looks at that. */
const webhookAddress = webAddress.superRefine((text, ctx) => {
  const refused = refusalOfAddress(text, true)
  if (refused) ctx.addIssue({ code: 'custom', message: addressRefusals[refused] })
})

const webhookSecret = z
  .string()
  .superRefine((text, ctx) => {
    const weakness = weaknessOfWebhookSecret(text)
    if (weakness) ctx.addIssue({ code: 'custom', message: `${weakness}; ${makesOne}` })
  })
  .openapi({ description: 'It is never shown again.' })

const system = z.strictObject({
  environment,
  version: versionText.nullable().default(null),
  url: webAddress.nullable().default(null),
  webhook: z.strictObject({ url: webhookAddress, secret: webhookSecret.optional() }).nullable().default(null).openapi({
    description:
      'Where its notices are posted, signed as Standard Webhooks say, beside its inbox. One that is there already keeps its secret when that is left out.',
  }),
})

export const accountSchema = z.strictObject({ platform, workspace: foreignId, user: foreignId }).openapi('Account')

const mostAccounts = 20

const administrator = z.strictObject({
  id: line(254).optional().openapi({ description: 'The e-mail address in lower case, when it is left out.' }),
  name: line(120),
  email,
  accounts: z.array(accountSchema).max(mostAccounts).default([]),
  awaitingAccounts: z.array(accountSchema).max(mostAccounts).default([]).openapi({
    description:
      'As it was read: accounts named by a key of the client that get no direct messages yet. They wait on, and one that stands in `accounts`, too, does not.',
  }),
})

const channel = z.strictObject({ platform, workspace: foreignId, channel: foreignId }).openapi('Channel')

const tooManyAccounts = `and accounts may be ${mostAccounts} together`

type System = z.input<typeof system>
type Person = z.input<typeof administrator>

/** What lies between entries is looked at even where one of them is wrong, so that all mistakes are told at once. */
const evenSo = { when: ({ value }: { readonly value: unknown }) => Array.isArray(value) }

/** The entries of what should be a list and of which some may be wrong: what they have of what they should. */
const partsOf = <Part extends object>(entries: unknown): Partial<Part>[] =>
  Array.isArray(entries)
    ? entries.map((entry: unknown) => (typeof entry === 'object' && entry !== null ? entry : {}))
    : []

/** What tells accounts and channels apart: all that they say, if it is text; null for one that is wrong anyway. */
const wholeKey = (entry: object): string | null => {
  // Whichever of them is written first.
  const said = Object.entries(entry)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]: [string, unknown]) => value)
  return said.length === 3 && said.every((one) => typeof one === 'string') ? said.join('\n') : null
}

/** The client document (DESIGN 6.2): what the learning environment says of a client. */
export const clientDocument = z
  .strictObject({
    id: z.string().optional().openapi({ description: 'When it is given, the one in the address.' }),
    revision: z.int().optional().openapi({ description: 'Not read: use If-Match.' }),
    windowsInWords: z.unknown().optional().openapi({ description: 'Not read.' }),
    warnings: z.unknown().optional().openapi({ description: 'Not read.' }),
    name: line(120),
    zone,
    windows: z
      .array(window)
      .max(mostWindows)
      .default([])
      .transform((windows) => [...new Set(windows)])
      .refine((windows) => windows.join('\n').length <= longestWindows, tooManyWindows)
      .openapi({
        description:
          'On the wall clock of the zone, as people write them: `SUN 01:00-05:00`, `MON-FRI 22:00-02:00`, `first SUN 02:00-06:00`. The vendor’s default window when there is none.',
      }),
    systems: z.array(system).superRefine((systems, ctx) => {
      const named = partsOf<System>(systems).map((one) => environment.safeParse(one.environment).data)
      if (named.includes(undefined)) return
      const count = (which: string) => named.filter((one) => one === which).length
      if (count('production') !== 1) {
        ctx.addIssue({ code: 'custom', message: 'must hold exactly one production system' })
      }
      if (count('staging') > 1) ctx.addIssue({ code: 'custom', message: 'may hold one staging system' })
    }, evenSo),
    administrators: z
      .array(administrator)
      .max(200)
      .superRefine((administrators, ctx) => {
        const people = partsOf<Person>(administrators)
        unique(people, administratorKey, 'email', ctx)
        for (const list of ['accounts', 'awaitingAccounts'] as const) {
          const accounts = people.flatMap((person, i) =>
            partsOf<object>(person[list]).map((account, j) => ({ account, path: [i, list, j] })),
          )
          unique(
            accounts,
            ({ account }) => wholeKey(account),
            null,
            ctx,
            ({ path }) => path,
          )
        }
        for (const [i, { accounts, awaitingAccounts }] of people.entries())
          if (partsOf(accounts).length + partsOf(awaitingAccounts).length > mostAccounts)
            ctx.addIssue({ code: 'custom', path: [i, 'awaitingAccounts'], message: tooManyAccounts })
      }, evenSo),
    channels: z
      .array(channel)
      .max(20)
      .default([])
      .superRefine((channels, ctx) => unique(partsOf<object>(channels), wholeKey, null, ctx), evenSo),
    awaitingLink: z.array(channel).max(20).default([]).openapi({
      description: 'As it was read: channels named by a key of the client, in which nobody has said `link` yet.',
    }),
    policy: policySchema.default({}),
  })
  .openapi('ClientDocument')

export type ClientInput = z.output<typeof clientDocument>

/** The same person at two clients has one id, so that a bot that meets them knows both. */
export const administratorId = (person: { readonly id?: string | undefined; readonly email: string }): string =>
  person.id ?? person.email.toLowerCase()

/** @returns what two entries of one person have in common; null where it is not known */
const administratorKey = ({ id, email: address }: Partial<Person>): string | null =>
  typeof id === 'string' ? id : typeof address === 'string' ? administratorId({ email: address }) : null

export const clientSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    zone: z.string(),
    windows: z.array(z.string()),
    windowsInWords: z
      .array(z.string())
      .openapi({ description: 'The same, said back in plain words.', example: ['Sundays, 01:00 to 05:00'] }),
    systems: z.array(
      z.object({
        environment,
        version: z.string().nullable(),
        url: z.string().nullable(),
        webhook: z.object({ url: z.string() }).nullable(),
      }),
    ),
    administrators: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        email: z.string(),
        accounts: z.array(accountSchema),
        awaitingAccounts: z.array(accountSchema).openapi({
          description:
            'Accounts that a key of the client named: they get no direct messages until a channel of the client is linked in their workspace or tenant, they speak in a linked one, or a key of the vendor names them among `accounts`.',
        }),
      }),
    ),
    channels: z.array(channel).openapi({ description: 'Those that are linked; by chat, too.' }),
    awaitingLink: z.array(channel).openapi({
      description:
        'Channels that a key of the client named: nothing is told there until somebody in them says `link`, or a key of the vendor names them.',
    }),
    policy: policySchema,
    warnings: z.array(z.object({ field: z.string(), reason: z.string() })).openapi({
      description: 'What is right and should be looked at again, such as a zone that is never set.',
    }),
    revision: z.int(),
  })
  .openapi('Client')
