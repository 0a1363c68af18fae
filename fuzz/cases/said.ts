import fc from 'fast-check'
import type { Stage } from '../stage/open-stage.ts'
import { hostileText } from '../values/hostile.ts'

/** A verb with what is typed behind it, and with what its button or form would carry. */
export type Said = {
  readonly verb: string
  readonly rest: string
  readonly args: Readonly<Record<string, string>>
}

/** What a verb may be given; `$` stands for an id that there is. */
const typed = fc.oneof(
  fc.constantFrom(
    '',
    'acme',
    'beta',
    'acme/production',
    'beta/staging sunday 2am',
    'acme/staging 2026-12-08 01:00',
    'production in 3 hours',
    'acme/production exams next week',
    '$updates',
    '$findings a note',
    '$urgent_requests tomorrow 3am',
    '$verifications',
    '$release',
    'board',
    'window',
    'freezes',
  ),
  hostileText,
  fc.string({ unit: 'grapheme', maxLength: 200 }),
)

const fields = [
  'system',
  'seen',
  'startsAt',
  'date',
  'time',
  'reason',
  'client',
  'release',
  'confirmed',
  'finding',
  'fingerprint',
  'request',
  'update',
  'end',
  'note',
  'to',
  'others',
  'takeOver',
  'part',
  'page',
  'unlink',
  'platform',
  'workspace',
  'channel',
  'windows',
  'zone',
  'administrator',
  'quietFrom',
  'quietTo',
  'freeze',
  'version',
  'kind',
  'notesUrl',
  'after',
  'words',
] as const

const held = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'acme',
      'beta',
      'acme/production',
      'acme/staging',
      'beta/production',
      'yes',
      '1',
      'U-1@1',
    ),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      ...['2026-12-08', '02:00', '2026-12-08T07:00:00.000Z', 'exams', '$updates', '$findings', '$urgent_requests'],
      ...[
        '$verifications',
        '$places',
        '$freezes',
        '$release',
        'schedule',
        'report',
        'updated',
        'failed',
        'done',
        'sam',
      ],
    ),
  },
  { weight: 3, arbitrary: hostileText },
)

export const said = (verbs: readonly string[]): fc.Arbitrary<Said & { readonly nth: number }> =>
  fc.record({
    verb: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...verbs) }, { weight: 1, arbitrary: hostileText }),
    rest: typed,
    args: fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fields) }, hostileText), held, {
      maxKeys: 7,
      noNullPrototype: true,
    }),
    nth: fc.nat(50),
  })

/** @returns the same with ids that there are where one was meant */
export async function wordsOf({ verb, rest, args, nth }: Said & { readonly nth: number }, stage: Stage): Promise<Said> {
  const known = async (text: string): Promise<string> => {
    const [, of] = /\$(updates|findings|urgent_requests|verifications|places|freezes|release)\b/.exec(text) ?? []
    if (of === undefined) return text
    const all =
      of === 'release'
        ? await stage.props.releases()
        : await stage.props.ids(of as Parameters<Stage['props']['ids']>[0])
    return text.replace(`$${of}`, () => all[nth % Math.max(1, all.length)] ?? 'none')
  }
  const filled = await Promise.all(
    Object.entries(args).map(async ([name, value]) => [name, await known(value)] as const),
  )
  return { verb, rest: await known(rest), args: Object.fromEntries(filled) }
}
