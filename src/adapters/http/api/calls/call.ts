import type { RouteConfig, z } from '@hono/zod-openapi'
import type { ReceivedReport } from '../../../../app/ports/report-source.ts'
import type { ApiKey, ApiScope } from '../../../../app/ports/stores/api-ports.ts'
import type { PartsOwner } from '../../../../app/use-cases/report-parts.ts'
import type { Actor } from '../../../../domain/people/actor.ts'
import type { Result } from '../../../../domain/values/result.ts'
import type { Answer } from './answer.ts'
import type { Closing } from './closing.ts'
import type { Handed, ReadPart } from './handed.ts'
import type { RequestBody } from './request-body.ts'

/** An authenticated request, as the calls see it. */
export type ApiRequest = {
  readonly method: string
  readonly path: string
  /** By which it is found in logs. A proxy may give one to many requests: nothing is remembered under it. */
  readonly id: string
  readonly key: ApiKey
  readonly actor: Actor
  readonly params: Readonly<Record<string, string>>
  /** Each parameter with every value that it was given. */
  readonly query: Readonly<Record<string, readonly string[]>>
  readonly body: RequestBody
  /** @param name in lower case */
  header(name: string): string | undefined
}

/** What calls need around them. */
export type Desk = {
  /**
   * Reads the report that a request carries, or the closing of one in parts where `closes` says that there may be one.
   * `exitCode` is what the address says that the test runner ended with.
   */
  readReport(
    request: ApiRequest,
    how: { readonly exitCode: number | null; readonly closes: boolean },
  ): Promise<Result<Handed, Answer>>
  readPart(
    request: ApiRequest,
    how: { readonly name: string; readonly exitCode: number | null },
  ): Promise<Result<ReadPart, Answer>>
  /** Reads the parts of a report as one, unless there are more or fewer than the closing says. */
  closeParts(owner: PartsOwner, closing: Closing): Promise<Result<ReceivedReport, Answer>>
  /**
   * Does the work, unless the request repeats one that was answered (`Idempotency-Key`). The body has been read. The work
   * is told what the same request is known by, also after its answer was lost; without a key, no other request is the same.
   */
  once(request: ApiRequest, work: (asked: string) => Promise<Answer>): Promise<Answer>
}

/** One call of the API (DESIGN 6.2): what it needs, what its documentation says, and what it does. */
export type Call = {
  readonly method: 'get' | 'put' | 'post' | 'patch'
  /** With parameters in braces: `/v1/releases/{version}`. */
  readonly path: string
  readonly scope: ApiScope
  readonly docs: RouteConfig
  handle(request: ApiRequest, desk: Desk): Promise<Answer>
}

/** What every kind of call says of itself. */
export type CallSpec<Params extends z.ZodObject> = {
  readonly path: string
  /** The operation's name in the OpenAPI document. */
  readonly name: string
  readonly summary: string
  readonly scope: ApiScope
  readonly params: Params
  readonly answers: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType }>>
}
