import type { Chance } from './chance.ts'

const label = '[a-z\\d](?:[a-z\\d-]*[a-z\\d])?'
const port = '(?::\\d{2,5})?'
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'
const hex = '[\\da-f]{1,4}'
/** Words that a host follows, however it looks. */
const introduces =
  '(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|UnknownHostException:|resolve host(?:name)?:?)'
/** Country codes that end no file, and no chain of properties. */
const countries =
  'at|au|be|br|ca|ch|cl|cn|cz|de|dk|es|eu|fi|fr|gr|hk|hu|ie|il|it|jp|kr|mx|nl|nz|pt|ro|se|sg|sk|tr|uk|za'

/** Where something is reached: it differs from client to client. */
export const hosts: readonly Chance[] = [
  [/\bfile:\/\/(?=\/)/gi, ''],
  [/\b([a-z][a-z\d+.-]{1,15}):\/\/[^\s/?#"'<>)\]]+/gi, '$1://<host>'],
  [/\b[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}\b/gi, '<mail>'],
  [new RegExp(`(?<=${introduces} )[\\w.:-]*\\w`, 'g'), '<host>'],
  [/(\b(?:server|host)(?: name)?(?: at| on)? ?[:=]? ?(["']))[\w.:-]+\2/gi, '$1<host>$2'],
  [/(\bhost(?:name)? ?[:=]? )(?=[a-z])(?=\S*[\d.])[\w.-]*\w(?::\d+)?/gi, '$1<host>'],
  // Four numbers may be a version: alone they are an address where few versions begin so.
  [
    new RegExp(
      `(?<![\\w.-])(?:(?:${octet}\\.){3}${octet}(?::\\d{2,5}|/\\d{1,2})|(?:0|10|[2-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5])(?:\\.${octet}){3})(?![\\w-]|\\.\\d)`,
      'g',
    ),
    '<host>',
  ],
  [
    new RegExp(
      `(?<![\\w:])\\[?(?=[\\da-f:]*\\d)(?:(?:${hex}:){7}${hex}|(?:${hex}(?::${hex})*)?::(?:${hex}(?::${hex})*)?)(?:\\](?::\\d{2,5})?)?(?![\\w:])`,
      'gi',
    ),
    '<host>',
  ],
  [
    new RegExp(
      `(?<![\\w./\\\\@-])(?!javax?\\.)(?:${label}\\.)+(?:com|org|net|edu|gov|example)${port}(?![\\w-]|\\.\\w)`,
      'g',
    ),
    '<host>',
  ],
  [
    new RegExp(
      `(?<![\\w./\\\\@-])(?:${label}\\.){2,}(?:${countries}|io|test|local|localdomain|internal|lan|intranet|corp|cloud)${port}(?![\\w-]|\\.\\w)`,
      'g',
    ),
    '<host>',
  ],
  [new RegExp(`(?<![\\w./\\\\@-])(?:localhost|(?:${label}\\.)+${label}):\\d{2,5}\\b`, 'g'), '<host>'],
  [/\b([Pp]ort)[ :=]+\d{1,5}\b/g, '$1 <port>'],
]
