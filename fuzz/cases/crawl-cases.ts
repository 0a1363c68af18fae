import fc from 'fast-check'
import type { MakeCase } from '../case.ts'
import { anything, nothing, ofClient, type Right } from '../rights.ts'
import { send } from '../send.ts'
import type { Stage } from '../stage/open-stage.ts'
import { formText } from '../values/form-text.ts'
import { hostileText } from '../values/hostile.ts'
import { addressesIn, formsIn } from '../values/shown-on-page.ts'

const asBrowser = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }

/** Goes where a page leads, and sends a form that stands there, filled in rightly, nearly so, or with anything. */
export const crawlCases: fc.Arbitrary<MakeCase> = fc
  .record({
    whose: fc.constantFrom<'acme' | 'beta' | 'staff'>('acme', 'acme', 'beta', 'staff'),
    page: fc.constantFrom<'schedule' | 'report'>('schedule', 'schedule', 'report'),
    ways: fc.array(fc.nat(60), { maxLength: 2 }),
    form: fc.nat(20),
    filled: fc.constantFrom('exams', '2026-12-08', '02:00', 'acme/production', '', 'yes'),
    odd: fc.array(fc.record({ at: fc.nat(20), by: hostileText }), { maxLength: 2 }),
    again: fc.boolean(),
  })
  .map(
    (made): MakeCase =>
      async (stage) => {
        const staff = made.whose === 'staff'
        const link = staff ? await stage.props.link('session', 'staff') : await stage.props.link(made.page, made.whose)
        const headers = { ...asBrowser, ...(staff && { cookie: `zerotouch_session=${link.token}` }) }
        let path = staff
          ? `/${made.page === 'report' ? 'ops' : 'schedule/acme'}`
          : `/${made.page === 'report' ? 'reports' : 'schedule'}/${link.token}`
        let html = await look(stage, path, headers)
        for (const way of made.ways) {
          const addresses = addressesIn(html).filter((address) => address.startsWith(path.slice(0, 12)))
          path = addresses[way % Math.max(1, addresses.length)] ?? path
          html = await look(stage, path, headers)
        }
        const forms = formsIn(html)
        const form = forms[made.form % Math.max(1, forms.length)]
        const right: Right = staff ? anything : ofClient(made.whose)
        if (!form)
          return {
            area: 'pages',
            to: 'house',
            right: nothing,
            asked: { method: 'GET', path, headers, body: null },
          }
        const fields: Record<string, string> = Object.fromEntries(
          Object.entries(form.fields).map(([name, value]) => [name, value === '' ? made.filled : value]),
        )
        const names = Object.keys(fields)
        for (const { at, by } of made.odd) fields[names[at % Math.max(1, names.length)] ?? 'x'] = by
        const asked = { method: 'POST', path: form.action, headers, body: Buffer.from(formText(fields)) }
        // Pressed twice, it is answered alike.
        if (made.again) await send(stage.ports.house, asked)
        return { area: 'pages', to: 'house', right, asked }
      },
  )

async function look(stage: Stage, path: string, headers: Record<string, string>): Promise<string> {
  return (await send(stage.ports.house, { method: 'GET', path, headers, body: null })).body
}
