import { type Release, releaseKinds } from '../../domain/releases/release.ts'
import type { ReleaseProgress } from '../../domain/rollout/release-progress.ts'
import type { Form } from '../card/form.ts'
import { counted } from '../words/words.ts'
import { reasonField } from './fields.ts'

export type TurnVerb = 'pause' | 'resume' | 'withdraw'

const titles: Readonly<Record<TurnVerb, string>> = {
  pause: 'Pause a release',
  resume: 'Resume a release',
  withdraw: 'Withdraw a release',
}

/** Asks why, and says what it will do to how many, before a release is paused, resumed or withdrawn. */
export const turnReleaseForm = (verb: TurnVerb, { release, systems }: ReleaseProgress, reason?: string): Form => ({
  verb: 'release',
  title: titles[verb],
  blocks: [{ type: 'text', text: consequence(verb, release, systems) }],
  fields: [
    reasonField('reason', 'Why, for us', reason, { hint: 'Stays inside: no client reads it.' }),
    reasonField('forClients', 'Why, for clients', undefined, {
      hint: 'Clients read it as it stands. Leave it empty, and they are told that it is so and nothing more.',
      optional: true,
    }),
  ],
  args: { act: verb, version: release.version, status: release.status },
  submit: { pause: 'Pause it', resume: 'Resume it', withdraw: 'Withdraw it for good' }[verb],
})

function consequence(verb: TurnVerb, { version }: Release, systems: ReleaseProgress['systems']): string {
  const waiting = systems.scheduled + systems.held
  const runs = systems.updating + systems.stalled
  const running = runs > 0 ? ` ${counted(runs, 'update')} running now ${runs === 1 ? 'goes' : 'go'} on.` : ''
  switch (verb) {
    case 'pause':
      return `Release ${version}: ${counted(systems.scheduled, 'planned start')} will be held. Cards show it at once; people are told when their start is within 48 hours.${running}`
    case 'resume':
      return `Release ${version}: what was on hold goes on, ${counted(systems.held, 'update')} at most. A start that went by is planned anew. Those who were told of the hold are told of its end.`
    case 'withdraw':
      return `Release ${version} is withdrawn for good: ${counted(waiting, 'planned update')} will be cancelled, and everybody who was told of one is told.${running} This cannot be taken back.`
  }
}

export type ReleaseAnswer = {
  readonly version?: string
  readonly notes?: string
  readonly kind?: string
  readonly waves?: string
  readonly gap?: string
}

/** Asks what is needed to register a release. */
export const registerReleaseForm = (given: ReleaseAnswer): Form => ({
  verb: 'release',
  title: 'Register a release',
  blocks: [
    {
      type: 'text',
      text: 'It goes out by itself once its test report passes the gate. The report is handed in by your pipeline or the command line.',
    },
  ],
  fields: [
    {
      name: 'version',
      label: 'Version',
      type: 'text',
      maxLength: 40,
      placeholder: '3.9.12',
      ...initial(given.version),
    },
    {
      name: 'notes',
      label: 'Address of the release notes',
      type: 'text',
      maxLength: 2000,
      ...initial(given.notes),
    },
    {
      name: 'kind',
      label: 'Kind',
      type: 'choice',
      initial: given.kind ?? 'regular',
      options: releaseKinds.map((kind) => ({ value: kind, label: kindWords[kind] })),
    },
    {
      name: 'waves',
      label: 'Waves',
      type: 'text',
      optional: true,
      maxLength: 60,
      hint: 'A few clients first, such as 1%,10%,100%',
      ...initial(given.waves),
    },
    {
      name: 'gap',
      label: 'Between two waves',
      type: 'text',
      optional: true,
      maxLength: 10,
      hint: 'Such as 24h or 7d; a day when it is left empty',
      ...initial(given.gap),
    },
  ],
  args: { act: 'publish' },
  submit: 'Register',
})

const initial = (text: string | undefined) => (text === undefined ? {} : { initial: text })

const kindWords = {
  regular: 'Regular',
  security: 'Security: 24 hours of notice, cannot be cancelled',
  hotfix: 'Hotfix: on request only',
} as const
