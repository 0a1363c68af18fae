import { z } from 'zod'

/**
 * Adaptive Cards 1.5 as their schema states it (adaptivecards.io/schemas/adaptive-card.json), for the elements that are
 * used here; nothing else is let pass, and no property that the schema does not name. It is stricter than Microsoft's
 * own, which no npm package carries: adaptivecards 3.0.6 has none, adaptivecards-designer 2.4.4 that of 1.2, without
 * `Action.Execute`. Where Microsoft's is at hand `official-schema.ts` asks it, too.
 */
const spacing = z.enum(['default', 'none', 'small', 'medium', 'large', 'extraLarge', 'padding'])
const common = { spacing: spacing.optional(), separator: z.boolean().optional() }
const look = {
  size: z.enum(['default', 'small', 'medium', 'large', 'extraLarge']).optional(),
  weight: z.enum(['default', 'lighter', 'bolder']).optional(),
  color: z.enum(['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention']).optional(),
  isSubtle: z.boolean().optional(),
  fontType: z.enum(['default', 'monospace']).optional(),
}

const openUrl = z.strictObject({
  type: z.literal('Action.OpenUrl'),
  title: z.string().optional(),
  url: z.url({ protocol: /^https?$/ }),
})
const execute = z.strictObject({
  type: z.literal('Action.Execute'),
  title: z.string().min(1),
  verb: z.string(),
  data: z.looseObject({}),
  style: z.enum(['default', 'positive', 'destructive']).optional(),
  associatedInputs: z.enum(['auto', 'none']).optional(),
})
const action = z.discriminatedUnion('type', [openUrl, execute])

const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  ...look,
  selectAction: openUrl.optional(),
})
const richTextBlock = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(textRun).min(1),
  ...common,
})
const textBlock = z.strictObject({
  type: z.literal('TextBlock'),
  text: z.string().min(1),
  wrap: z.boolean().optional(),
  style: z.enum(['default', 'heading']).optional(),
  ...look,
  ...common,
})
const actionSet = z.strictObject({
  type: z.literal('ActionSet'),
  actions: z.array(action).min(1).max(5),
  ...common,
})

const input = {
  id: z.string().min(1),
  label: z.string().min(1),
  isRequired: z.boolean(),
  errorMessage: z.string().optional(),
  ...common,
}
const inputs = [
  z.strictObject({
    type: z.literal('Input.Text'),
    ...input,
    value: z.string().optional(),
    isMultiline: z.boolean(),
    maxLength: z.number().positive(),
    placeholder: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('Input.Date'),
    ...input,
    value: z
      .string()
      .regex(/^\d{4}-\d\d-\d\d$/)
      .optional(),
  }),
  z.strictObject({
    type: z.literal('Input.Time'),
    ...input,
    value: z
      .string()
      .regex(/^\d\d:\d\d$/)
      .optional(),
  }),
  z.strictObject({
    type: z.literal('Input.ChoiceSet'),
    ...input,
    value: z.string().optional(),
    style: z.enum(['compact', 'expanded', 'filtered']),
    choices: z.array(z.strictObject({ title: z.string().min(1), value: z.string().min(1) })).min(1),
  }),
] as const

type Element = { readonly type: string }
const element: z.ZodType<Element> = z.lazy(() =>
  z.discriminatedUnion('type', [textBlock, richTextBlock, actionSet, columnSet, container, ...inputs]),
)
const column = z.strictObject({
  type: z.literal('Column'),
  width: z.union([z.number(), z.string()]),
  items: z.array(element).min(1),
})
const columnSet = z.strictObject({ type: z.literal('ColumnSet'), columns: z.array(column).min(1), ...common })
const container = z.strictObject({
  type: z.literal('Container'),
  items: z.array(element).min(1),
  style: z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']).optional(),
  bleed: z.boolean().optional(),
  ...common,
})

export const adaptiveCardSchema = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  fallbackText: z.string().min(1),
  body: z.array(element).min(1),
})
