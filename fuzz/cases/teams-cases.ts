import fc from 'fast-check'
import { makeRegistry } from '../../commands/index.ts'
import { teamsPath } from '../../src/main/serve.ts'
import {
  ana,
  appId,
  changeActivity,
  clientChannel,
  executeActivity,
  messageActivity,
  otherAppId,
} from '../../tests/adapters/teams/activities.ts'
import type { MakeCase } from '../case.ts'
import { anything, nothing, ofClient, type Right } from '../rights.ts'
import { hostileText } from '../values/hostile.ts'
import { changes, mutate, mutateBytes, textChanges } from '../values/mutate.ts'
import { said, wordsOf } from './said.ts'

const registry = makeRegistry('@Zerotouch')
const stranger = { ...ana, user: '99999999-3333-4333-8333-333333333333' }

/** Which token comes along. */
const tokens = fc.oneof<fc.MaybeWeightedArbitrary<Token>[]>(
  { weight: 5, arbitrary: fc.constant('good') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('other-bot', 'unknown-key', 'unendorsed', 'expired', 'none', 'garbage'),
  },
)
type Token = 'good' | 'other-bot' | 'unknown-key' | 'unendorsed' | 'expired' | 'none' | 'garbage'

/** What Teams would send: messages, pressed cards and changes, with tokens that are good, nearly so, or none. */
export const teamsCases: fc.Arbitrary<MakeCase> = fc
  .record({
    wrap: fc.constantFrom('message', 'message', 'execute', 'execute', 'change', 'other'),
    known: fc.boolean(),
    channel: fc.constantFrom(clientChannel, '19:other@thread.tacv2', null),
    said: said([...registry.keys()]),
    changes,
    bytes: fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: textChanges }),
    token: tokens,
    odd: hostileText,
    type: fc.oneof(
      { weight: 9, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('text/plain', '', 'application/json; charset=utf-7') },
    ),
  })
  .map(
    (made): MakeCase =>
      async (stage) => {
        const { verb, rest, args } = await wordsOf(made.said, stage)
        const where = { who: made.known ? ana : stranger, channel: made.channel }
        const { serviceUrl } = stage.microsoft
        const activity =
          made.wrap === 'message'
            ? messageActivity(serviceUrl, `${verb} ${rest}`, where)
            : made.wrap === 'execute'
              ? executeActivity(serviceUrl, { verb, data: args }, where)
              : made.wrap === 'change'
                ? changeActivity(
                    serviceUrl,
                    { type: 'conversationUpdate', membersAdded: [{ id: `28:${appId}` }] },
                    where,
                  )
                : changeActivity(serviceUrl, { type: made.odd, name: rest, value: args }, where)
        const text = JSON.stringify(mutate(activity, made.changes)) ?? ''
        const authorization = await tokenOf(made.token, stage.microsoft)
        return {
          area: 'teams',
          to: 'teams',
          right: rightOf(made, text),
          asked: {
            method: 'POST',
            path: teamsPath,
            headers: { 'content-type': made.type, ...(authorization !== null && { authorization }) },
            body: mutateBytes(Buffer.from(text), made.bytes),
          },
        }
      },
  )

/** Bytes that were changed may name anybody; otherwise whoever is named is held to it. */
function rightOf({ token, bytes }: { token: Token; bytes: readonly unknown[] }, text: string): Right {
  if (token !== 'good') return nothing
  if (bytes.length > 0) return anything
  return text.includes(ana.user) ? ofClient('delta') : nothing
}

type Microsoft = { token(audience: string, wish?: object): Promise<string> }

async function tokenOf(how: Token, microsoft: Microsoft): Promise<string | null> {
  switch (how) {
    case 'none':
      return null
    case 'garbage':
      return 'Bearer a.b.c'
    case 'good':
      return `Bearer ${await microsoft.token(appId)}`
    case 'other-bot':
      return `Bearer ${await microsoft.token(otherAppId)}`
    case 'expired':
      return `Bearer ${await microsoft.token(appId, { expiresIn: -3_600 })}`
    case 'unknown-key':
      return `Bearer ${await microsoft.token(appId, { key: 'unknown' })}`
    case 'unendorsed':
      return `Bearer ${await microsoft.token(appId, { key: 'unendorsed' })}`
  }
}
