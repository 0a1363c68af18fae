/** A row as `to_jsonb` gives it. */
export type JsonRow<Row> = { readonly [Column in keyof Row]: Date extends Row[Column] ? string | null : Row[Column] }

type Instants<Row> = { readonly [Column in keyof Row]: Date extends Row[Column] ? Column : never }[keyof Row]

/** @returns the row with its instants as Dates again: all of them have to be named */
export function dated<Row extends object>(row: JsonRow<Row>, instants: Readonly<Record<Instants<Row>, true>>): Row {
  const entries = Object.entries(row).map(([column, value]) => [
    column,
    column in instants && typeof value === 'string' ? new Date(value) : value,
  ])
  return Object.fromEntries(entries)
}
