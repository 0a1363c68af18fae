import { z } from 'zod'
import type { Form } from '../../../notices/card/form.ts'
import { cut } from '../../chat/cut.ts'
import { bytesOf, limits } from '../text/limits.ts'

type Arguments = Readonly<Record<string, string>>

/** What a button carries under one name of its own, apart from the values of the inputs that join it. */
export const carriedUnder = 'zerotouch'

/** A form as it travels in its own submit button, so that it can be drawn again with what was filled in. */
export type CarriedForm = Omit<Form, 'args' | 'verb'>

export type Carried = {
  readonly verb: string
  readonly via: 'button' | 'form'
  readonly args: Arguments
  /** The names of the form's fields. */
  readonly fields: readonly string[]
  readonly form: CarriedForm | null
}

/**
 * Arguments of at most `max` units as JSON. When they do not fit the longest are shortened, visibly: the short ones are
 * the ids and revisions that decide what is acted on.
 */
export function packArguments(args: Arguments, max: number): Record<string, string> {
  const packed: Record<string, string> = { ...args }
  while (JSON.stringify(packed).length > max) {
    const longest = Object.entries(packed).reduce((a, b) => (b[1].length > a[1].length ? b : a))
    if (longest[1].length <= 1) delete packed[longest[0]]
    else packed[longest[0]] = cut(longest[1], Math.floor(longest[1].length * 0.8))
  }
  return packed
}

export const buttonData = (verb: string, args: Arguments): object => ({
  [carriedUnder]: { verb, via: 'button', args: packArguments(args, limits.button.arguments) },
})

/** A form that is too long to travel leaves its text behind, and then itself; its arguments always travel. */
export function formData(form: Form): object {
  const { verb, args, ...drawn } = form
  const fields = form.fields.map(({ name }) => name)
  const frame = { verb, via: 'form', args: packArguments(args, 2 * limits.button.arguments), fields }
  const carried = [drawn, { ...drawn, blocks: [] }].find((each) => bytesOf(each) <= limits.carriedForm)
  return { [carriedUnder]: { ...frame, ...(carried && { form: carried }) } }
}

const words = z.string()
const span = z.union([
  words,
  z.strictObject({ bold: words }),
  z.strictObject({ code: words }),
  z.strictObject({ link: words, label: words }),
  z.strictObject({ person: words, accounts: z.array(z.never()).length(0) }),
])
const text = z.union([words, z.array(span)])
const fact = z.strictObject({ label: words, value: text })
const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text }),
  z.strictObject({ type: z.literal('facts'), facts: z.array(fact) }),
  z.strictObject({ type: z.literal('list'), items: z.array(text) }),
  z.strictObject({ type: z.literal('quote'), text: words }),
  z.strictObject({ type: z.literal('divider') }),
])
const about = {
  name: words.min(1),
  label: words,
  hint: words.exactOptional(),
  optional: z.boolean().exactOptional(),
}
const initial = { initial: words.exactOptional() }
const field = z.discriminatedUnion('type', [
  z.strictObject({
    ...about,
    ...initial,
    type: z.literal('text'),
    multiline: z.boolean().exactOptional(),
    maxLength: z.number().exactOptional(),
    placeholder: words.exactOptional(),
  }),
  z.strictObject({ ...about, ...initial, type: z.literal('date') }),
  z.strictObject({ ...about, ...initial, type: z.literal('time'), zone: words }),
  z.strictObject({
    ...about,
    ...initial,
    type: z.literal('choice'),
    options: z.array(z.strictObject({ value: words, label: words })),
  }),
])
const form = z.strictObject({ title: words, blocks: z.array(block), fields: z.array(field), submit: words })

const carried = z.object({
  verb: words.min(1).max(100),
  via: z.enum(['button', 'form']),
  args: z.record(words, z.unknown()).default({}),
  fields: z.array(words).max(100).default([]),
  form: z.unknown().optional(),
})

/**
 * @param data what a pressed button brought back: people can send what they like in its place
 * @returns null when it is nothing of our making
 */
export function unpackCarried(data: unknown): Carried | null {
  if (typeof data !== 'object' || data === null || !(carriedUnder in data)) return null
  const read = carried.safeParse(data[carriedUnder])
  if (!read.success) return null
  const { verb, via, fields } = read.data
  const drawn = form.safeParse(read.data.form)
  return { verb, via, fields, args: texts(read.data.args), form: drawn.success ? drawn.data : null }
}

const texts = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
