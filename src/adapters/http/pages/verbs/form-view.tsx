import type { Field, Form } from '../../../../notices/card/form.ts'
import { Blocks, Carried, type Ground } from './card-view.tsx'

export type FormViewProps = {
  readonly form: Form
  readonly ground: Ground
  /** What was filled in before, by field. */
  readonly filled?: Readonly<Record<string, string>>
  readonly errors?: Readonly<Record<string, string>>
}

/** A question of the bot as a page's form: every field has its label, its hint and what is wrong with it beside it. */
export const FormView = ({ form, ground, filled = {}, errors = {} }: FormViewProps) => {
  const back = ground.backOf(form)
  const unplaced = Object.entries(errors).filter(([name]) => !form.fields.some((field) => field.name === name))
  return (
    <>
      <Blocks blocks={form.blocks} />
      {Object.keys(errors).length > 0 && (
        <div class="banner bad" role="alert">
          <p>Nothing was done yet. Please look at what is marked below.</p>
          {unplaced.map(([, words]) => (
            <p>{words}</p>
          ))}
        </div>
      )}
      <form method="post" action={`${ground.base}/${form.verb}`}>
        <Carried args={form.args} formToken={ground.formToken} />
        {form.fields.map((field) => (
          <FieldView field={field} value={filled[field.name]} wrong={errors[field.name]} />
        ))}
        <div class="buttons">
          <button type="submit" class={stops(form) ? 'danger' : 'primary'}>
            {form.submit}
          </button>
          <a class="button" href={back.href}>
            {back.label}
          </a>
        </div>
      </form>
    </>
  )
}

const stops = ({ verb, args }: Form): boolean => verb === 'cancel' || args['act'] === 'withdraw'

type FieldViewProps = {
  readonly field: Field
  readonly value: string | undefined
  readonly wrong: string | undefined
}

const FieldView = ({ field, value, wrong }: FieldViewProps) => {
  const { name, label, hint, optional } = field
  const id = `field-${name}`
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional ? ' (optional)' : ''}
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
      <Input
        field={field}
        value={value ?? field.initial ?? ''}
        given={{
          id,
          name,
          ...(!optional && { required: true }),
          ...(described && { 'aria-describedby': described }),
          ...(wrong && { 'aria-invalid': 'true' as const }),
        }}
      />
    </div>
  )
}

const Input = ({ field, value, given }: { field: Field; value: string; given: Record<string, unknown> }) => {
  switch (field.type) {
    case 'choice':
      return (
        <select {...given}>
          {field.options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      )
    case 'date':
      return <input type="date" value={value} {...given} />
    case 'time':
      return <input type="time" step={900} value={value} {...given} />
    case 'text':
      return field.multiline ? (
        <textarea {...given} maxlength={field.maxLength}>
          {value}
        </textarea>
      ) : (
        <input type="text" value={value} maxlength={field.maxLength} autocomplete="off" {...given} />
      )
  }
}
