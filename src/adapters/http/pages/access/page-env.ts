import type { HttpBindings } from '@hono/node-server'
import type { Link } from '../../../../app/use-cases/links.ts'
import type { Client } from '../../../../domain/people/client.ts'
import type { Reader } from '../../../../domain/people/reader.ts'

/** What a page knows once it has been opened. */
export type Access = {
  readonly reader: Reader
  /** The link or session that it was opened by; its forms are bound to it. */
  readonly link: Link
  /** What the address names: a link's subject, or what stands in the path for the vendor's staff; a client or an id. */
  readonly subject: string | null
  /** The path of the page with its key and without a slash at the end; forms and links of the page go below it. */
  readonly base: string
  /** Goes into every form of the page, as `<FormGuard token={…} />`. */
  readonly formToken: string
}

export type PageEnv = {
  Bindings: Partial<HttpBindings>
  Variables: {
    access: Access
    /** The client whose systems may frame what is answered; null for nobody's. */
    framedBy: Client | null
    /** Directives of the content security policy that what is answered needs otherwise. */
    policy?: Readonly<Record<string, string>>
    /** The fields of a form that was checked to be of our own page. */
    form: Readonly<Record<string, string>>
  }
}
