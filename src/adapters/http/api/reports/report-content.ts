import { z } from '@hono/zod-openapi'
import { closingBody } from '../calls/closing.ts'
import { formType, reportTypes } from './report-type.ts'

/** How the OpenAPI document shows a body that carries a report, by content type. */
export function reportContent(closes: boolean) {
  const types = Object.fromEntries(reportTypes.map((type) => [type, { schema: whole }]))
  const json = closes ? { 'application/json': { schema: z.union([closingBody, jsonReport]) } } : {}
  return { ...types, ...json, [formType]: { schema: form } }
}

const binary = { type: 'string' as const, format: 'binary' }

const whole = {
  ...binary,
  description: 'A test report in any format that is taken, or gzip, ZIP, tar or tar.gz of its files.',
}

const jsonReport = z
  .union([z.looseObject({ results: z.looseObject({}) }), z.array(z.looseObject({}))])
  .openapi({ description: 'A test report in a format that is JSON, such as CTRF or a list of checks.' })

const form = {
  type: 'object' as const,
  description: 'Any number of files of one report, under any names; archives among them are opened.',
  properties: {
    exitCode: { type: 'integer' as const, description: 'What the test runner ended with.' },
    report: { type: 'array' as const, items: binary },
  },
  additionalProperties: { type: 'array' as const, items: binary },
}
