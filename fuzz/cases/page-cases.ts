import fc from 'fast-check'
import { makeRegistry } from '../../commands/index.ts'
import { makePages } from '../../src/adapters/http/pages/make-pages.tsx'
import { writeReport } from '../../src/adapters/test-report/writers/write-report.ts'
import type { MakeCase } from '../case.ts'
import { anything, nothing, ofClient, type Right } from '../rights.ts'
import type { Stage } from '../stage/open-stage.ts'
import { sandbox } from '../stage/sandbox.ts'
import { formText, wellFormed } from '../values/form-text.ts'
import { hostileText } from '../values/hostile.ts'
import { mutateBytes, textChanges } from '../values/mutate.ts'
import { said, wordsOf } from './said.ts'

type Route = { readonly method: string; readonly path: string }

/** Every address of the pages as they are mounted, each method once. */
export function pageRoutes({ house }: Stage): Route[] {
  const { routes } = makePages({
    app: house.app,
    registry: makeRegistry('/update'),
    publicUrl: null,
    writeReport,
    queues: null,
    stopping: new AbortController().signal,
    uidDomain: 'x',
    sandbox,
    logger: house.ports.logger,
  })
  const lines = routes.map(({ method, path }) => `${method === 'ALL' ? 'POST' : method} ${path}`)
  return [...new Set(lines)].map((line) => {
    const [method = 'GET', path = '/'] = line.split(' ')
    return { method, path }
  })
}

const holders = fc.constantFrom('acme', 'acme', 'beta', 'staff', 'old', 'forged', 'odd', 'name')
type Holder = 'acme' | 'beta' | 'staff' | 'old' | 'forged' | 'odd' | 'name'

/** Forms and addresses of every page, by links that are good, old, forged, somebody else's, or none. */
export const pageCases = (stage: Stage): fc.Arbitrary<MakeCase> =>
  fc
    .record({
      route: fc.constantFrom(...pageRoutes(stage)),
      verb: fc.constantFrom('reschedule', 'cancel', 'urgent', 'withdraw-request', 'acknowledge', 'times', 'link', 'x'),
      holder: holders as fc.Arbitrary<Holder>,
      signedIn: fc.boolean(),
      form: fc.constantFrom('own', 'own', 'own', 'others', 'none', 'odd'),
      site: fc.constantFrom('same-origin', 'same-origin', 'same-origin', 'cross-site', 'none', null),
      said: said(['x']),
      odd: hostileText,
      once: fc.oneof(
        fc.nat(20).map((nth) => `form-of-${nth}`),
        hostileText,
      ),
      query: fc.dictionary(
        fc.constantFrom(
          'month',
          'day',
          'q',
          'page',
          'stage',
          'release',
          'after',
          'system',
          'seen',
          'startsAt',
          'format',
        ),
        hostileText,
        {
          maxKeys: 3,
          noNullPrototype: true,
        },
      ),
      type: fc.oneof(
        { weight: 9, arbitrary: fc.constant('application/x-www-form-urlencoded') },
        {
          weight: 1,
          arbitrary: fc.constantFrom('multipart/form-data; boundary=b', 'multipart/form-data', 'application/json', ''),
        },
      ),
      bytes: fc.oneof({ weight: 8, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: textChanges }),
    })
    .map(
      (made): MakeCase =>
        async (stage) => {
          const link = await linkFor(stage, made.route.path, made.holder, made.odd)
          const session = made.signedIn ? await stage.props.link('session', 'staff') : null
          // The last part of an address is a verb, an environment or a file, according to where it stands.
          const path = made.route.path
            .replace(/:key|:file/, link.token)
            .replace(/:environment/, made.said.nth % 2 === 0 ? 'production' : 'staging')
            .replace(/:\w+|\*/g, encodeURIComponent(made.verb))
          const { args } = await wordsOf(made.said, stage)
          const own = link.holder === 'name' ? session?.form : link.form
          const token =
            made.form === 'own'
              ? own
              : made.form === 'odd'
                ? made.odd
                : made.form === 'others'
                  ? (await stage.props.link('schedule', 'beta')).form
                  : undefined
          const fields = {
            ...args,
            once: made.once,
            ...(token !== undefined && { form: token }),
            link: link.token,
          }
          const body = formText(fields)
          const query = formText(made.query)
          const { method } = made.route
          return {
            area: 'pages',
            to: 'house',
            right: rightOf(made, link.holder),
            asked: {
              method,
              path: query !== '' ? `${path}?${query}` : path,
              headers: {
                'content-type': made.type,
                ...(made.site !== null && { 'sec-fetch-site': made.site }),
                ...(session && { cookie: `zerotouch_session=${session.token}` }),
              },
              body: method === 'GET' ? null : mutateBytes(Buffer.from(body), made.bytes),
            },
          }
        },
    )

/** What a page lets its reader change: nothing by looking, nothing without a form of its own. */
function rightOf(
  { route, form, site, signedIn }: { route: Route; form: string; site: string | null; signedIn: boolean },
  holder: Holder,
): Right {
  if (route.path === '/links/fresh') return holder === 'old' ? ofClient('acme') : nothing
  if (route.method === 'GET' || form === 'none' || site === 'cross-site' || site === 'none') return nothing
  if (holder === 'acme' || holder === 'beta') return form === 'odd' ? nothing : ofClient(holder)
  return (holder === 'name' && signedIn) || holder === 'staff' ? anything : nothing
}

async function linkFor(stage: Stage, path: string, holder: Holder, odd: string) {
  const first = path.split('/')[1] ?? ''
  const purpose =
    first === 'reports' ? 'report' : first === 'calendar' ? 'calendar' : first === 'sign-in' ? 'board' : 'schedule'
  if (holder === 'odd') return { holder, token: encodeURIComponent(wellFormed(odd)) || 'x', form: odd }
  if (holder === 'name') return { holder, token: 'acme', form: '' }
  if (holder === 'old') return { holder, ...(await stage.props.link(purpose, 'acme', true)) }
  const made = await stage.props.link(purpose, holder === 'forged' || purpose === 'board' ? 'staff' : holder)
  if (holder === 'forged') return { holder, token: `${made.token.slice(0, -6)}AAAAAA`, form: made.form }
  return { holder: purpose === 'board' ? ('staff' as const) : holder, ...made }
}
