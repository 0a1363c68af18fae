import type { Right } from './rights.ts'
import type { Stage } from './stage/open-stage.ts'

/** The doors by which something comes in. */
export const areas = ['api', 'reports', 'slack', 'teams', 'pages', 'raw'] as const
export type Area = (typeof areas)[number]

export type Asked = {
  readonly method: string
  /** As it goes on the wire, with its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
  /** Bytes that go on the wire as they are, in place of all the above. */
  readonly raw?: Buffer
}

/** One request, and what it may change. */
export type Case = {
  readonly area: Area
  readonly right: Right
  /** The bot of Teams listens at a port of its own here. */
  readonly to: 'house' | 'teams'
  readonly asked: Asked
}

/** Ids, links and tokens are known only when it is played. */
export type MakeCase = (stage: Stage) => Case | Promise<Case>
