import type { Field } from '../card/form.ts'

/** The longest reason anybody may give, in characters. */
export const longestReason = 1000

export const dateField = (name: string, label: string, initial?: string): Field => ({
  name,
  label,
  type: 'date',
  ...(initial !== undefined && { initial }),
})

export const timeField = (name: string, label: string, initial: string | undefined, zone: string): Field => ({
  name,
  label,
  type: 'time',
  zone,
  hint: `Time in ${zone}, on the quarter-hour`,
  ...(initial !== undefined && { initial }),
})

export const reasonField = (
  name: string,
  label: string,
  initial?: string,
  more: { readonly hint?: string; readonly optional?: boolean } = {},
): Field => ({
  name,
  label,
  type: 'text',
  multiline: true,
  maxLength: longestReason,
  ...(initial !== undefined && { initial }),
  ...more,
})
