import type { Chance } from './chance.ts'

/** Names of things that are counted on by a database, and of requests. */
const numbered =
  '(?:[a-z\\d]+_|user|course|cm|context|group|cohort|category|section|instance|item|module|quiz|attempt|question|grade|role|job|task|order|account|tenant|client|customer|backend|record|process|thread|p|t)?id'
/** What generators make many of. */
const things = '(?:test)?user|student|teacher|guest|course|group|cohort|account|tenant|customer|client|session|upload'
const traced = '(?:session|request|req|trace|span|correlation|transaction|trx)[ _-]?id'
const follows = '["\']?(?: ?[:=#(] ?| )'
const secret = '(?:sesskey|token|session|nonce|csrf\\w*|jti|api[_-]?key|secret|signature|etag|PHPSESSID|MoodleSession)'

/** What somebody's database, machine or generator came up with. */
export const ids: readonly Chance[] = [
  [/\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b/gi, '<id>'],
  [/-(?=[a-z]*\d)[a-z\d]{8,10}-(?=[a-z]*\d)[a-z\d]{5}\b/g, '-<id>'],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, '<id>'],
  [new RegExp(`\\b(${secret}["']?\\s?[=:]\\s?["']?)(?=[\\w+/-]*\\d)[\\w+/.-]{8,}=*`, 'gi'), '$1<id>'],
  [/\b0x[\da-f]+\b/gi, '<id>'],
  [/@[\da-f]{5,16}\b/gi, '@<id>'],
  [/\bMock_(\w+)_[\da-f]{8}\b/g, 'Mock_$1_<id>'],
  [/\b(commit|revision|rev|sha) [\da-f]{7,40}\b/gi, '$1 <id>'],
  [/(?:\/[\da-f]{2}){1,3}(?=\/[\da-f]{16,}\b)/gi, ''],
  [/\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{8,}\b/gi, '<id>'],
  [/\b(?=\w{10})[a-z]*(?:\d+[a-z]+){3,}\d*\b/gi, '<id>'],
  [/\b(te?mp)[._-]?(?=[a-z]*\d)[a-z\d]{5,}\b/gi, '$1<id>'],
  [new RegExp(`\\b(${numbered}${follows}["']?)\\d+\\b`, 'gi'), '$1<id>'],
  [new RegExp(`\\b(${traced}${follows}["']?)(?=[\\w-]*\\d)[\\w-]+`, 'gi'), '$1<id>'],
  [
    new RegExp(`\\b(${things}|build|job|run|order|ticket|issue|invoice|record|request|object) ?#\\d+`, 'gi'),
    '$1 #<id>',
  ],
  [new RegExp(`\\b(${things})(?:[_-](?:\\d{2,}|(?=(?:[a-z]*\\d){2})[a-z\\d]{5,12})|\\d{3,})\\b`, 'gi'), '$1_<id>'],
  [/\b(process|thread|pid|transaction|worker|backend)( #?| ?[:=] ?)\d+\b/gi, '$1$2<id>'],
  [/\b((?:pool-)?)(?:\d+-)?(thread|exec|worker|executor)-\d+\b/gi, '$1$2-<id>'],
  [/\bgw\d+\b/g, 'gw<id>'],
  [/(\$Proxy|GeneratedMethodAccessor)\d+/g, '$1<id>'],
  [/\$\$(Lambda|\w*CGLIB\$\$)[\w$/.]*/g, '$$$$$1<id>'],
  [/\b(stdClass\)? ?)#\d+/g, '$1#<id>'],
  [/\bclass@anonymous\S*/g, 'class@anonymous<id>'],
  // What a browser lays out: ids of YUI, and points on a screen.
  [/\byui_\d[\d_]*/g, 'yui_<id>'],
  [/\bpoint \(\d+, ?\d+\)/g, 'point <n>'],
  // What a row holds, and whose database it is, as MySQL and Postgres say it.
  [/(?<=\bDuplicate entry ')[^']*/g, '<id>'],
  [/(?<=\bKey \([\w", ]+\)=\()[^)]*/g, '<id>'],
  [/(?<=\bTable ')[\w$-]+\.(?=[\w$-]+')/g, ''],
  // A number between two strokes is an id of what stands before it, save a status.
  [/(?<=[\w>]\/)(?![45]\d\d\/)\d+(?=\/)/g, '<id>'],
]

/** Counters of five and more digits. Smaller numbers stay: in doubt they say what went wrong. */
export const numbers: readonly Chance[] = [
  [/(?<![\w.,[(])[+-]?\d{2,3}[,'\u00a0\u202f]\d{3}(?:[,'\u00a0\u202f]\d{3})*(?:\.\d+)?\b(?![,\]]\d)/g, '<n>'],
  [/(?<![\w.,[(])[+-]?\d(?:[,'\u00a0\u202f]\d{3}){2,}(?:\.\d+)?\b(?![,\]]\d)/g, '<n>'],
  [/(\d\.)\d{5,}(?:e[+-]?\d+)?/gi, '$1<n>'],
  [/(?:(?<!\w)[+-])?\d{5,}(?:[.,]\d+)*(?:e[+-]?\d+)?/gi, '<n>'],
]
