import { z } from '@hono/zod-openapi'
import type { ReportFiles } from '../../../../app/ports/report-source.ts'

export const filesSchema = z
  .object({
    read: z.int(),
    passedOver: z.int().openapi({
      description: 'How many files of archives were left unread, since their names are no report’s.',
    }),
    passedOverNames: z.array(z.string()).openapi({ description: 'The first of those.' }),
    repeated: z
      .object({ cases: z.int(), names: z.array(z.string()) })
      .optional()
      .openapi({
        description:
          'Cases that stand in several files count once: how many were left out, and the first files they stood in.',
      }),
  })
  .optional()
  .openapi('ReportFiles', { description: 'What a report was read from that came in more than one file.' })

/** @returns what is told of the files of a report; nothing where it came as one */
export const showFiles = (files: ReportFiles): { readonly files?: ReportFiles } =>
  files.read === 1 && files.passedOver === 0 ? {} : { files }
