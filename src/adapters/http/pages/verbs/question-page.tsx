import type { Form } from '../../../../notices/card/form.ts'
import { Layout } from '../layout.tsx'
import type { Ground } from './card-view.tsx'
import { FormView } from './form-view.tsx'

/** What was filled in, and what is wrong with it. */
export type AskedBefore = {
  readonly filled: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
}
export const askAgain = (
  filled: Readonly<Record<string, string>>,
  errors: Readonly<Record<string, string>>,
): AskedBefore => ({ filled, errors })

type QuestionPageProps = {
  readonly form: Form
  readonly ground: Ground
  readonly who: string
  readonly before: AskedBefore | null
}

/** A question of the bot on a page of its own. */
export const QuestionPage = ({ form, ground, who, before }: QuestionPageProps) => (
  <Layout title={before ? `Not done yet: ${form.title}` : form.title} who={who}>
    <h1>{form.title}</h1>
    <FormView form={form} ground={ground} {...before} />
  </Layout>
)
