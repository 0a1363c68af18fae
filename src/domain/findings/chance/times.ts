import type { Chance } from './chance.ts'

/** In English, German and French. */
const month =
  '(?:Jan(?:uary?)?|Feb(?:ruary?)?|Mar(?:ch)?|März|Mrz|Apr(?:il)?|Ma[iy]|Jun[ei]?|Jul[yi]?|Aug(?:ust)?|Sept?(?:ember)?' +
  '|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|janv(?:ier)?|févr(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?' +
  '|août|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|déc(?:embre)?)(?![a-zäéû])\\.?'
const weekday = '(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?)'
const clock =
  '(?<!::|\\b\\d{1,2}:|\\d\\.)(?:[01]?\\d|2[0-4]):[0-5]\\d(?!\\d)(?::[0-6]\\d(?:[.,]\\d+)?)?(?: ?[APap]\\.?[Mm]\\b\\.?)?'
const zone =
  '(?: ?(?:Z|UTC|GMT|[ECMP][SD]T|AK[SD]T|HST|A[ECW][SD]T|NZ[SD]T|BST|IST|JST|KST|SAST|MSK|(?:C|E|W)ES?T)\\b)?' +
  '(?: ?[+-]\\d{2}(?::?\\d{2})?\\b)?(?: \\([A-Z][\\w ]+ Time\\))?'
const dayAndMonth = `(?:\\d{1,2}\\.? ${month}|${month} \\d{1,2},?)`
const time = `${clock}${zone}`

export const times: readonly Chance[] = [
  [new RegExp(`\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]${time})?`, 'g'), '<time>'],
  [/(?<![\dA-Za-z])(?:19|20)\d{6}[-_T]?\d{4}(?:\d{2}(?:\.\d+)?)?Z?(?!\w)/g, '<time>'],
  [new RegExp(`\\b(?:${weekday} )?${dayAndMonth}(?:,? \\d{4})?(?:,? ${time})?(?: \\d{4}\\b)?(?!\\w)`, 'g'), '<time>'],
  [new RegExp(`\\b\\d{1,2}[-/]${month}[-/]\\d{2,4}(?:[: ]${time})?(?!\\w)`, 'g'), '<time>'],
  [/\b(?:\d{1,2}\/\d{1,2}\/(?:\d{4}|\d{2})|\d{4}\/\d{1,2}\/\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})\b/g, '<time>'],
  // Hardware addresses are made of colons, too.
  [/\b[\da-f]{2}(?::[\da-f]{2}){5}\b/gi, '<id>'],
  [new RegExp(`\\b${time}`, 'g'), '<time>'],
]

/** Places in source files move with every edit above them, and with a client's own patches. */
export const lines: readonly Chance[] = [
  [
    /(?<=\.(?:php|phtml|inc|py|[cm]?[jt]sx?|java|kt|scala|groovy|rb|go|rs|c|cc|cpp|h|hpp|cs|fs|vb|sql|feature|mustache|twig|html?|xml|json|ya?ml|sh|pl|lua|vue)):(?:line )?\d+(?::\d+)?\b/gi,
    ':<line>',
  ],
  [/(?<=\.(?:php|inc|[cm]?[jt]sx?|cs|vb|c|cc|cpp|h|hpp))\(\d+(?:,\d+)?\)/gi, ':<line>'],
  [/\b(lines?|Zeilen?|ligne) ?[:#]? ?\d+(?:(?:,| and)? (?:column|col\.?|char|Spalte) ?:? ?\d+)?\b/gi, '$1 <line>'],
]

const unit =
  '(?:ns|µs|us|ms|s|m|h|(?:[Mm]illi|[Mm]icro|[Nn]ano)?(?:[Ss]ec(?:ond)?s?)|msecs?|[Mm]in(?:ute)?s?|hrs?|[Hh]ours?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?)(?![a-zA-Z])'
const measured = `\\d+(?:[.,]\\d+)* ?${unit}`

export const durations: readonly Chance[] = [
  [/\bP(?:\d+[YMWD])*T(?:\d+(?:\.\d+)?[HMS])+\b/g, '<duration>'],
  [new RegExp(`(?<![\\w.])[+-]?${measured}(?: ?${measured})*`, 'g'), '<duration>'],
]
