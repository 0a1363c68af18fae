import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { staffRoles } from '../domain/people/actor.ts'
import { readEmail } from '../domain/people/read-email.ts'
import { ok, type Result, refuse } from '../domain/values/result.ts'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be lower-case letters, digits and hyphens')
const channel = z.strictObject({
  platform: z.enum(['slack', 'teams']),
  workspace: z.string().min(1),
  channel: z.string().min(1),
})
const account = z.strictObject({
  platform: z.enum(['slack', 'teams']),
  workspace: z.string().min(1),
  user: z.string().min(1),
})

/** The vendor's own side: its internal rooms and its staff. */
const vendorSchema = z.strictObject({
  rooms: z.strictObject({ ops: channel, triage: channel, services: channel }),
  staff: z.array(
    z.strictObject({
      id,
      name: z.string().min(1).max(100),
      email: z.string().transform((text, context) => {
        const read = readEmail(text)
        if (read.ok) return read.value
        context.addIssue({ code: 'custom', message: read.refusal })
        return z.NEVER
      }),
      roles: z.array(z.enum(staffRoles)).min(1),
      accounts: z.array(account),
    }),
  ),
})

export type Vendor = z.infer<typeof vendorSchema>

/** Reads the JSON file that names the vendor's rooms and staff. @returns it, or what is wrong with it */
export function readVendorFile(file: string): Result<Vendor, string> {
  let json: unknown
  try {
    json = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return refuse(`${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = vendorSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  return refuse(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '))
}
