/** An expected outcome: either the value, or the reason it was refused. Exceptions are left for bugs and broken wires. */
export type Result<Value, Refused> = Ok<Value> | Refusal<Refused>

export type Ok<Value> = { readonly ok: true; readonly value: Value }
export type Refusal<Refused> = { readonly ok: false; readonly refusal: Refused }

export const ok = <Value>(value: Value): Ok<Value> => ({ ok: true, value })
export const refuse = <Refused>(refusal: Refused): Refusal<Refused> => ({ ok: false, refusal })
