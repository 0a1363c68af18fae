import { ok, type Result, refuse } from '../../../../domain/values/result.ts'
import { type Answer, problem } from './answer.ts'
import type { ApiRequest } from './call.ts'
import { parseJson } from './parse-json.ts'

const mostBytes = 1024 * 1024
const tooLarge = () => problem('too-large', 'A JSON body may be 1 MB (1,048,576 bytes) long; this one is longer.')

/** @returns the request's JSON, at most 1 MB of UTF-8; or the problem that says why there is none. */
export async function readJson(request: ApiRequest): Promise<Result<unknown, Answer>> {
  const refusal = judgeHeaders(request)
  if (refusal) return refuse(refusal)
  const bytes = await readBytes(request)
  if (!bytes.ok) return bytes
  if (bytes.value.length === 0) return refuse(malformed('The body is empty. Send a JSON object.'))
  const text = readUtf8(bytes.value)
  if (text === null) return refuse(malformed('The body holds bytes that are not UTF-8.'))
  const parsed = parseJson(text)
  return parsed.ok ? parsed : refuse(malformed(`The body is not JSON: ${parsed.refusal}.`))
}

function readUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function judgeHeaders(request: ApiRequest): Answer | null {
  const type = request.header('content-type')
  const encoding = request.header('content-encoding')?.trim().toLowerCase()
  if (!type || !/^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i.test(type.trim())) {
    const found = type ? `Content-Type is ${type.slice(0, 100)}` : 'Content-Type is missing'
    return problem('unsupported-content-type', `${found}. This call takes application/json.`)
  }
  if (encoding && encoding !== 'identity') {
    return problem('unsupported-encoding', 'JSON is taken unpacked here. Leave Content-Encoding out.')
  }
  return Number(request.header('content-length') ?? 0) > mostBytes ? tooLarge() : null
}

async function readBytes({ body }: ApiRequest): Promise<Result<Buffer, Answer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of body.chunks()) {
      length += chunk.byteLength
      if (length > mostBytes) return refuse(tooLarge())
      chunks.push(chunk)
    }
  } catch {
    return refuse(problem('broken-off', 'The upload broke off. Send the request again.'))
  }
  return ok(Buffer.concat(chunks))
}

const malformed = (detail: string): Answer => problem('malformed-json', detail)
