import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'

/**
 * Fingerprints of version 2 (docs/decisions/0037-fingerprints-have-versions.md): those that are kept are computed anew.
 * The ones before are there until the next migration has regrouped what was told by them.
 */
export const up = (db: Kysely<unknown>): Promise<void> => computeAnew(db, fingerprint)

/** A migration that computes them by a later rule does it in the same way. */
export async function computeAnew(db: Kysely<unknown>, print: Fingerprint): Promise<void> {
  await sql`alter table findings add column fingerprint_before text`.execute(db)
  for (let last = 0; ; ) {
    const { rows } = await sql<Row>`
      select id, suite, name, message from findings where id > ${last} order by id limit 1000`.execute(db)
    if (rows.length === 0) return
    last = rows.at(-1)?.id ?? last
    await sql`
      update findings set fingerprint_before = findings.fingerprint, fingerprint = computed.fingerprint
      from unnest(${rows.map(({ id }) => id)}::bigint[], ${rows.map(print)}::text[]) as computed (id, fingerprint)
      where findings.id = computed.id`.execute(db)
  }
}

type Row = { readonly id: number; readonly suite: string; readonly name: string; readonly message: string }

export type Fingerprint = (testCase: Omit<Row, 'id'>) => string

/** @param stays what is not taken for chance */
export const fingerprintOf =
  (version: string, stays: readonly Rule[]): Fingerprint =>
  (testCase) => {
    const parts = [testCase.suite, testCase.name].map((part) => asKept(part).normalize('NFC').trim())
    const text = [version, ...parts, normalisedMessage(asKept(testCase.message), stays)].join('\u0000')
    return createHash('sha256').update(text).digest('hex').slice(0, 20)
  }

const asKept = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\ufffd')

const normalisedMessage = (message: string, stays: readonly Rule[]): string =>
  outside(stays, message.slice(0, 4_000).normalize('NFC').replace(/\s+/g, ' ').trim())

function outside([code, ...others]: readonly Rule[], text: string): string {
  if (!code) return replaced(replaced(text, before).replace(places, placeOf), after)
  let said = ''
  let from = 0
  for (const { 0: found, index } of text.matchAll(code.pattern)) {
    said += outside(others, text.slice(from, index)) + found
    from = index + found.length
  }
  return said + outside(others, text.slice(from))
}

export type Rule = { readonly pattern: RegExp; readonly word: string }

const replaced = (text: string, rules: readonly Rule[]): string =>
  rules.reduce((left, { pattern, word }) => left.replace(pattern, word), text)

/** One a line: flags, a pattern, and what takes its place. */
export const rules = (lines: string): readonly Rule[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [, flags = '', pattern = '', word = ''] = /^(\w+) (.*?)(?: ⇒ ?(.*))?$/.exec(line) ?? []
      return { pattern: new RegExp(pattern, flags), word }
    })

const places =
  /(?<![\w.>/\\-])(?:[a-z]:(?=[\\/])|\\\\[\w.-]+(?=\\)|(?=\/(?:home|Users|builds|etc|media|mnt|nix|opt|private|root|srv|tmp|usr|var|Volumes)\/)|(?=\/(?:[\w.-]+\/){1,12}te?mp\/))(?:[\\/]+(?:Program Files(?: \(x86\))?(?=[\\/])|[^\s"'`,;:()<>[\]|*?\\/]+))+[\\/]?/gi

function placeOf(found: string): string {
  const path = found.replace(/[\\/]+/g, '/').replace(/\/$/, '')
  if (temporary.test(path)) return '<path>'
  const last = path.slice(path.lastIndexOf('/') + 1)
  return `<path>/${code.test(last) ? path.replace(root, '') : last}`
}

const temporary = /\/(?:[Tt]e?mp|TE?MP|T)\/|^\/var\/folders\//

const code =
  /\.(?:php|phtml|inc|py|[cm]?[jt]sx?|java|kt|scala|groovy|rb|go|rs|c|cc|cpp|h|hpp|cs|fs|vb|sql|feature|mustache|twig|xml|json|sh|pl|lua|vue)\.*$/i

const homes = '(?:home|Users)/[^/]+/'
const shared =
  '(?:srv(?:/(?:www|http|sites|web))?|opt|media|mnt|builds|Volumes|var/(?:www/vhosts|www|lib|opt)|usr/(?:local/share|local|share|src|lib))/'
const deployed =
  '(?:(?:releases?|versions?|deployments?|sites)/[^/]+|html|htdocs|httpdocs|public_html|public|inetpub|wwwroot|webroot|docroot|www|web|app|src|current|moodle|site|code|live|xampp)/'
/** A directory that holds more than files is its owner's; one that holds the file itself may be a part of the product. */
const owned = `(?:(?!${deployed})[^/]+/(?=[^/]+/))?`

const root = new RegExp(`^(?:[a-z]:/|//[^/]+/|/(?:private/)?)(?:${homes}|${shared}${owned})?(?:${deployed})*`, 'i')

export const codes = rules(String.raw`
g \b(?:(?:ERROR|FATAL|PANIC|WARNING): +[\dA-Z]{5}(?=:)|ERROR \d+ \([\dA-Z]{5}\)|error \d+ \(\d{5}\))
gi \b(?:exit(?:ed|s)?|returned(?= -| 0x)|return (?=code|status|value)|status|state|err(?:or|no)?|WinError|code|signal|sqlstate|hresult|(?:event|error|message|rule|check)[ _-]?id)(?:[ _-]?(?:code|status|number|no\.?|value|state|with))*(?:(?<!\berror) ?: ?| ?= ?| ?[#([] ?| (?:is |was |of )?)?["']?-?(?:0x[\da-f]{1,8}|\d{1,10})(?!\w|[.:,/-]\d| ?(?:[mµn]?s|min|sec|hours?|days?)\b)
gi \b(?:version|release|ver\.?|v)[ :=]?["']?\d+(?:\.\d+){1,5}\b
gi \bversion[ :=]?["']?\d{8,10}(?:\.\d+)?\b
gi \b(?:(?<!\b(?:at|address|location|pointer|ptr)[ :=]{1,3})0x[\da-f]{1,8}|0x[8c][\da-f]{7})\b
g \berror:[\dA-F]{8}(?=:)
g \(1(?:00|10)\d\d\)
g (?<![-\w/\\.])(?:CVE-\d{4}-\d{4,7}|(?!GMT|UTC)[A-Z]{1,8}[-_]?\d{3,7}[A-Z]?)(?![-\w/\\@]|\.\w)
`)

const before = rules(String.raw`
gi (?<=\.(?:php|phtml|inc|py|[cm]?[jt]sx?|java|kt|scala|groovy|rb|go|rs|c|cc|cpp|h|hpp|cs|fs|vb|sql|feature|mustache|twig|html?|xml|json|ya?ml|sh|pl|lua|vue)):(?:line )?\d+(?::\d+)?\b ⇒ :<line>
gi (?<=\.(?:php|inc|[cm]?[jt]sx?|cs|vb|c|cc|cpp|h|hpp))\(\d+(?:,\d+)?\) ⇒ :<line>
gi \b(lines?|Zeilen?|ligne) ?[:#]? ?\d+(?:(?:,| and)? (?:column|col\.?|char|Spalte) ?:? ?\d+)?\b ⇒ $1 <line>
g \b\d{4}-\d{2}-\d{2}(?:[T ](?<!::|\b\d{1,2}:|\d\.)(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)(?::[0-6]\d(?:[.,]\d+)?)?(?: ?[APap]\.?[Mm]\b\.?)?(?: ?(?:Z|UTC|GMT|[ECMP][SD]T|AK[SD]T|HST|A[ECW][SD]T|NZ[SD]T|BST|IST|JST|KST|SAST|MSK|(?:C|E|W)ES?T)\b)?(?: ?[+-]\d{2}(?::?\d{2})?\b)?(?: \([A-Z][\w ]+ Time\))?)? ⇒ <time>
g (?<![\dA-Za-z])(?:19|20)\d{6}[-_T]?\d{4}(?:\d{2}(?:\.\d+)?)?Z?(?!\w) ⇒ <time>
g \b(?:(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?) )?(?:\d{1,2}\.? (?:Jan(?:uary?)?|Feb(?:ruary?)?|Mar(?:ch)?|März|Mrz|Apr(?:il)?|Ma[iy]|Jun[ei]?|Jul[yi]?|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|janv(?:ier)?|févr(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|août|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?)(?![a-zäéû])\.?|(?:Jan(?:uary?)?|Feb(?:ruary?)?|Mar(?:ch)?|März|Mrz|Apr(?:il)?|Ma[iy]|Jun[ei]?|Jul[yi]?|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|janv(?:ier)?|févr(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|août|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?)(?![a-zäéû])\.? \d{1,2},?)(?:,? \d{4})?(?:,? (?<!::|\b\d{1,2}:|\d\.)(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)(?::[0-6]\d(?:[.,]\d+)?)?(?: ?[APap]\.?[Mm]\b\.?)?(?: ?(?:Z|UTC|GMT|[ECMP][SD]T|AK[SD]T|HST|A[ECW][SD]T|NZ[SD]T|BST|IST|JST|KST|SAST|MSK|(?:C|E|W)ES?T)\b)?(?: ?[+-]\d{2}(?::?\d{2})?\b)?(?: \([A-Z][\w ]+ Time\))?)?(?: \d{4}\b)?(?!\w) ⇒ <time>
g \b\d{1,2}[-/](?:Jan(?:uary?)?|Feb(?:ruary?)?|Mar(?:ch)?|März|Mrz|Apr(?:il)?|Ma[iy]|Jun[ei]?|Jul[yi]?|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|janv(?:ier)?|févr(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|août|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?)(?![a-zäéû])\.?[-/]\d{2,4}(?:[: ](?<!::|\b\d{1,2}:|\d\.)(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)(?::[0-6]\d(?:[.,]\d+)?)?(?: ?[APap]\.?[Mm]\b\.?)?(?: ?(?:Z|UTC|GMT|[ECMP][SD]T|AK[SD]T|HST|A[ECW][SD]T|NZ[SD]T|BST|IST|JST|KST|SAST|MSK|(?:C|E|W)ES?T)\b)?(?: ?[+-]\d{2}(?::?\d{2})?\b)?(?: \([A-Z][\w ]+ Time\))?)?(?!\w) ⇒ <time>
g \b(?:\d{1,2}\/\d{1,2}\/(?:\d{4}|\d{2})|\d{4}\/\d{1,2}\/\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})\b ⇒ <time>
gi \b[\da-f]{2}(?::[\da-f]{2}){5}\b ⇒ <id>
g \b(?<!::|\b\d{1,2}:|\d\.)(?:[01]?\d|2[0-4]):[0-5]\d(?!\d)(?::[0-6]\d(?:[.,]\d+)?)?(?: ?[APap]\.?[Mm]\b\.?)?(?: ?(?:Z|UTC|GMT|[ECMP][SD]T|AK[SD]T|HST|A[ECW][SD]T|NZ[SD]T|BST|IST|JST|KST|SAST|MSK|(?:C|E|W)ES?T)\b)?(?: ?[+-]\d{2}(?::?\d{2})?\b)?(?: \([A-Z][\w ]+ Time\))? ⇒ <time>
gi \bfile:\/\/(?=\/) ⇒
gi \b([a-z][a-z\d+.-]{1,15}):\/\/[^\s/?#"'<>)\]]+ ⇒ $1://<host>
gi \b[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b ⇒ <mail>
g (?<=(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|UnknownHostException:|resolve host(?:name)?:?) )[\w.:-]*\w ⇒ <host>
gi (\b(?:server|host)(?: name)?(?: at| on)? ?[:=]? ?(["']))[\w.:-]+\2 ⇒ $1<host>$2
gi (\bhost(?:name)? ?[:=]? )(?=[a-z])(?=\S*[\d.])[\w.-]*\w(?::\d+)? ⇒ $1<host>
g (?<![\w.-])(?:(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?::\d{2,5}|\/\d{1,2})|(?:0|10|[2-9]\d|1\d\d|2[0-4]\d|25[0-5])(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3})(?![\w-]|\.\d) ⇒ <host>
gi (?<![\w:])\[?(?=[\da-f:]*\d)(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}(?::[\da-f]{1,4})*)?::(?:[\da-f]{1,4}(?::[\da-f]{1,4})*)?)(?:\](?::\d{2,5})?)?(?![\w:]) ⇒ <host>
g (?<![\w./\\@-])(?!javax?\.)(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+(?:com|org|net|edu|gov|example)(?::\d{2,5})?(?![\w-]|\.\w) ⇒ <host>
g (?<![\w./\\@-])(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.){2,}(?:at|au|be|br|ca|ch|cl|cn|cz|de|dk|es|eu|fi|fr|gr|hk|hu|ie|il|it|jp|kr|mx|nl|nz|pt|ro|se|sg|sk|tr|uk|za|io|test|local|localdomain|internal|lan|intranet|corp|cloud)(?::\d{2,5})?(?![\w-]|\.\w) ⇒ <host>
g (?<![\w./\\@-])(?:localhost|(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z\d](?:[a-z\d-]*[a-z\d])?):\d{2,5}\b ⇒ <host>
g \b([Pp]ort)[ :=]+\d{1,5}\b ⇒ $1 <port>
`)

const after = rules(String.raw`
gi \b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b ⇒ <id>
g -(?=[a-z]*\d)[a-z\d]{8,10}-(?=[a-z]*\d)[a-z\d]{5}\b ⇒ -<id>
g \beyJ[\w-]{5,}\.[\w-]+\.[\w-]* ⇒ <id>
gi \b((?:sesskey|token|session|nonce|csrf\w*|jti|api[_-]?key|secret|signature|etag|PHPSESSID|MoodleSession)["']?\s?[=:]\s?["']?)(?=[\w+/-]*\d)[\w+/.-]{8,}=* ⇒ $1<id>
gi \b0x[\da-f]+\b ⇒ <id>
gi @[\da-f]{5,16}\b ⇒ @<id>
g \bMock_(\w+)_[\da-f]{8}\b ⇒ Mock_$1_<id>
gi \b(commit|revision|rev|sha) [\da-f]{7,40}\b ⇒ $1 <id>
gi (?:\/[\da-f]{2}){1,3}(?=\/[\da-f]{16,}\b) ⇒
gi \b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{8,}\b ⇒ <id>
gi \b(?=\w{10})[a-z]*(?:\d+[a-z]+){3,}\d*\b ⇒ <id>
gi \b(te?mp)[._-]?(?=[a-z]*\d)[a-z\d]{5,}\b ⇒ $1<id>
gi \b((?:[a-z\d]+_|user|course|cm|context|group|cohort|category|section|instance|item|module|quiz|attempt|question|grade|role|job|task|order|account|tenant|client|customer|backend|record|process|thread|p|t)?id["']?(?: ?[:=#(] ?| )["']?)\d+\b ⇒ $1<id>
gi \b((?:session|request|req|trace|span|correlation|transaction|trx)[ _-]?id["']?(?: ?[:=#(] ?| )["']?)(?=[\w-]*\d)[\w-]+ ⇒ $1<id>
gi \b((?:test)?user|student|teacher|guest|course|group|cohort|account|tenant|customer|client|session|upload|build|job|run|order|ticket|issue|invoice|record|request|object) ?#\d+ ⇒ $1 #<id>
gi \b((?:test)?user|student|teacher|guest|course|group|cohort|account|tenant|customer|client|session|upload)(?:[_-](?:\d{2,}|(?=(?:[a-z]*\d){2})[a-z\d]{5,12})|\d{3,})\b ⇒ $1_<id>
gi \b(process|thread|pid|transaction|worker|backend)( #?| ?[:=] ?)\d+\b ⇒ $1$2<id>
gi \b((?:pool-)?)(?:\d+-)?(thread|exec|worker|executor)-\d+\b ⇒ $1$2-<id>
g \bgw\d+\b ⇒ gw<id>
g (\$Proxy|GeneratedMethodAccessor)\d+ ⇒ $1<id>
g \$\$(Lambda|\w*CGLIB\$\$)[\w$/.]* ⇒ $$$$$1<id>
g \b(stdClass\)? ?)#\d+ ⇒ $1#<id>
g \bclass@anonymous\S* ⇒ class@anonymous<id>
g \byui_\d[\d_]* ⇒ yui_<id>
g \bpoint \(\d+, ?\d+\) ⇒ point <n>
g (?<=\bDuplicate entry ')[^']* ⇒ <id>
g (?<=\bKey \([\w", ]+\)=\()[^)]* ⇒ <id>
g (?<=\bTable ')[\w$-]+\.(?=[\w$-]+') ⇒
g (?<=[\w>]\/)(?![45]\d\d\/)\d+(?=\/) ⇒ <id>
g \bP(?:\d+[YMWD])*T(?:\d+(?:\.\d+)?[HMS])+\b ⇒ <duration>
g (?<![\w.])[+-]?\d+(?:[.,]\d+)* ?(?:ns|µs|us|ms|s|m|h|(?:[Mm]illi|[Mm]icro|[Nn]ano)?(?:[Ss]ec(?:ond)?s?)|msecs?|[Mm]in(?:ute)?s?|hrs?|[Hh]ours?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?)(?![a-zA-Z])(?: ?\d+(?:[.,]\d+)* ?(?:ns|µs|us|ms|s|m|h|(?:[Mm]illi|[Mm]icro|[Nn]ano)?(?:[Ss]ec(?:ond)?s?)|msecs?|[Mm]in(?:ute)?s?|hrs?|[Hh]ours?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?)(?![a-zA-Z]))* ⇒ <duration>
g (?<![\w.,[(])[+-]?\d{2,3}[,'\u00a0\u202f]\d{3}(?:[,'\u00a0\u202f]\d{3})*(?:\.\d+)?\b(?![,\]]\d) ⇒ <n>
g (?<![\w.,[(])[+-]?\d(?:[,'\u00a0\u202f]\d{3}){2,}(?:\.\d+)?\b(?![,\]]\d) ⇒ <n>
gi (\d\.)\d{5,}(?:e[+-]?\d+)? ⇒ $1<n>
gi (?:(?<!\w)[+-])?\d{5,}(?:[.,]\d+)*(?:e[+-]?\d+)? ⇒ <n>
`)

/** Version 2 as it was when this was written. */
const fingerprint = fingerprintOf('2', codes)
