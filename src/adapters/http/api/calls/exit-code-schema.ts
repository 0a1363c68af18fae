import { z } from '@hono/zod-openapi'
import { isExitCode, readExitCode } from '../../../../domain/reports/exit-code.ts'

export const noExitCode = 'is no exit code: a whole number, such as $? of a shell'

const description =
  'What the test runner ended with. Not 0, and nothing in the report failed: then the report is no proof.'

/** In an address. */
export const exitCodeText = z
  .string()
  .transform((text, context) => {
    const code = readExitCode(text)
    if (code === null) context.addIssue({ code: 'custom', message: noExitCode })
    return code ?? 0
  })
  .optional()
  .openapi({ type: 'integer', description, example: 1 })

/** In a document. */
export const exitCodeNumber = z
  .number()
  .refine(isExitCode, { error: noExitCode })
  .optional()
  .openapi({ type: 'integer', description, example: 1 })
