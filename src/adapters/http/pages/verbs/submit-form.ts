import { OtherRequest } from '../../../../app/ports/ports.ts'
import type { Reply } from '../../../../notices/card/reply.ts'
import type { Access } from '../access/page-env.ts'
import { invokeOnPage, type PageOf, type VerbParts } from './invoke-on-page.ts'
import { type AskedBefore, askAgain } from './question-page.tsx'

export type Submitted =
  /** What was answered; a form, too, when what was filled in is asked for once more. */
  | { readonly reply: Exclude<Reply, { type: 'field-errors' }>; readonly before: AskedBefore | null }
  /** The form came before with something else in it, or not as it was drawn: nothing was done. */
  | 'not-as-shown'

/**
 * Does what a form of a page says.
 * @param fields what it carries, with the id that it was drawn with as `once`
 * @param carried what the question is asked with anew where something is wrong with the answer
 */
export async function submitForm(
  parts: VerbParts,
  access: Access,
  page: PageOf,
  verb: string,
  fields: Readonly<Record<string, string>>,
  carried: (args: Readonly<Record<string, string>>) => Record<string, string>,
): Promise<Submitted> {
  const { form: _form, once = '', ...args } = fields
  if (!isFormId(once)) return 'not-as-shown'
  try {
    const reply = await invokeOnPage(parts, access, page, { verb, args, via: 'form', once })
    if (reply.type !== 'field-errors') return { reply, before: null }
    const again = await invokeOnPage(parts, access, page, {
      verb,
      args: carried(args),
      via: 'button',
      once: '',
    })
    if (again.type === 'field-errors') throw new Error('a question was answered by field errors')
    return { reply: again, before: askAgain(args, reply.errors) }
  } catch (error) {
    if (error instanceof OtherRequest) return 'not-as-shown'
    throw error
  }
}

/** Every form that we draw has an id of its own: one without, or with another's, is not as we drew it. */
const isFormId = (once: string): boolean => /^[\w-]{8,64}$/.test(once)
